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
  SLOTS,
  START_AT,
} from "./arrivals.ts";

/** As in the product: no open tick is taken for younger than this part of it, and one is closed so long after its end. */
const LEAST_ELAPSED = 0.05;
const PATIENCE_SECONDS = 2;

export interface WatchPlan extends ArrivalPlan {
  seed: number;
  /** Asked of each series. */
  budget: Budget;
  looksAtOpenTicks: boolean;
  /** In order, not overlapping. */
  rises: readonly Fault[];
}

/** An alarm for a rise, as soon as people could know: seconds since the start. */
export interface Alarm {
  status: number;
  at: number;
}

/** The alarms of a judge that watches single transactions: at every arrival and closed tick, or at closed ticks only. */
export function alarmsOf(plan: WatchPlan): Alarm[] {
  const { tickSeconds, days, looksAtOpenTicks, rises } = plan;
  const arrivals = new Arrivals(plan, createRandom(plan.seed));
  const watch = new Watch(plan);
  const closeSlot = Math.min(SLOTS, Math.round((PATIENCE_SECONDS / tickSeconds) * SLOTS));
  let next = 0;
  for (let seconds = 0; seconds < days * DAY_SECONDS; seconds += tickSeconds) {
    while (next < rises.length && rises[next]!.to <= seconds) next += 1;
    const rise = rises[next];
    const { bySlot, counts } = arrivals.tick(
      seconds,
      rise !== undefined && rise.from < seconds + tickSeconds ? rise : null,
    );
    if (looksAtOpenTicks) watch.look(seconds, bySlot, 0, closeSlot);
    watch.closePending();
    if (looksAtOpenTicks) watch.look(seconds, bySlot, closeSlot, SLOTS);
    watch.leavePending(seconds, counts);
  }
  return watch.alarms;
}

class Watch {
  readonly alarms: Alarm[] = [];
  readonly #judge: Judge;
  readonly #tickSeconds: number;
  readonly #soFar = new Float64Array(DIRECTIONS.length);
  readonly #pending = new Float64Array(DIRECTIONS.length);
  #pendingAt = Number.NaN;

  constructor({ tickSeconds, budget }: WatchPlan) {
    this.#tickSeconds = tickSeconds;
    this.#judge = new Judge({ tickMs: tickSeconds * 1000, directions: DIRECTIONS });
    const scope = this.#judge.addScope();
    const threshold = thresholdFor(budget, 1, tickSeconds / 60);
    for (const [status, direction] of DIRECTIONS.entries()) {
      this.#judge.setThreshold(scope, status, threshold, direction === "above");
    }
  }

  /** Judges the tick that begins at `seconds` after each of its slots in which a bad status came. */
  look(seconds: number, bySlot: Float64Array, from: number, to: number): void {
    const soFar = this.#soFar;
    const statuses = soFar.length;
    if (from === 0) soFar.fill(0);
    for (let slot = from; slot < to; slot++) {
      for (let status = 0; status < statuses; status++) soFar[status]! += bySlot[slot * statuses + status]!;
      for (let status = 1; status < statuses; status++) {
        if (bySlot[slot * statuses + status]! > 0) this.#peek(seconds, status, (slot + 0.5) / SLOTS);
      }
    }
  }

  /** The tick that was left is closed once it has been waited for. */
  leavePending(seconds: number, counts: Float64Array): void {
    this.#pendingAt = seconds;
    this.#pending.set(counts);
  }

  closePending(): void {
    const seconds = this.#pendingAt;
    if (Number.isNaN(seconds)) return;
    for (const change of this.#judge.closeTick(START_AT + seconds * 1000, localAt(seconds), this.#pending)) {
      if (change.kind !== "started") continue;
      this.alarms.push({ status: change.series, at: seconds + this.#tickSeconds + PATIENCE_SECONDS });
    }
  }

  #peek(seconds: number, status: number, passed: number): void {
    const elapsed = Math.max(LEAST_ELAPSED, passed);
    const total = this.#soFar.reduce((sum, count) => sum + count, 0);
    const change = this.#judge.peekOpenTick(status, START_AT + seconds * 1000, this.#soFar[status]!, total, elapsed);
    if (change !== null) this.alarms.push({ status, at: seconds + passed * this.#tickSeconds });
  }
}
