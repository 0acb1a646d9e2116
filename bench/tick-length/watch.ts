import { thresholdFor } from "../../src/core/judge/budget.ts";
import { Judge } from "../../src/core/judge/judge.ts";
import type { Budget } from "../../src/core/model/monitor.ts";
import { createRandom } from "../../src/core/stats/random.ts";
import {
  type ArrivalPlan,
  Arrivals,
  DAY_SECONDS,
  DIRECTIONS,
  type Fault,
  localAt,
  START_AT,
} from "../open-tick/arrivals.ts";

/** The rate of arrivals changes from minute to minute. */
const LONGEST_DRAW_SECONDS = 60;

export interface ClosedPlan extends ArrivalPlan {
  seed: number;
  /** Asked of each series. */
  budget: Budget;
  /** In order, not overlapping. */
  faults: readonly Fault[];
}

/** Alarms of a judge that is given closed ticks of any length: status, and the end of the tick in seconds since the start. */
export function closedAlarms(plan: ClosedPlan): { status: number; at: number }[] {
  const { tickSeconds, days, budget, faults } = plan;
  const drawSeconds = Math.min(tickSeconds, LONGEST_DRAW_SECONDS);
  const arrivals = new Arrivals({ ...plan, tickSeconds: drawSeconds }, createRandom(plan.seed));
  const judge = new Judge({ tickMs: tickSeconds * 1000, directions: DIRECTIONS });
  const scope = judge.addScope();
  for (const status of DIRECTIONS.keys()) {
    judge.setThreshold(scope, status, thresholdFor(budget, 1, tickSeconds / 60), true);
  }
  const counts = new Float64Array(DIRECTIONS.length);
  const alarms: { status: number; at: number }[] = [];
  let next = 0;
  for (let seconds = 0; seconds < days * DAY_SECONDS; seconds += tickSeconds) {
    counts.fill(0);
    for (let from = seconds; from < seconds + tickSeconds; from += drawSeconds) {
      while (next < faults.length && faults[next]!.to <= from) next += 1;
      const fault = faults[next];
      const drawn = arrivals.tick(from, fault !== undefined && fault.from < from + drawSeconds ? fault : null);
      for (let status = 0; status < counts.length; status++) counts[status]! += drawn.counts[status]!;
    }
    for (const change of judge.closeTick(START_AT + seconds * 1000, localAt(seconds), counts)) {
      if (change.kind === "started") alarms.push({ status: change.series, at: seconds + tickSeconds });
    }
  }
  return alarms;
}
