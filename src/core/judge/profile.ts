import { grown, grownSingle } from "./grown.ts";

const MINUTES_PER_DAY = 1440;
const SHORTEST_BIN_MINUTES = 15;
/** A visit counts for 0.93 of the next one: a memory of two weeks. */
const VISIT_DISCOUNT = 0.93;
/** Minutes on each side and weight, in events, with which neighbours speak for a bin; coarse before fine. */
const SMOOTHING = [
  { minutes: 180, weight: 1 },
  { minutes: 60, weight: 4 },
  { minutes: 30, weight: 8 },
] as const;
const OWN_WEIGHT = 20;

/** Position in the day's bins: between the centres of bin `index` and the next. */
export interface DayPosition {
  index: number;
  fraction: number;
  /** The bin that the instant itself lies in. */
  bin: number;
}

/**
 * Rates by time of day, one profile per slot, in bins of 15 minutes (or a tick, if that is longer).
 *
 * Rate of a bin: its own count, leaning on the geometric mean of its left and right neighbours (a plain mean would
 * overestimate exponential ramps such as dawn), which lean on wider ones. Interpolated linearly between bin centres.
 */
export class Profiles {
  readonly bins: number;
  readonly #binMinutes: number;
  readonly #ticksPerBin: number;
  #counts = new Float32Array(0);
  #exposure = new Float32Array(0);
  #lastBin = new Float64Array(0);
  #cacheIndex = new Float64Array(0);
  #left = new Float64Array(0);
  #right = new Float64Array(0);
  #novelty = new Float64Array(0);

  constructor(tickMinutes: number) {
    this.#binMinutes = Math.max(SHORTEST_BIN_MINUTES, tickMinutes);
    this.bins = Math.max(1, Math.round(MINUTES_PER_DAY / this.#binMinutes));
    this.#ticksPerBin = this.#binMinutes / tickMinutes;
  }

  grow(slots: number): void {
    this.#counts = grownSingle(this.#counts, slots * this.bins);
    this.#exposure = grownSingle(this.#exposure, slots * this.bins);
    this.#lastBin = grown(this.#lastBin, slots, -1);
    this.#cacheIndex = grown(this.#cacheIndex, slots, -1);
    this.#left = grown(this.#left, slots, 1);
    this.#right = grown(this.#right, slots, 1);
    this.#novelty = grown(this.#novelty, slots, 1);
  }

  position(minuteOfDay: number): DayPosition {
    const shifted = minuteOfDay / this.#binMinutes - 0.5;
    const floor = Math.floor(shifted);
    return {
      index: (floor + this.bins) % this.bins,
      fraction: shifted - floor,
      bin: Math.floor(minuteOfDay / this.#binMinutes) % this.bins,
    };
  }

  /**
   * Brings the cached rates to `position`. Returns the factor by which the rate jumped and that has to leave the level
   * (1 when nothing has to): while a bin is new, only the level moves.
   */
  refresh(slot: number, position: DayPosition): number {
    if (this.#cacheIndex[slot] === position.index) return 1;
    const isFirst = this.#cacheIndex[slot]! < 0;
    const before = this.#right[slot]!;
    const next = (position.index + 1) % this.bins;
    this.#cacheIndex[slot] = position.index;
    this.#left[slot] = this.#rate(slot, position.index);
    this.#right[slot] = this.#rate(slot, next);
    const visits = this.#exposure[slot * this.bins + next]! / this.#ticksPerBin;
    this.#novelty[slot] = 1 / (1 + 3 * visits);
    return isFirst || visits >= 0.5 ? 1 : this.#left[slot] / before;
  }

  /** Rate per tick at `position`, from the rates that the last `refresh` left. */
  value(slot: number, position: DayPosition): number {
    const fraction = position.index === this.#cacheIndex[slot] ? position.fraction : 1;
    return Math.max(1e-9, this.#left[slot]! * (1 - fraction) + this.#right[slot]! * fraction);
  }

  /** 1 for a time of day never seen, towards 0 with every visit. */
  novelty(slot: number): number {
    return this.#novelty[slot]!;
  }

  /** Learns count `y` at day factor `d` with weight `w` in [0, 1]. */
  learn(slot: number, position: DayPosition, y: number, d: number, w: number): void {
    const cell = slot * this.bins + position.bin;
    if (this.#lastBin[slot] !== position.bin) {
      this.#lastBin[slot] = position.bin;
      this.#counts[cell]! *= VISIT_DISCOUNT;
      this.#exposure[cell]! *= VISIT_DISCOUNT;
    }
    this.#counts[cell]! += w * y;
    this.#exposure[cell]! += w * d;
  }

  #rate(slot: number, bin: number): number {
    const base = slot * this.bins;
    let counts = 0.01;
    let exposure = 0.01;
    for (let k = 0; k < this.bins; k++) {
      counts += this.#counts[base + k]!;
      exposure += this.#exposure[base + k]!;
    }
    let rate = counts / exposure;
    for (const { minutes, weight } of SMOOTHING) {
      const reach = Math.max(1, Math.round(minutes / this.#binMinutes));
      const left = this.#side(base, bin, -1, reach, weight, rate);
      const right = this.#side(base, bin, 1, reach, weight, rate);
      rate = Math.max(1e-9, Math.sqrt(left * right));
    }
    return (this.#counts[base + bin]! + OWN_WEIGHT) / (this.#exposure[base + bin]! + OWN_WEIGHT / rate);
  }

  #side(base: number, bin: number, step: 1 | -1, reach: number, weight: number, rate: number): number {
    let counts = weight;
    let exposure = weight / rate;
    for (let k = 1; k <= reach; k++) {
      const cell = base + ((((bin + step * k) % this.bins) + this.bins) % this.bins);
      counts += this.#counts[cell]!;
      exposure += this.#exposure[cell]!;
    }
    return counts / exposure;
  }
}
