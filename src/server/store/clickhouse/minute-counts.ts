import type { CountColumns } from "../../../core/model/count-columns.ts";
import type { MinutesQuestion } from "../store.ts";
import type { Parameter } from "./column-reader.ts";
import { checkDimension, checkSpan, joined, span, valuesOf } from "./counts.ts";
import { type Database, DATABASE } from "./database.ts";
import type { NativeBlock } from "./native-blocks.ts";
import { dimensionColumn } from "./schema.ts";

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** What is not of one of the values that are told apart. */
const NO_VALUE = "";

/** From the sums of quarters: to the quarter. */
export async function valuesSeenIn(
  database: Database,
  dimensions: readonly string[],
  { dimension, from, to }: { dimension: string; from: number; to: number },
  signal?: AbortSignal,
): Promise<number> {
  checkDimension(dimension, dimensions);
  const { conditions, parameters } = quartersOf(dimension, from, to);
  const sql = `SELECT toUInt32(uniqExact(value)) AS values FROM ${DATABASE}.quarter_totals PREWHERE ${conditions}`;
  const [block] = await database.blocks(sql, parameters, signal);
  return block?.numbers("values")[0] ?? 0;
}

export async function minuteCountsOf(
  database: Database,
  dimensions: readonly string[],
  question: MinutesQuestion,
  signal?: AbortSignal,
): Promise<CountColumns> {
  const { dimension, from, to } = question;
  checkSpan(from, to, MINUTE_MS, "minute");
  if (dimension !== null) checkDimension(dimension, dimensions);
  const { sql, parameters } = dimension === null ? ofAllTraffic(from, to) : ofValues({ ...question, dimension });
  return columnsOf(await database.blocks(sql, parameters, signal), dimension);
}

interface Statement {
  sql: string;
  parameters: Record<string, Parameter>;
}

function ofAllTraffic(from: number, to: number): Statement {
  const conditions = span("minute", from, to);
  return {
    sql: `SELECT toUInt32(minute) AS at, status, toFloat64(count) AS count
      FROM ${DATABASE}.minute_totals FINAL PREWHERE ${joined(conditions)} ORDER BY at`,
    parameters: valuesOf(conditions),
  };
}

function ofValues({ dimension, from, to, limit }: MinutesQuestion & { dimension: string }): Statement {
  const column = dimensionColumn(dimension);
  const minutes = span("minute", from, to);
  const first = quartersOf(dimension, from, to);
  return {
    sql: `WITH told AS (
        SELECT value FROM ${DATABASE}.quarter_totals PREWHERE ${first.conditions}
        GROUP BY value ORDER BY min(quarter), value LIMIT {limit:UInt32}
      )
      SELECT toUInt32(minute) AS at, status,
        toLowCardinality(if(${column} IN (SELECT value FROM told), toString(${column}), '${NO_VALUE}')) AS told_value,
        toFloat64(sum(m.count)) AS sum
      FROM ${DATABASE}.minutes AS m FINAL PREWHERE ${joined(minutes)}
      GROUP BY at, status, told_value ORDER BY at`,
    parameters: { ...first.parameters, ...valuesOf(minutes), limit },
  };
}

function quartersOf(
  dimension: string,
  from: number,
  to: number,
): { conditions: string; parameters: Statement["parameters"] } {
  const conditions = [
    { condition: "dimension = {dimension:String}", name: "dimension", value: dimension },
    { condition: "quarter >= {first:UInt32}", name: "first", value: (from - (from % QUARTER_MS)) / 1000 },
    { condition: "quarter < {end:UInt32}", name: "end", value: to / 1000 },
  ];
  return { conditions: joined(conditions), parameters: valuesOf(conditions) };
}

function columnsOf(blocks: readonly NativeBlock[], dimension: string | null): CountColumns {
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const statuses = new Names();
  const values = new Names();
  const columns: CountColumns = {
    dimension,
    at: new Float64Array(rows),
    status: new Uint16Array(rows),
    value: new Int32Array(rows).fill(-1),
    count: new Float64Array(rows),
    statuses: statuses.list,
    values: values.list,
  };
  let place = 0;
  for (const block of blocks) {
    const at = block.numbers("at");
    const count = block.numbers(dimension === null ? "count" : "sum");
    const status = block.texts("status");
    const statusPlaces = status.names.map((name) => statuses.placeOf(name));
    const value = dimension === null ? null : block.texts("told_value");
    const valuePlaces = value?.names.map((name) => (name === NO_VALUE ? -1 : values.placeOf(name))) ?? [];
    for (let row = 0; row < block.rows; row++, place++) {
      columns.at[place] = (at[row] ?? 0) * 1000;
      columns.count[place] = count[row] ?? 0;
      columns.status[place] = statusPlaces[status.index[row] ?? 0] ?? 0;
      if (value !== null) columns.value[place] = valuePlaces[value.index[row] ?? 0] ?? -1;
    }
  }
  return columns;
}

/** Names of blocks, each of which has a numbering of its own, under one. */
class Names {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  placeOf(name: string): number {
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.list.push(name) - 1;
      this.#places.set(name, place);
    }
    return place;
  }
}
