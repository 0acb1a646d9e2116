import { emptyColumns, numberOrNull } from "../../core/engine/read-verdicts.ts";
import { normalBounds } from "../../core/judge/bounds.ts";
import type { History, StatusHistory } from "../../core/model/history.ts";
import { byFrom } from "../../core/model/rule.ts";
import type { PastStep } from "../store/store.ts";

/** A count that scatters no more than a Poisson count has a shape beyond all bounds. */
const POISSON_SHAPE = 1e9;

interface Shape {
  tickMs: number;
  statuses: readonly string[];
}

/** Steps of the store as the engine would tell them: values and bounds are means per tick. */
export function columnsOfPast(
  steps: readonly PastStep[],
  { tickMs, statuses }: Shape,
): Pick<History, "at" | "statuses"> {
  const byTime = new Map<number, Map<string, PastStep>>();
  for (const step of steps) {
    const row = byTime.get(step.at) ?? new Map<string, PastStep>();
    byTime.set(step.at, row.set(step.status, step));
  }
  const columns: Record<string, StatusHistory> = Object.fromEntries(statuses.map((name) => [name, emptyColumns()]));
  for (const row of byTime.values()) {
    // A status that never came has no rows of its own, but it was watched as long as the others.
    const ticks = Math.max(...[...row.values()].map(({ coveredMs }) => coveredMs)) / tickMs;
    for (const [name, column] of Object.entries(columns)) addStep(column, row.get(name), ticks);
  }
  return { at: [...byTime.keys()], statuses: columns };
}

function addStep(column: StatusHistory, step: PastStep | undefined, ticks: number): void {
  const { value, expected, variance, score, grounds } = step ?? NOTHING_CAME;
  const mean = expected / ticks;
  const { lower, upper } = normalBounds(mean, shapeOf(mean, variance / ticks));
  column.value.push(value / ticks);
  column.expected.push(numberOrNull(mean));
  column.lower.push(numberOrNull(lower));
  column.upper.push(numberOrNull(upper));
  column.score.push(numberOrNull(score));
  column.alert.push(grounds === 0 ? 0 : 1);
  column.by.push(byFrom(grounds));
}

const NOTHING_CAME = { value: 0, expected: Number.NaN, variance: Number.NaN, score: Number.NaN, grounds: 0 };

/** Of the negative binomial with this mean and variance. */
function shapeOf(mean: number, variance: number): number {
  const extra = variance - mean;
  return extra > 0 ? Math.min(POISSON_SHAPE, (mean * mean) / extra) : POISSON_SHAPE;
}

/** What the store has before what the engine remembers, both in the same steps. */
export function joined(past: Pick<History, "at" | "statuses">, remembered: History): History {
  const statuses = Object.entries(remembered.statuses).map(([name, column]) => {
    const before = past.statuses[name] ?? emptyColumns();
    return [name, concatenated(before, column)] as const;
  });
  return { ...remembered, at: [...past.at, ...remembered.at], statuses: Object.fromEntries(statuses) };
}

function concatenated(before: StatusHistory, after: StatusHistory): StatusHistory {
  return {
    value: [...before.value, ...after.value],
    expected: [...before.expected, ...after.expected],
    lower: [...before.lower, ...after.lower],
    upper: [...before.upper, ...after.upper],
    score: [...before.score, ...after.score],
    alert: [...before.alert, ...after.alert],
    by: [...before.by, ...after.by],
  };
}
