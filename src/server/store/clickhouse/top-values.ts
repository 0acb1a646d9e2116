import { type ExcessQuestion, QueryRefused, type ValueExcess } from "../store.ts";
import { checkDimension, checkSpan, joined, QUARTER_MS, span, valuesOf } from "./counts.ts";
import { type Database, DATABASE } from "./database.ts";
import type { NativeBlock } from "./native-blocks.ts";

/** More than a year of days. */
const MOST_PERIODS = 400;

interface Sums {
  count: number;
  before: number;
}

/** The engine adds up by value and period; how many periods there are is known only when all of them are here. */
export async function topValuesOf(
  database: Database,
  dimensions: readonly string[],
  question: ExcessQuestion,
  signal?: AbortSignal,
): Promise<ValueExcess[]> {
  check(question, dimensions);
  const { dimension, statuses, from, to, periodMs, periods, limit } = question;
  const conditions = [
    { condition: "dimension = {dimension:String}", name: "dimension", value: dimension },
    { condition: "status IN {statuses:Array(String)}", name: "statuses", value: statuses },
    ...span("quarter", from - periods * periodMs, to),
  ];
  const sinceEnd = "({to:UInt32} - 1 - toUInt32(quarter))";
  const sql = `SELECT value, toUInt32(intDiv(${sinceEnd}, {period:UInt32})) AS period, toFloat64(sum(t.count)) AS count
    FROM ${DATABASE}.quarter_totals AS t FINAL PREWHERE ${joined(conditions)}
    ${to - from === periodMs ? "" : `WHERE ${sinceEnd} % {period:UInt32} < {length:UInt32}`} GROUP BY value, period`;
  const parameters = { ...valuesOf(conditions), period: periodMs / 1000, length: (to - from) / 1000 };
  return ranked(await database.blocks(sql, parameters, signal), limit);
}

function ranked(blocks: readonly NativeBlock[], limit: number): ValueExcess[] {
  const byValue = new Map<string, Sums>();
  let reach = 0;
  for (const block of blocks) {
    const { names, index } = block.texts("value");
    const periods = block.numbers("period");
    const counts = block.numbers("count");
    for (let row = 0; row < block.rows; row++) {
      const value = names[index[row] ?? 0] ?? "";
      const period = periods[row] ?? 0;
      const sums = byValue.get(value) ?? { count: 0, before: 0 };
      sums[period === 0 ? "count" : "before"] += counts[row] ?? 0;
      byValue.set(value, sums);
      reach = Math.max(reach, period);
    }
  }
  const excess = ({ count, usual }: ValueExcess): number => count - (usual ?? 0);
  return [...byValue]
    .map(([value, { count, before }]) => ({ value, count, usual: reach === 0 ? null : before / reach }))
    .toSorted((one, other) => excess(other) - excess(one) || (one.value < other.value ? -1 : 1))
    .slice(0, limit);
}

function check(question: ExcessQuestion, dimensions: readonly string[]): void {
  const { dimension, from, to, periodMs, periods, limit } = question;
  checkDimension(dimension, dimensions);
  checkSpan(from, to, QUARTER_MS, "quarter of an hour");
  if (periodMs % QUARTER_MS !== 0 || periodMs < to - from) {
    throw new QueryRefused(
      "invalid",
      `expected a period of quarters of an hour, not shorter than the span, got ${periodMs} ms`,
    );
  }
  if (!Number.isInteger(periods) || periods < 1 || periods > MOST_PERIODS || from - periods * periodMs < 0) {
    throw new QueryRefused("invalid", `expected 1 to ${MOST_PERIODS} earlier periods since 1970, got ${periods}`);
  }
  if (!Number.isInteger(limit) || limit < 1) {
    throw new QueryRefused("invalid", `expected a limit of at least 1, got ${limit}`);
  }
}
