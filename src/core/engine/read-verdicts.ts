import { normalBounds } from "../judge/bounds.ts";
import type { PastVerdict, VerdictHistory } from "../judge/verdict-history.ts";
import type { History, StatusHistory } from "../model/history.ts";
import { byFrom } from "../model/rule.ts";
import type { ScopeKey } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Judging } from "./judging.ts";

/** Verdicts of all statuses of a scope at the tick `at`; empty when that tick is not remembered. */
export function verdictsAt(judging: Judging, scope: ScopeKey, at: number): Verdict[] {
  const history = judging.history(judging.rollup.scopes.keys.indexOf(scope));
  const age = history?.ageSince(at) ?? -1;
  if (history === undefined || age < 0 || history.at(age) !== at) return [];
  return judging.statuses.map((status, index) => {
    const past = history.verdict(age, index);
    const { lower, upper } = normalBounds(past.expected, past.shape);
    return {
      at,
      tickMs: judging.tickMs,
      scope,
      status,
      value: past.value,
      expected: numberOrNull(past.expected),
      lower: numberOrNull(lower),
      upper: numberOrNull(upper),
      score: numberOrNull(past.score),
      alert: past.isFlagged,
      by: byFrom(past.grounds),
    };
  });
}

export interface HistoryRange {
  from: number;
  to: number;
  points: number;
  /** A step is so many ticks, or a multiple of it; 1 if left out. */
  unitTicks?: number;
}

/** The remembered ticks of a scope in [from, to), in at most `points` steps; values and bounds are means per tick. */
export function historyBetween(judging: Judging, scope: ScopeKey, range: HistoryRange): History {
  const history = judging.history(judging.rollup.scopes.keys.indexOf(scope));
  const { tickMs, statuses } = judging;
  const { unitTicks = 1 } = range;
  const ticks = Math.max(1, Math.ceil((range.to - range.from) / tickMs));
  const stepTicks = Math.max(1, Math.ceil(ticks / range.points / unitTicks)) * unitTicks;
  const stepMs = stepTicks * tickMs;
  const result: History = { scope, tickMs, stepMs, at: [], statuses: {} };
  const columns = statuses.map((status) => (result.statuses[status] = emptyColumns()));
  if (history === undefined) return result;
  let age = history.ageSince(range.from);
  while (age >= 0 && history.at(age) < range.to) {
    const stepStart = Math.floor(history.at(age) / stepMs) * stepMs;
    let next = age;
    while (next >= 0 && history.at(next) < stepStart + stepMs && history.at(next) < range.to) next--;
    result.at.push(stepTicks === 1 ? history.at(age) : stepStart);
    for (const [status, column] of columns.entries()) addStep(column, history, status, age, next);
    age = next;
  }
  return result;
}

function addStep(column: StatusHistory, history: VerdictHistory, status: number, from: number, until: number): void {
  const past: PastVerdict[] = [];
  for (let age = from; age > until; age--) past.push(history.verdict(age, status));
  const count = past.length;
  const expected = mean(past, ({ expected: one }) => one);
  const shape = mean(past, ({ shape: one }) => Math.min(one, 1e9));
  const { lower, upper } = normalBounds(expected, shape);
  column.value.push(mean(past, ({ value }) => value));
  column.expected.push(numberOrNull(expected));
  column.lower.push(numberOrNull(lower));
  column.upper.push(numberOrNull(upper));
  column.score.push(count === 0 ? null : numberOrNull(Math.max(...past.map(({ score }) => score))));
  const grounds = past.reduce((bits, one) => bits | one.grounds, 0);
  column.alert.push(grounds === 0 ? 0 : 1);
  column.by.push(byFrom(grounds));
}

function mean(past: readonly PastVerdict[], of: (one: PastVerdict) => number): number {
  let sum = 0;
  for (const one of past) sum += of(one);
  return sum / past.length;
}

export function emptyColumns(): StatusHistory {
  return { value: [], expected: [], lower: [], upper: [], score: [], alert: [], by: [] };
}

/** JSON has no NaN. */
export function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
