import type { Columns } from "./columns.ts";
import { DayFactors } from "./day-factor.ts";
import { Levels } from "./level.ts";
import { type DayPosition, Profiles } from "./profile.ts";
import { Repeats } from "./repeats.ts";
import { Scatter, scatterMean } from "./scatter.ts";

/** A day's level strays by about 5 % and stays so for two days. */
const LEVEL = { start: { a: 0.5, b: 0.5 }, spread: 0.003, memoryMinutes: 3000 };
/** Half of what a day brought is gone the next, where the profile is known; where it is not, the level is all that is known of the hour. */
const LOST_AT_MIDNIGHT = 0.5;
/** At a time of day never seen the level moves by this much (relative variance per minute), less for what is counted by the hundred. */
const NOVELTY_SPEED_PER_MINUTE = 5e-3;
const NOVELTY_SPEED_PER_EVENT = 0.3;
/** Less than about two visits to this time of day: small effects are not tested, unless the level itself is soon known. */
const COLD_NOVELTY = 0.15;
const KNOWN_SOON_PER_MINUTE = 20;
/** A count that is believed less than this is far from what was expected. */
const DOUBTED_WEIGHT = 0.5;
/** A repeat is told from two incidents by its size: nearly nothing, or many times as much. */
const EXTREME = 10;
/** What comes back at its time of day is learnt as it is, up to so many times what was expected. */
const LARGEST_REPEAT = 50;
/** What an alarm still teaches of the scatter. */
const ALARM_WEIGHT = 0.1;
/**
 * What an alarm teaches of the time of day: a quarter of a visit, and no more than half as much again or two thirds. An hour that was
 * learnt wrongly would otherwise alarm every day, and every alarm keep the judge from learning that hour.
 */
const ALARM_VISIT = 0.25;
const ALARM_FACTOR = 1.5;
/** About one visit to this time of day: before that an alarm would be all that is known of it. */
const SEEN_NOVELTY = 0.3;

/** No prediction is below this. */
export const SMALLEST_MEAN = 1e-7;

/** What is predicted of a count: the mean and 1/r of a negative binomial. */
export interface Forecast {
  mean: number;
  inverseShape: number;
}

/** Where a tick lies in local time. */
export interface LocalTick {
  position: DayPosition;
  weekday: number;
}

/**
 * Counts with a day of their own: mean = profile × day factor × level. One per slot; serves the total of a scope and every
 * series that is not judged as a share of it.
 */
export class Seasonal {
  readonly levels: Levels;
  readonly dispersion: Scatter;
  readonly profiles: Profiles;
  readonly days: DayFactors;
  readonly #repeats: Repeats;
  readonly #tickMinutes: number;

  constructor(tickMinutes: number, dispersionCap: number) {
    this.#tickMinutes = tickMinutes;
    this.levels = new Levels({ ...LEVEL, tickMinutes });
    this.dispersion = new Scatter(dispersionCap, tickMinutes);
    this.profiles = new Profiles(tickMinutes);
    this.days = new DayFactors(tickMinutes);
    this.#repeats = new Repeats(this.profiles.binMinutes);
  }

  grow(slots: number): void {
    this.levels.grow(slots);
    this.dispersion.grow(slots);
    this.profiles.grow(slots);
    this.days.grow(slots);
    this.#repeats.grow(slots);
  }

  /** Its state, part by part, under names that begin with `name`. */
  parts(name: string): Record<string, Columns> {
    return {
      [`${name}Levels`]: this.levels.columns,
      ...this.dispersion.parts(name),
      [`${name}Profiles`]: this.profiles.columns,
      [`${name}Days`]: this.days.columns,
      [`${name}Repeats`]: this.#repeats.columns,
    };
  }

  /** True while small effects of a count with mean `m` are not tested. */
  isCold(slot: number, m: number): boolean {
    return this.profiles.novelty(slot) > COLD_NOVELTY && m < KNOWN_SOON_PER_MINUTE * this.#tickMinutes;
  }

  /** Profile × day factor: the exposure that the level is multiplied with. */
  exposure(slot: number, tick: LocalTick): number {
    return this.profiles.value(slot, tick.position) * this.days.value(slot, tick.weekday);
  }

  /** The exposure that a fall is tested against: next to an edge of the day the lower one. */
  leastExposure(slot: number, tick: LocalTick): number {
    return this.profiles.least(slot, tick.position) * this.days.value(slot, tick.weekday);
  }

  /** The exposure that a rise is tested against: next to an edge of the day the higher one. */
  mostExposure(slot: number, tick: LocalTick): number {
    return this.profiles.most(slot, tick.position) * this.days.value(slot, tick.weekday);
  }

  /** Overdispersion and doubt about the level together: 1/r of the predicted negative binomial. */
  inverseShape(slot: number): number {
    return this.dispersion.phi(slot) + this.levels.doubt(slot);
  }

  /** What is predicted of a count at this exposure. */
  forecast(slot: number, exposure: number): Forecast {
    const mean = Math.max(SMALLEST_MEAN, exposure * this.levels.mean(slot));
    return { mean, inverseShape: this.inverseShape(slot) };
  }

