import { type Columns, emptyColumns, growColumns } from "./columns.ts";

const WEEKDAYS = 7;
/** A day of the week differs from the mean by about 15 %: prior worth 1 / 0.15² events. */
const PRIOR = 44;
const WEEK_DISCOUNT = 0.8;
/** Variance of a day's factor around its weekday's, beyond counting noise. */
const DAY_VARIANCE = 0.006;
/** A day of less than half as much, or more than twice, stands against the prior. */
const FAR_FACTOR_LOG = Math.LN2;
/** A day with less than this part of what was expected is one on which a shop is closed, if the same weekday of the next week is so too. */
const CLOSED_FACTOR = 0.1;
/** A day off, a promotion or an incident teaches a weekday no more than this. */
const LEAST_FACTOR = 0.5;
const LARGEST_FACTOR = 1.6;
/** What midnights bring is believed to be `DAY_VARIANCE` until this many days have told otherwise. */
const PRIOR_DAYS = 5;
const DAY_DISCOUNT = 0.95;
const LARGEST_SURPRISE = 9;

const KINDS = {
  sum: { width: WEEKDAYS, isSingle: true },
  weight: { width: WEEKDAYS, isSingle: true },
  counted: {},
  /** Of the day so far, by the level that it began with: without and with the factor of its weekday. */
  expected: {},
  forecast: {},
  learntTicks: {},
  levelAtStart: { fill: Number.NaN },
  surprise: {},
  surpriseDays: {},
  /** The weekday that was last entered, and its factor beside the others: a cell of `sum` is far away, and slow to reach. */
  weekday: { fill: -1 },
  today: {},
  /** Of the day so far, where it was far from what was expected: counted, and expected without the factor of its weekday. */
  doubtedCount: {},
  doubtedMean: {},
  /** 1 when the weekday brought nearly nothing, the last time. */
  wasClosed: { width: WEEKDAYS, isSingle: true },
} as const;

/**
 * How much more or less than the mean day a weekday brings, and how far days miss their forecast, one set per slot; learnt at each
 * local midnight.
 *
 * A day is measured against the level with which it began: the level itself follows a weekend within minutes, so that
 * measured against it every day would look like the mean one.
 */
