import { thresholdFor } from "../../src/core/judge/budget.ts";
import type { AlarmChange } from "../../src/core/judge/alarm.ts";
import { Judge } from "../../src/core/judge/judge.ts";
import type { Direction } from "../../src/core/model/status.ts";
import { localTime } from "../../src/core/model/zoned-time.ts";
import { createRandom, negativeBinomialDraw, type Random } from "../../src/core/stats/random.ts";

const MINUTE_MS = 60_000;

export interface JudgePlan {
  /** Mean counts a minute, one per status. */
  perMinute: readonly number[];
  directions: readonly Direction[];
  tickMinutes?: number;
  timeZone?: string;
  /** Shape of the counts. */
  r?: number;
  /** Relative rate at a minute of the local day, mean about 1. */
  shape?: (minuteOfDay: number) => number;
  from?: number;
  seed?: number;
}

/** A busy afternoon and a quiet night, 16 to 1. */
export function byDay(minuteOfDay: number): number {
  return Math.exp(1.4 * Math.cos((2 * Math.PI * (minuteOfDay - 900)) / 1440)) / 1.55;
}

/** A judge that is given simulated traffic, tick by tick, on the clocks of a time zone; one false alarm a week is asked of each series. */
export class JudgePlay {
  readonly judge: Judge;
  /** Alarms that began or ended, with the instant of their tick. */
  readonly changes: AlarmChange[] = [];
  at: number;
  readonly #plan: Required<JudgePlan>;
  readonly #random: Random;

  constructor(plan: JudgePlan) {
    const usual = { tickMinutes: 1, timeZone: "UTC", r: Infinity, shape: () => 1, from: Date.UTC(2026, 2, 2), seed: 1 };
    this.#plan = { ...usual, ...plan };
    const { tickMinutes, directions, from, seed } = this.#plan;
    this.#random = createRandom(seed);
    this.at = from;
    this.judge = new Judge({ tickMs: tickMinutes * MINUTE_MS, directions });
    this.judge.addScope();
    for (const status of directions.keys()) {
      this.judge.setThreshold(0, status, thresholdFor("1/week", 1, tickMinutes), true);
    }
  }

  /** Lets minutes of traffic pass; `factors` multiply the rates of the statuses. */
  run(minutes: number, factors: readonly number[] = []): this {
    const { perMinute, tickMinutes, timeZone, r, shape } = this.#plan;
    for (const until = this.at + minutes * MINUTE_MS; this.at < until; this.at += tickMinutes * MINUTE_MS) {
      const local = localTime(this.at, timeZone);
      const rate = shape(local.minuteOfDay + tickMinutes / 2) * tickMinutes;
      const draw = (mean: number, status: number): number =>
        negativeBinomialDraw(rate * mean * (factors[status] ?? 1), r, this.#random);
      this.changes.push(...this.judge.closeTick(this.at, local, Float64Array.from(perMinute, draw)));
    }
    return this;
  }

  /** Lets minutes pass of which nothing is known. */
  skip(minutes: number): this {
    this.judge.skip(minutes / this.#plan.tickMinutes);
    this.at += minutes * MINUTE_MS;
    return this;
  }

  /** Alarms that began at `from` or later. */
  alarms(from = 0): AlarmChange[] {
    return this.changes.filter(({ kind, at }) => kind === "started" && at >= from);
  }
}
