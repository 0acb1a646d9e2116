import { heatOf, type HeatQuestion } from "../../core/engine/heat.ts";
import type { Judging } from "../../core/engine/judging.ts";
import type { Heat } from "../../core/model/heat.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";
import { nowOf } from "./show-overview.ts";

export interface HeatAsked {
  from?: number;
  to?: number;
  cells?: number;
  limit?: number;
}

const DEFAULT_RANGE_MS = 3_600_000;
const DEFAULT_CELLS = 60;
const DEFAULT_LIMIT = 30;
const MOST_ROWS = 200;
/** Ranges that people look at meanwhile. */
const MOST_ANSWERS = 30;

/**
 * Which scopes are, or were, far from normal. Cells are whole ticks and begin at multiples of their length, so that they stay in place
 * from one question to the next.
 *
 * @throws Failure `request.invalid`
 */
export function showHeat(product: Product, asked: HeatAsked): Heat {
  const { cells: wanted = DEFAULT_CELLS, limit = DEFAULT_LIMIT } = asked;
  const to = asked.to ?? nowOf(product);
  const from = asked.from ?? to - DEFAULT_RANGE_MS;
  if (from >= to) throw new Failure("request.invalid", `from (${from}) has to be before to (${to})`);
  const { judging } = product.pipeline.engine;
  if (judging === null) return { from, cellMs: 0, cells: 0, scopes: 0, rows: [] };
  const { tickMs } = judging;
  const cellMs = Math.max(1, Math.ceil((to - from) / wanted / tickMs)) * tickMs;
  const first = Math.floor(from / cellMs) * cellMs;
  const heat = ofThisTick(judging, { from: first, cellMs, cells: Math.ceil((to - first) / cellMs), limit: MOST_ROWS });
  return { ...heat, rows: heat.rows.slice(0, limit) };
}

interface Kept {
  tick: number;
  answers: Map<string, Heat>;
}

/** A thousand scopes take some time to look through, and nothing changes until the next tick closes: all who look share an answer. */
const kept = new WeakMap<Judging, Kept>();

function ofThisTick(judging: Judging, question: HeatQuestion): Heat {
  const tick = judging.history(0)?.at(0) ?? Number.NaN;
  let shared = kept.get(judging);
  if (shared?.tick !== tick) kept.set(judging, (shared = { tick, answers: new Map() }));
  // An alarm is raised while its tick is still open.
  const alarms = Array.from(judging.alarms()).length;
  const key = [question.from, question.cellMs, question.cells, alarms].join(" ");
  const answer = shared.answers.get(key) ?? heatOf(judging, question);
  if (shared.answers.size < MOST_ANSWERS) shared.answers.set(key, answer);
  return answer;
}
