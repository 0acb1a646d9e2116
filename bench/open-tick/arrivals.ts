import type { LocalTime } from "../../src/core/judge/local-clock.ts";
import { gammaDraw, poissonDraw, type Random } from "../../src/core/stats/random.ts";
import type { DayShape } from "../accuracy/traffic.ts";
import { volumes } from "../accuracy/volume.ts";

/** Instants of a tick that are told apart. */
export const SLOTS = 100;
/** Of everything: approved, denied, failed. */
const SHARES = [0.9, 0.09, 0.009] as const;
/** On which side each of them worries people. */
export const DIRECTIONS = ["below", "above", "above"] as const;
export const DAY_SECONDS = 86_400;
/** A Monday. */
export const START_AT = Date.UTC(2001, 0, 1);
const MONDAY = 1;

export interface ArrivalPlan {
  /** Mean approved transactions a minute; a tenth as many are denied, a hundredth fails. */
  perMinute: number;
  shape: DayShape;
  /** Shape of the counts of `scatterSeconds`, each status for itself; Infinity for Poisson. */
  r: number;
  scatterSeconds: number;
  tickSeconds: number;
  days: number;
}

/** A status that comes `factor` times as often for a while; instants in seconds since the start. */
export interface Fault {
  from: number;
  to: number;
  status: number;
  factor: number;
}

/** Transactions of one tick: shape (slots × statuses), and (statuses). */
export interface ArrivedTick {
  bySlot: Float64Array;
  counts: Float64Array;
}

/** Local time of an instant in seconds since the start. */
export function localAt(seconds: number): LocalTime {
  return { minuteOfDay: (seconds % DAY_SECONDS) / 60, weekday: (MONDAY + Math.floor(seconds / DAY_SECONDS)) % 7 };
}

/**
 * Single transactions of approved, denied and failed as they arrive, tick by tick: Poisson, with a rate that follows days of their own
 * and, for a finite `r`, a gamma factor that is drawn anew again and again.
 */
export class Arrivals {
  readonly #plan: ArrivalPlan;
  readonly #random: Random;
  readonly #rates: Float64Array;
  readonly #scatter = new Float64Array(SHARES.length).fill(1);
  readonly #tick = { bySlot: new Float64Array(SLOTS * SHARES.length), counts: new Float64Array(SHARES.length) };
  #period = -1;

  constructor(plan: ArrivalPlan, random: Random) {
    this.#plan = plan;
    this.#random = random;
    const volume = {
      level: plan.perMinute / SHARES[0],
      shape: plan.shape,
      hasSlowNoise: plan.r !== Infinity,
      minutes: plan.days * 1440,
    };
    this.#rates = volumes(volume, { promotions: [], holidays: [], faults: [] }, random);
  }

  /** The transactions of the tick that begins at `seconds`, until the next is asked for; in the order of time. */
  tick(seconds: number, fault: Fault | null): ArrivedTick {
    const { counts } = this.#tick;
    const { tickSeconds } = this.#plan;
    this.#tick.bySlot.fill(0);
    this.#drawScatter(seconds);
    const perTick = (this.#rates[Math.floor(seconds / 60)]! * tickSeconds) / 60;
    for (let status = 0; status < SHARES.length; status++) {
      const mean = perTick * SHARES[status]! * this.#scatter[status]!;
      if (fault?.status === status) {
        const begun = Math.max(0, (fault.from - seconds) / tickSeconds);
        const after = mean * (1 - begun);
        counts[status] =
          this.#spread(status, mean - after, 0, begun) + this.#spread(status, after * fault.factor, begun, 1);
      } else counts[status] = this.#spread(status, mean, 0, 1);
    }
    return this.#tick;
  }

  /** Spreads a Poisson number of arrivals over the part of the tick between `from` and `to`; returns how many. */
  #spread(status: number, mean: number, from: number, to: number): number {
    const count = poissonDraw(mean, this.#random);
    for (let arrival = 0; arrival < count; arrival++) {
      const slot = Math.floor((from + (to - from) * this.#random()) * SLOTS);
      this.#tick.bySlot[slot * SHARES.length + status]! += 1;
    }
    return count;
  }

  #drawScatter(seconds: number): void {
    const { r, scatterSeconds } = this.#plan;
    const period = Math.floor(seconds / scatterSeconds);
    if (r === Infinity || period === this.#period) return;
    this.#period = period;
    for (let status = 0; status < SHARES.length; status++) this.#scatter[status] = gammaDraw(r, this.#random) / r;
  }
}
