import { shown } from "../../core/intake/shown.ts";
import type { History } from "../../core/model/history.ts";
import { isKnownScope } from "../pipeline/pipeline.ts";
import { historyBetween } from "../../core/engine/read-verdicts.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

export interface HistoryQuestion {
  scope: string;
  from?: number;
  to?: number;
  points?: number;
}

const DEFAULT_RANGE_MS = 3_600_000;
const DEFAULT_POINTS = 720;

/**
 * What a scope's statuses did between two instants, as far as it is remembered.
 *
 * @throws Failure `scope.not-found`, `request.invalid`
 */
export function showHistory({ pipeline }: Product, question: HistoryQuestion): History {
  const { scope, points = DEFAULT_POINTS } = question;
  const { judging } = pipeline.engine;
  if (!isKnownScope(pipeline, scope)) {
    const hint = "expected `all`, or `dimension=value` of a value that a monitor breaks down by and that has been seen";
    throw new Failure("scope.not-found", `no scope is called ${shown(scope)}; ${hint}`);
  }
  const to = question.to ?? (judging?.now ?? pipeline.clock.now()) + (judging?.tickMs ?? 0);
  const from = question.from ?? to - DEFAULT_RANGE_MS;
  if (from >= to) throw new Failure("request.invalid", `from (${from}) has to be before to (${to})`);
  if (judging === null) return { scope, tickMs: 0, stepMs: 0, at: [], statuses: {} };
  return historyBetween(judging, scope, { from, to, points });
}
