import { heatOf } from "../../core/engine/heat.ts";
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
  return heatOf(judging, { from: first, cellMs, cells: Math.ceil((to - first) / cellMs), limit });
}
