import { type Counts, type CountsQuestion, QueryRefused } from "../store.ts";
import type { Parameter } from "./column-reader.ts";
import { type Database, DATABASE } from "./database.ts";
import type { NativeBlock } from "./native-blocks.ts";
import { dimensionColumn } from "./schema.ts";

const MINUTE_MS = 60_000;
export const QUARTER_MS = 900_000;
/** More than a month of minutes; a chart has less room than that. */
const MOST_STEPS = 50_000;

interface Statement {
  sql: string;
  parameters: Record<string, Parameter>;
}

/**
 * Rows are added up here rather than in the engine where sums made them few: that is faster than any GROUP BY over them. All
 * conditions are on columns of the table's key, so they may come before FINAL (PREWHERE): versions of a row pass together or not at all.
 */
export async function countsOf(
  database: Database,
  dimensions: readonly string[],
  question: CountsQuestion,
  signal?: AbortSignal,
): Promise<Counts> {
  check(question, dimensions);
  const { sql, parameters } = statementFor(question, dimensions);
  const counts = emptyCounts(question);
  for (const block of await database.blocks(sql, parameters, signal)) add(block, question, counts);
  return counts;
}

function emptyCounts(question: CountsQuestion): Counts {
  return new Map(question.statuses.map((status) => [status, new Float64Array(stepsIn(question))]));
}

function add(block: NativeBlock, question: CountsQuestion, counts: Counts): void {
  const { names, index } = block.texts("status");
  const at = block.numbers("at");
  const count = block.numbers("count");
  const byName = names.map((name) => counts.get(name));
  const from = question.from / 1000;
  const step = question.stepMs / 1000;
  for (let row = 0; row < block.rows; row++) {
    const status = index[row] ?? 0;
    let sums = byName[status];
    if (sums === undefined) {
      sums = new Float64Array(stepsIn(question));
      byName[status] = sums;
      counts.set(names[status] ?? "", sums);
    }
    const place = Math.floor(((at[row] ?? 0) - from) / step);
    sums[place] = (sums[place] ?? 0) + (count[row] ?? 0);
  }
}

/** The smallest table that says it. */
function statementFor(question: CountsQuestion, dimensions: readonly string[]): Statement {
  const given = Object.entries(question.dimensions);
  const areQuarters = [question.from, question.to, question.stepMs].every((time) => time % QUARTER_MS === 0);
  const [one] = given;
  if (given.length > 1 || (one !== undefined && !areQuarters)) return fromMinutes(question, given, dimensions);
  if (!areQuarters) return fromTotals(question, "minute", []);
  const [dimension = "", value = ""] = one ?? [];
  return fromTotals(question, "quarter", [
    { condition: "dimension = {dimension:String}", name: "dimension", value: dimension },
    ...(one === undefined ? [] : [{ condition: "value = {value:String}", name: "value", value }]),
  ]);
}

interface Condition {
  condition: string;
  name: string;
  value: Parameter;
}

function fromTotals(question: CountsQuestion, column: "minute" | "quarter", more: Condition[]): Statement {
  const conditions = [...more, ...statusAndSpan(question, column)];
  return {
    sql: `SELECT toUInt32(${column}) AS at, status, toFloat64(count) AS count
      FROM ${DATABASE}.${column}_totals FINAL PREWHERE ${joined(conditions)}`,
    parameters: valuesOf(conditions),
  };
}

/** Where not every dimension is given, a step can have as many rows as the others have values: these the engine adds up. */
function fromMinutes(
  question: CountsQuestion,
  given: readonly (readonly [string, string])[],
  dimensions: readonly string[],
): Statement {
  const conditions = [
    ...given.map(([dimension, value], index) => {
      return { condition: `${dimensionColumn(dimension)} = {value${index}:String}`, name: `value${index}`, value };
    }),
    ...statusAndSpan(question, "minute"),
  ];
  const isWhole = given.length === dimensions.length;
  const sums = isWhole ? "toFloat64(m.count)" : "toFloat64(sum(m.count))";
  return {
    sql: `SELECT toUInt32(minute) AS at, status, ${sums} AS count
      FROM ${DATABASE}.minutes AS m FINAL PREWHERE ${joined(conditions)}${isWhole ? "" : " GROUP BY minute, status"}`,
    parameters: valuesOf(conditions),
  };
}

function statusAndSpan({ statuses, from, to }: CountsQuestion, column: string): Condition[] {
  const some = { condition: "status IN {statuses:Array(String)}", name: "statuses", value: statuses };
  return [...(statuses.length === 0 ? [] : [some]), ...span(column, from, to)];
}

export function span(column: string, from: number, to: number): Condition[] {
  return [
    { condition: `${column} >= {from:UInt32}`, name: "from", value: from / 1000 },
    { condition: `${column} < {to:UInt32}`, name: "to", value: to / 1000 },
  ];
}

export function joined(conditions: readonly Condition[]): string {
  return conditions.map(({ condition }) => condition).join(" AND ");
}

export function valuesOf(conditions: readonly Condition[]): Record<string, Parameter> {
  return Object.fromEntries(conditions.map(({ name, value }) => [name, value]));
}

function stepsIn({ from, to, stepMs }: CountsQuestion): number {
  return Math.ceil((to - from) / stepMs);
}

function check(question: CountsQuestion, dimensions: readonly string[]): void {
  const { from, to, stepMs } = question;
  for (const name of Object.keys(question.dimensions)) checkDimension(name, dimensions);
  checkSpan(from, to, MINUTE_MS, "minute");
  if (!Number.isInteger(stepMs / MINUTE_MS) || stepMs <= 0) {
    throw new QueryRefused("invalid", `expected a step of whole minutes, got ${stepMs} ms`);
  }
  if (stepsIn(question) > MOST_STEPS) {
    throw new QueryRefused(
      "too-costly",
      `expected at most ${MOST_STEPS} steps, got ${stepsIn(question)}; take longer ones, or less time`,
    );
  }
}

export function checkDimension(name: string, dimensions: readonly string[]): void {
  if (dimensions.includes(name)) return;
  const there = dimensions.length === 0 ? "none is configured" : `there are ${dimensions.join(", ")}`;
  throw new QueryRefused("invalid", `there is no dimension ${name}; ${there}`);
}

export function checkSpan(from: number, to: number, unitMs: number, unit: string): void {
  const isSpan = from >= 0 && from < to && to / 1000 < 2 ** 32;
  if (isSpan && from % unitMs === 0 && to % unitMs === 0) return;
  throw new QueryRefused(
    "invalid",
    `expected from and to at the beginning of a ${unit}, from before to, got ${timeText(from)} and ${timeText(to)}`,
  );
}

function timeText(at: number): string {
  return Number.isNaN(new Date(at).getTime()) ? String(at) : new Date(at).toISOString();
}
