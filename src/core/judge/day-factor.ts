import { grown } from "./grown.ts";

const WEEKDAYS = 7;
/** A day of the week differs from the mean by about 15 %: prior worth 1 / 0.15² events. */
const PRIOR = 44;
const WEEK_DISCOUNT = 0.8;
/** Variance of a day's factor around its weekday's, beyond counting noise. */
const DAY_VARIANCE = 0.006;

/**
 * How much more or less than the mean day a weekday brings, one set per slot; learnt at each local midnight.
 *
 * A day is measured against the level with which it began: the level itself follows a weekend within minutes, so that
 * measured against it every day would look like the mean one.
 */
export class DayFactors {
  #sum = new Float64Array(0);
  #weight = new Float64Array(0);
  #counted = new Float64Array(0);
  #expected = new Float64Array(0);
  #learntTicks = new Float64Array(0);
  #levelAtStart = new Float64Array(0);
  readonly #ticksPerDay: number;

  constructor(tickMinutes: number) {
    this.#ticksPerDay = 1440 / tickMinutes;
  }

  grow(slots: number): void {
    this.#sum = grown(this.#sum, slots * WEEKDAYS);
    this.#weight = grown(this.#weight, slots * WEEKDAYS);
    this.#counted = grown(this.#counted, slots);
    this.#expected = grown(this.#expected, slots);
    this.#learntTicks = grown(this.#learntTicks, slots);
    this.#levelAtStart = grown(this.#levelAtStart, slots, Number.NaN);
  }

  value(slot: number, weekday: number): number {
    const cell = slot * WEEKDAYS + weekday;
    return (this.#sum[cell]! + PRIOR) / (this.#weight[cell]! + PRIOR);
  }

  /** Relative variance of the factor of `weekday`: what midnight adds to the doubt about the level. */
  variance(slot: number, weekday: number): number {
    return 1 / (this.#weight[slot * WEEKDAYS + weekday]! + PRIOR);
  }

  /** Notes count `y` of a tick whose profile is `rate`, learnt with weight `w`; nothing on a first, broken day. */
  note(slot: number, y: number, rate: number, w: number): void {
    const expectedWithoutFactor = rate * this.#levelAtStart[slot]!;
    if (Number.isNaN(expectedWithoutFactor)) return;
    this.#counted[slot]! += w * y;
    this.#expected[slot]! += w * expectedWithoutFactor;
    this.#learntTicks[slot]! += w;
  }

  /** Takes a change of the profile's unit out of the level that the day began with. */
  rescale(slot: number, factor: number): void {
    this.#levelAtStart[slot]! /= factor;
  }

  /** Closes the day that was `weekday`; the next begins at `level`. */
  endDay(slot: number, weekday: number, level: number): void {
    this.#levelAtStart[slot] = level;
    const expected = this.#expected[slot]!;
    if (expected > 0) {
      const factor = Math.min(1.6, Math.max(0.5, this.#counted[slot]! / expected));
      const learntShare = Math.min(1, this.#learntTicks[slot]! / this.#ticksPerDay);
      const g = learntShare / (1 / expected + DAY_VARIANCE);
      const cell = slot * WEEKDAYS + weekday;
      this.#sum[cell] = WEEK_DISCOUNT * this.#sum[cell]! + g * factor;
      this.#weight[cell] = WEEK_DISCOUNT * this.#weight[cell]! + g;
    }
    this.#counted[slot] = 0;
    this.#expected[slot] = 0;
    this.#learntTicks[slot] = 0;
  }
}