export class DayFactors {
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);
  readonly #ticksPerDay: number;

  constructor(tickMinutes: number) {
    this.#ticksPerDay = 1440 / tickMinutes;
  }

  grow(slots: number): void {
    growColumns(this.columns, KINDS, slots);
  }

  value(slot: number, weekday: number): number {
    return weekday === this.columns.weekday[slot] ? this.columns.today[slot]! : this.#factor(slot, weekday);
  }

  /** Relative variance that midnight adds to the doubt about the level: of the factor of `weekday`, and of days in general. */
  variance(slot: number, weekday: number): number {
    const ofFactor = 1 / (this.columns.weight[slot * WEEKDAYS + weekday]! + PRIOR);
    return ofFactor + this.#dayVariance(slot);
  }

  /** Notes count `y` of a tick whose profile is `rate`, on a day with factor `factor`, learnt with weight `w`; nothing on a broken first day. */
  note(slot: number, y: number, rate: number, factor: number, w: number): void {
    const { counted, expected, forecast, learntTicks, levelAtStart } = this.columns;
    const withoutFactor = w * rate * levelAtStart[slot]!;
    if (Number.isNaN(withoutFactor)) return;
    counted[slot]! += w * y;
    expected[slot]! += withoutFactor;
    forecast[slot]! += withoutFactor * factor;
    learntTicks[slot]! += w;
  }

  /** Notes a count of a tick that was far from what was expected. */
  noteDoubted(slot: number, y: number, rate: number): void {
    const mean = rate * this.columns.levelAtStart[slot]!;
    if (Number.isNaN(mean)) return;
    this.columns.doubtedCount[slot]! += y;
    this.columns.doubtedMean[slot]! += mean;
  }

  /** Takes a change of the profile's unit out of the level that the day began with. */
  rescale(slot: number, factor: number): void {
    this.columns.levelAtStart[slot]! /= factor;
  }

  /** The day begins at `level`. */
  begin(slot: number, level: number): void {
    this.columns.levelAtStart[slot] = level;
  }

  /** It is `weekday` now. */
  enter(slot: number, weekday: number): void {
    this.columns.weekday[slot] = weekday;
    this.columns.today[slot] = this.#factor(slot, weekday);
  }

  /** Closes the day that was `weekday`, and learns from it. */
  endDay(slot: number, weekday: number): void {
    const { sum, weight, counted, expected, forecast, learntTicks, doubtedCount, doubtedMean, wasClosed } =
      this.columns;
    const cell = slot * WEEKDAYS + weekday;
    const mean = expected[slot]! + doubtedMean[slot]!;
    const wholeFactor = (counted[slot]! + doubtedCount[slot]! + 0.5) / mean;
    const isClosed = doubtedMean[slot]! > expected[slot]! && wholeFactor < CLOSED_FACTOR;
    if (isClosed && wasClosed[cell] === 1) {
      // The second in a row: not an incident but how this weekday is.
      sum[cell] = 0;
      weight[cell] = 0;
      this.#learnFactor(cell, wholeFactor, 1 / (1 / mean + DAY_VARIANCE));
    } else if (expected[slot]! > 0) {
      const learntShare = Math.min(1, learntTicks[slot]! / this.#ticksPerDay);
      this.#learnSurprise(slot, learntShare);
      const known = this.#factor(slot, weekday);
      const least = Math.min(LEAST_FACTOR, known);
      const most = Math.max(LARGEST_FACTOR, known);
      const factor = Math.min(most, Math.max(least, counted[slot]! / expected[slot]!));
      this.#learnFactor(cell, factor, learntShare / (1 / expected[slot]! + DAY_VARIANCE));
    }
    wasClosed[cell] = isClosed ? 1 : 0;
    counted[slot] = 0;
    expected[slot] = 0;
    forecast[slot] = 0;
    learntTicks[slot] = 0;
    doubtedCount[slot] = 0;
    doubtedMean[slot] = 0;
  }

  #learnFactor(cell: number, factor: number, g: number): void {
    const { sum, weight } = this.columns;
    sum[cell] = WEEK_DISCOUNT * sum[cell]! + g * factor;
    weight[cell] = WEEK_DISCOUNT * weight[cell]! + g;
  }

  #factor(slot: number, weekday: number): number {
    const cell = slot * WEEKDAYS + weekday;
    const sum = this.columns.sum[cell]!;
    const weight = this.columns.weight[cell]!;
    const far = weight > 0 ? Math.max(0, Math.abs(Math.log(sum / weight)) - FAR_FACTOR_LOG) : 0;
    const prior = PRIOR / (1 + weight * far * far);
    return (sum + prior) / (weight + prior);
  }

  #dayVariance(slot: number): number {
    const { surprise, surpriseDays } = this.columns;
    return (PRIOR_DAYS * DAY_VARIANCE + surprise[slot]!) / (PRIOR_DAYS + surpriseDays[slot]!);
  }

  /** Learns how far the day missed its forecast, beyond what counting alone explains. */
  #learnSurprise(slot: number, learntShare: number): void {
    const { counted, forecast, surprise, surpriseDays } = this.columns;
    if (counted[slot] === 0) return;
    const miss = Math.log(counted[slot]! / forecast[slot]!);
    const noise = 1 / forecast[slot]!;
    const variance = this.#dayVariance(slot);
    const told = variance / (variance + noise);
    const w = learntShare * told * told;
    const beyond = Math.max(0, Math.min(miss * miss, LARGEST_SURPRISE * (variance + noise)) - noise);
    surprise[slot] = DAY_DISCOUNT * surprise[slot]! + w * beyond;
    surpriseDays[slot] = DAY_DISCOUNT * surpriseDays[slot]! + w;
  }
}