  /** Moves to the next tick; returns the factor that other levels on the same profile have to be rescaled by. */
  predict(slot: number, tick: LocalTick, dayEnded: number | null): number {
    const { levels, profiles, days } = this;
    if (dayEnded !== null) {
      days.endDay(slot, dayEnded);
      this.#repeats.endDay(slot);
      days.enter(slot, tick.weekday);
    }
    const refreshed = profiles.refresh(slot, tick.position);
    // What is far from expected is not followed by the level, so that nothing has to leave it.
    const jump = this.#repeats.isOut(slot) ? 1 : refreshed;
    if (jump !== 1) {
      levels.rescale(slot, jump);
      days.rescale(slot, jump);
    }
    const variance = this.#noveltyVariance(slot, tick);
    if (dayEnded === null) levels.predict(slot, variance);
    else {
      const kept = 1 - LOST_AT_MIDNIGHT * (1 - profiles.novelty(slot));
      levels.predict(slot, variance + days.variance(slot, tick.weekday), kept);
      days.begin(slot, levels.mean(slot));
    }
    return refreshed;
  }

  /** Nothing comes at this time, of this series or any other: on the next day that will be no news. */
  noteSilence(slot: number, tick: LocalTick): void {
    this.#repeats.note(slot, tick.position.bin, false, true);
  }

  /** What was far out in `bin` was an incident, not how this series lives. */
  forgetRepeat(slot: number, bin: number): void {
    this.#repeats.forget(slot, bin);
  }

  /** Lets minutes pass of which nothing is known. */
  skip(slot: number, minutes: number): void {
    this.levels.skip(slot, minutes);
  }

  /**
   * The mean that count `y` is held against to learn from it: next to an edge of the day, the nearest of those that may be. On which side
   * of the edge it was says nothing of the level.
   */
  nearestMean(slot: number, tick: LocalTick, y: number): number {
    const level = this.levels.mean(slot);
    const least = this.leastExposure(slot, tick) * level;
    const most = this.mostExposure(slot, tick) * level;
    return Math.max(SMALLEST_MEAN, Math.min(most, Math.max(least, y)));
  }

  /** Learns count `y` where `m` was predicted, with weight `w`; the profile only when `learnsProfile`. */
  learn(slot: number, tick: LocalTick, y: number, m: number, w: number, learnsProfile: boolean): void {
    const { levels, dispersion, days } = this;
    const isRepeated = w < DOUBTED_WEIGHT && this.#doubt(slot, tick, y);
    if (w >= DOUBTED_WEIGHT) this.#repeats.noteUsual(slot);
    if (w <= 0) {
      if (!isRepeated && this.profiles.novelty(slot) < SEEN_NOVELTY) {
        // In the profile's own unit: the level stands still, so that the count as it is would be multiplied with it again.
        const near = Math.max(1 / ALARM_FACTOR, Math.min(ALARM_FACTOR, y / m)) * this.exposure(slot, tick);
        this.profiles.learn(slot, tick.position, near, days.value(slot, tick.weekday), ALARM_VISIT);
      }
      dispersion.learnFromAlarm(slot, y, m, ALARM_WEIGHT);
      return;
    }
    const rate = this.profiles.value(slot, tick.position);
    const factor = days.value(slot, tick.weekday);
    days.note(slot, y, rate, factor, w);
    levels.adapt(slot, y, m, 1 / this.inverseShape(slot), w);
    levels.learn(slot, y, m / levels.mean(slot), w / (1 + scatterMean(y, m) * dispersion.phi(slot)));
    dispersion.learn(slot, y, m, w);
    if (learnsProfile && !isRepeated) this.profiles.learn(slot, tick.position, y, factor, w);
  }

  /** Notes a count that is far from what was expected; true when it is so every day, and now learnt as it is. */
  #doubt(slot: number, tick: LocalTick, y: number): boolean {
    const { profiles, days } = this;
    const rate = profiles.value(slot, tick.position);
    days.noteDoubted(slot, y, rate);
    const factor = days.value(slot, tick.weekday);
    // In the profile's own unit, as above.
    const count = y / this.levels.mean(slot);
    const times = count / (rate * factor);
    const isExtreme = times < 1 / EXTREME || times > EXTREME;
    if (!this.#repeats.note(slot, tick.position.bin, times > 1, isExtreme)) return false;
    profiles.learn(slot, tick.position, Math.min(LARGEST_REPEAT * rate * factor, count), factor, 1);
    return true;
  }

  /** While a time of day is new the level has to follow its ramps; large counts show them soon, so that a fall is not followed too. */
  #noveltyVariance(slot: number, tick: LocalTick): number {
    const novelty = this.profiles.novelty(slot);
    const perMinute = (this.levels.mean(slot) * this.exposure(slot, tick)) / this.#tickMinutes;
    const speed = Math.min(NOVELTY_SPEED_PER_MINUTE, NOVELTY_SPEED_PER_EVENT / perMinute);
    return speed * novelty * novelty * this.#tickMinutes;
  }
}
