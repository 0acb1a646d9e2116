import { DayFactors } from "./day-factor.ts";
import { Dispersion } from "./dispersion.ts";
import { Levels } from "./level.ts";
import { type DayPosition, Profiles } from "./profile.ts";

const LEVEL_SPEED_PER_MINUTE = 2e-6;
const NOVELTY_SPEED_PER_MINUTE = 5e-3;
const MIDNIGHT_VARIANCE = 9e-4;
/** Less than about two visits to this time of day: small effects are not tested, the level moves fast. */
const COLD_NOVELTY = 0.15;

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
  readonly levels = new Levels(0.5, 0.5);
  readonly dispersion: Dispersion;
  readonly profiles: Profiles;
  readonly #days: DayFactors;
  readonly #tickMinutes: number;

  constructor(tickMinutes: number, dispersionCap: number) {
    this.#tickMinutes = tickMinutes;
    this.dispersion = new Dispersion(dispersionCap, tickMinutes);
    this.profiles = new Profiles(tickMinutes);
    this.#days = new DayFactors(tickMinutes);
  }

  grow(slots: number): void {
    this.levels.grow(slots);
    this.dispersion.grow(slots);
    this.profiles.grow(slots);
    this.#days.grow(slots);
  }

  isCold(slot: number): boolean {
    return this.profiles.novelty(slot) > COLD_NOVELTY;
  }

  /** Profile × day factor: the exposure that the level is multiplied with. */
  exposure(slot: number, tick: LocalTick): number {
    return this.profiles.value(slot, tick.position) * this.#days.value(slot, tick.weekday);
  }

  /** Overdispersion and doubt about the level together: 1/r of the predicted negative binomial. */
  inverseShape(slot: number): number {
    return this.dispersion.phi(slot) + 1 / this.levels.a[slot]!;
  }

  /** Moves to the next tick; returns the factor that other levels on the same profile have to be rescaled by. */
  predict(slot: number, tick: LocalTick, dayEnded: number | null, hasEarlierDay: boolean): number {
    if (dayEnded !== null) this.#days.endDay(slot, dayEnded, this.levels.mean(slot));
    const jump = this.profiles.refresh(slot, tick.position);
    if (jump !== 1) {
      this.levels.rescale(slot, jump);
      this.#days.rescale(slot, jump);
    }
    const novelty = this.profiles.novelty(slot);
    let v = (LEVEL_SPEED_PER_MINUTE + NOVELTY_SPEED_PER_MINUTE * novelty * novelty) * this.#tickMinutes;
    if (dayEnded !== null) v += MIDNIGHT_VARIANCE + (hasEarlierDay ? this.#days.variance(slot, tick.weekday) : 0);
    this.levels.predict(slot, v);
    return jump;
  }

  /** Lets minutes pass of which nothing is known. */
  skip(slot: number, minutes: number): void {
    this.levels.predict(slot, LEVEL_SPEED_PER_MINUTE * minutes);
  }

  /** Learns count `y` where `m` was predicted, with weight `w`; the profile only when `learnsProfile`. */
  learn(slot: number, tick: LocalTick, y: number, m: number, w: number, learnsProfile: boolean): void {
    if (w <= 0) return;
    const exposure = this.exposure(slot, tick);
    const factor = this.#days.value(slot, tick.weekday);
    this.#days.note(slot, y, exposure / factor, w);
    const phi = this.dispersion.phi(slot);
    this.levels.learn(slot, y, exposure, w / (1 + Math.max(m, y / 2) * phi));
    this.dispersion.learn(slot, y, m, w);
    if (learnsProfile) this.profiles.learn(slot, tick.position, y, factor, w);
  }
}
