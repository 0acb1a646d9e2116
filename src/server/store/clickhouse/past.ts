import { BY_RULE, BY_SCORE } from "../../../core/model/rule.ts";
import { type PastQuestion, type PastStep, QueryRefused } from "../store.ts";
import { checkSpan } from "./counts.ts";
import { type Database, DATABASE } from "./database.ts";
import type { NativeBlock } from "./native-blocks.ts";

const MINUTE_MS = 60_000;
/** Widths of a normal band in standard deviations: it leaves out one count in 500. */
const BAND_SIGMAS = 2 * 3.0902;
const MOST_STEPS = 2000;

/**
 * Sums over the minutes of a step. Counts of ticks scatter by themselves, so variances add up; that of a minute follows from the width
 * of its band, which is all that is kept of it.
 */
export async function pastOf(database: Database, question: PastQuestion, signal?: AbortSignal): Promise<PastStep[]> {
  check(question);
  const { scope, from, to, stepMs } = question;
  const grounds = `multiIf(alert_by = 'score', ${BY_SCORE}, alert_by = 'rule', ${BY_RULE}, alert_by = 'both', ${BY_SCORE | BY_RULE}, 0)`;
  const sql = `SELECT toUInt32(intDiv(toUInt32(v.at), {step:UInt32}) * {step:UInt32}) AS step_at, status,
      toFloat64(sum(span_ms)) AS covered, toFloat64(sum(v.value)) AS value,
      if(countIf(isNull(v.expected)) = 0, toFloat64(ifNull(sum(v.expected), 0)), nan) AS expected,
      toFloat64(ifNull(sum(pow((v.upper - v.lower) / ${BAND_SIGMAS}, 2)), nan)) AS variance,
      toFloat64(ifNull(max(v.score), nan)) AS score, toUInt32(groupBitOr(${grounds})) AS grounds
    FROM ${DATABASE}.verdicts AS v FINAL
    PREWHERE scope = {scope:String} AND v.at >= {from:UInt32} AND v.at < {to:UInt32}
    GROUP BY step_at, status ORDER BY step_at`;
  const parameters = { scope, from: from / 1000, to: to / 1000, step: stepMs / 1000 };
  return (await database.blocks(sql, parameters, signal)).flatMap(stepsOf);
}

function stepsOf(block: NativeBlock): PastStep[] {
  const { names, index } = block.texts("status");
  const [at, covered, value, expected] = [
    block.numbers("step_at"),
    block.numbers("covered"),
    block.numbers("value"),
    block.numbers("expected"),
  ];
  const [variance, score, grounds] = [block.numbers("variance"), block.numbers("score"), block.numbers("grounds")];
  return Array.from({ length: block.rows }, (_, row) => ({
    at: 1000 * (at[row] ?? 0),
    status: names[index[row] ?? 0] ?? "",
    coveredMs: covered[row] ?? 0,
    value: value[row] ?? 0,
    expected: expected[row] ?? Number.NaN,
    variance: variance[row] ?? Number.NaN,
    score: score[row] ?? Number.NaN,
    grounds: grounds[row] ?? 0,
  }));
}

function check({ from, to, stepMs }: PastQuestion): void {
  checkSpan(from, to, MINUTE_MS, "minute");
  const isAligned = stepMs > 0 && [stepMs % MINUTE_MS, from % stepMs, to % stepMs].every((rest) => rest === 0);
  if (!isAligned) {
    throw new QueryRefused("invalid", `expected steps of whole minutes from one step to another, got ${stepMs} ms`);
  }
  const steps = (to - from) / stepMs;
  if (steps <= MOST_STEPS) return;
  throw new QueryRefused("too-costly", `expected at most ${MOST_STEPS} steps, got ${steps}; take longer ones`);
}
