import { type Columns, emptyColumns, growColumns } from "./columns.ts";

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
/** Deviance from what the neighbours say beyond which a bin stands alone (as one without an event where they let expect 22), and how soon. */
const STEP_DEVIANCE = 30;
const STEP_SCALE = 8;
/** Rates near by of which one is more than so many times another are an edge of the day, such as an opening hour: it may be earlier or later. */
const EDGE_FACTOR = 3;
/** Less than half a visit: the bin is new, and what is known of it comes from its neighbours. */
const NEW_BIN_VISITS = 0.5;
/** Visits, but for the ticks at its borders, after which a bin without a record is known to be empty. */
const EMPTY_VISITS = 0.6;
const EMPTY_EVENTS = 0.5;
/** Events of a bin at which its rate speaks as loudly for the next, new one as the smoothed rates of the rest of the day. */
const CARRIED_EVENTS = 200;

const kindsOf = (bins: number) =>
  ({
    counts: { width: bins, isSingle: true },
    exposure: { width: bins, isSingle: true },
    lastBin: { fill: -1 },
    /** Of the last bin, not yet in `counts` and `exposure`: a cell of those is far from the cells of other slots, and slow to reach. */
    openCount: {},
    openExposure: {},
    cacheIndex: { fill: -1 },
    left: { fill: 1 },
    right: { fill: 1 },
    novelty: { fill: 1 },
    /** Next to an edge of the day, the rates on both sides of it. */
    lowest: { fill: Infinity, isSingle: true },
    highest: { isSingle: true },
  }) as const;

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
 * overestimate exponential ramps such as dawn), which lean on wider ones; not at all where the count contradicts them, as at the end of
 * opening hours. Interpolated linearly between bin centres.
 */
export class Profiles {
  readonly bins: number;
  readonly binMinutes: number;
  readonly #ticksPerBin: number;
  readonly columns: Columns<ReturnType<typeof kindsOf>>;
  readonly #kinds: ReturnType<typeof kindsOf>;

  constructor(tickMinutes: number) {
    this.binMinutes = Math.max(SHORTEST_BIN_MINUTES, tickMinutes);
    this.bins = Math.max(1, Math.round(MINUTES_PER_DAY / this.binMinutes));
    this.#ticksPerBin = this.binMinutes / tickMinutes;
    this.#kinds = kindsOf(this.bins);
    this.columns = emptyColumns(this.#kinds);
  }

  grow(slots: number): void {
    growColumns(this.columns, this.#kinds, slots);
  }

  /** Where the tick that begins at `minuteOfDay` lies: its middle, or the whole bin that it fills. */
  position(minuteOfDay: number): DayPosition {
    const bin = Math.floor(minuteOfDay / this.binMinutes) % this.bins;
    if (this.#ticksPerBin === 1) return { index: (bin + this.bins - 1) % this.bins, fraction: 1, bin };
    const middle = minuteOfDay / this.binMinutes + 0.5 / this.#ticksPerBin;
    const floor = Math.floor(middle - 0.5);
    return { index: (floor + this.bins) % this.bins, fraction: middle - 0.5 - floor, bin };
  }

  /**
   * Brings the cached rates to `position`. Returns the factor by which the rate jumped and that has to leave the level
   * (1 when nothing has to): while a bin is new, only the level moves.
   */
  refresh(slot: number, position: DayPosition): number {
    const { counts, exposure, cacheIndex, left, right, novelty } = this.columns;
    if (cacheIndex[slot] === position.index) return 1;
    this.#flush(slot);
    const isFirst = cacheIndex[slot]! < 0;
    const before = right[slot]!;
    const next = (position.index + 1) % this.bins;
    cacheIndex[slot] = position.index;
    const rateOfDay = this.#rateOfDay(slot);
    left[slot] = this.#rate(slot, position.index, rateOfDay);
    right[slot] = this.#rate(slot, next, rateOfDay);
    const visits = exposure[slot * this.bins + next]! / this.#ticksPerBin;
    novelty[slot] = 1 / (1 + 3 * visits);
    this.#look(slot, position.index);
    if (visits >= NEW_BIN_VISITS) return 1;
    // What the rest of the day says of a new bin would pull against the ramp that the level is following.
    const events = counts[slot * this.bins + position.index]!;
    right[slot] *= (left[slot] / right[slot]) ** (events / (events + CARRIED_EVENTS));
    return isFirst ? 1 : left[slot] / before;
  }

  /** Rate per tick at `position`: that of the last `refresh`, or one near by. */
  value(slot: number, position: DayPosition): number {
    const isCached = this.#isCached(slot, position);
    if (!isCached && this.#ticksPerBin === 1) return this.#rate(slot, position.bin, this.#rateOfDay(slot));
    const fraction = isCached ? position.fraction : 1;
    return Math.max(1e-9, this.columns.left[slot]! * (1 - fraction) + this.columns.right[slot]! * fraction);
  }

  /** What the rate at `position` may be as well, next to an edge of the day: at least, and at most. The rate itself elsewhere. */
  least(slot: number, position: DayPosition): number {
    const value = this.value(slot, position);
    return this.#isCached(slot, position) ? Math.min(value, this.columns.lowest[slot]!) : value;
  }

  most(slot: number, position: DayPosition): number {
    const value = this.value(slot, position);
    return this.#isCached(slot, position) ? Math.max(value, this.columns.highest[slot]!) : value;
  }

  /** 1 for a time of day never seen, towards 0 with every visit. */
  novelty(slot: number): number {
    return this.columns.novelty[slot]!;
  }

  /** Learns count `y` at day factor `d` with weight `w` in [0, 1]. */
  learn(slot: number, position: DayPosition, y: number, d: number, w: number): void {
    const { counts, exposure, lastBin, openCount, openExposure } = this.columns;
    if (lastBin[slot] !== position.bin) {
      this.#flush(slot);
      lastBin[slot] = position.bin;
      const cell = slot * this.bins + position.bin;
      counts[cell]! *= VISIT_DISCOUNT;
      exposure[cell]! *= VISIT_DISCOUNT;
    }
    openCount[slot]! += w * y;
    openExposure[slot]! += w * d;
  }

  /** Rate of a bin per tick, wherever the last `refresh` was. */
  rateOf(slot: number, bin: number): number {
    return this.#rate(slot, bin, this.#rateOfDay(slot));
  }

  /** True where the last `refresh` was. */
  #isCached(slot: number, position: DayPosition): boolean {
    return position.index === this.columns.cacheIndex[slot];
  }

  /**
   * Looks for an edge of the day from the bin before `index` to the one after the next, as far as they have been seen, and notes the rates
   * on both sides of it. An hour in which nothing has ever come counts as one: that nothing comes now is no news.
   */
  #look(slot: number, index: number): void {
    const { counts, exposure, lowest, highest } = this.columns;
    let low = Infinity;
    let high = 0;
    let lowBound = Infinity;
    let highBound = 0;
    let isSeen = true;
    let sum = 0;
    for (let step = -1; step <= 2; step++) {
      const cell = slot * this.bins + ((index + step + this.bins) % this.bins);
      const seen = exposure[cell]!;
      const events = counts[cell]!;
      isSeen &&= seen >= EMPTY_VISITS * this.#ticksPerBin;
      sum += events;
      if (seen < NEW_BIN_VISITS * this.#ticksPerBin) continue;
      const chance = 2 * Math.sqrt(events + 1);
      low = Math.min(low, events / seen);
      high = Math.max(high, events / seen);
      lowBound = Math.min(lowBound, (events + chance + 1) / seen);
      highBound = Math.max(highBound, (events - chance) / seen);
    }
    const isEdge = highBound > EDGE_FACTOR * lowBound || (isSeen && sum < EMPTY_EVENTS);
    lowest[slot] = isEdge ? low : Infinity;
    highest[slot] = isEdge ? high : 0;
  }

  #flush(slot: number): void {
    const { counts, exposure, lastBin, openCount, openExposure } = this.columns;
    if (openExposure[slot] === 0) return;
    const cell = slot * this.bins + lastBin[slot]!;
    counts[cell]! += openCount[slot]!;
    exposure[cell]! += openExposure[slot]!;
    openCount[slot] = 0;
    openExposure[slot] = 0;
  }

  #rateOfDay(slot: number): number {
    const { counts, exposure } = this.columns;
    const base = slot * this.bins;
    let allCounts = 0.01;
    let allExposure = 0.01;
    for (let k = 0; k < this.bins; k++) {
      allCounts += counts[base + k]!;
      allExposure += exposure[base + k]!;
    }
    return allCounts / allExposure;
  }

  #rate(slot: number, bin: number, rateOfDay: number): number {
    const { counts, exposure } = this.columns;
    const base = slot * this.bins;
    let rate = rateOfDay;
    for (const { minutes, weight } of SMOOTHING) {
      const reach = Math.max(1, Math.round(minutes / this.binMinutes));
      const left = this.#side(base, bin, -1, reach, weight, rate);
      const right = this.#side(base, bin, 1, reach, weight, rate);
      rate = Math.max(1e-9, Math.sqrt(left * right));
    }
    const weight = OWN_WEIGHT * agreement(counts[base + bin]!, exposure[base + bin]! * rate);
    return Math.max(1e-9, (counts[base + bin]! + weight) / (exposure[base + bin]! + weight / rate));
  }

  #side(base: number, bin: number, step: 1 | -1, reach: number, weight: number, rate: number): number {
    const { counts, exposure } = this.columns;
    let sideCounts = weight;
    let sideExposure = weight / rate;
    for (let k = 1; k <= reach; k++) {
      const cell = base + ((((bin + step * k) % this.bins) + this.bins) % this.bins);
      sideCounts += counts[cell]!;
      sideExposure += exposure[cell]!;
    }
    return sideCounts / sideExposure;
  }
}

/** 1 while `count` may be what neighbours make expect, towards 0 beyond. */
function agreement(count: number, expected: number): number {
  const own = count > 0 ? count * Math.log(count / expected) : 0;
  const deviance = 2 * (own - (count + OWN_WEIGHT) * Math.log((count + OWN_WEIGHT) / (expected + OWN_WEIGHT)));
  return deviance > STEP_DEVIANCE ? Math.exp((STEP_DEVIANCE - deviance) / STEP_SCALE) : 1;
}
