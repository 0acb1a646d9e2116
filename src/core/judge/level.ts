import { type Columns, emptyColumns, growColumns } from "./columns.ts";

/** The usual level moves by itself by this much (relative variance per minute): a few per cent in two weeks. */
const USUAL_SPEED_PER_MINUTE = 1e-7;
/** How fast the pace is learnt from ticks of a minute, and the minutes in which it is forgotten. */
const PACE_GAIN = 0.02;
const PACE_MEMORY_MINUTES = 2880;
/** Surprises of this many minutes are held against the next one. */
const LEAN_MINUTES = 60;
const LEAST_LEAN_TICKS = 8;
const PACE_BOUNDS = [0.135, 148] as const;
const LARGEST_SURPRISE = 3;
/** Where an event is rare it would be cut for its size, and what is left of surprises lean downwards. */
const LEAST_VARIANCE = 0.25;

export interface LevelOptions {
  tickMinutes: number;
  /** Gamma(a, b) of a level of which nothing is known. */
  start: { a: number; b: number };
  /** Relative variance with which the level strays from the usual one, and for how many minutes it stays away. */
  spread: number;
  memoryMinutes: number;
}

const kindsOf = ({ a, b }: LevelOptions["start"]) =>
  ({
    a: { fill: a },
    b: { fill: b },
    usualA: { fill: a },
    usualB: { fill: b },
    pace: { fill: 1 },
    lean: {},
  }) as const;

/**
 * Levels (a share of volume, or a factor on a daily profile) that stray from a usual level and come back to it, one per slot.
 *
 *   level ~ Gamma(a, b)      relative variance 1/a        usual ~ Gamma(usualA, usualB)
 *   predict:  ρ = exp(−minutes / memory)     mean ← ρ mean + (1 − ρ) usual     1/a ← ρ²/a + (1 − ρ²)(pace · spread + 1/usualA)
 *   learn:    a += g y,  b += g x            usualA += c y,  usualB += c x,  c = g / (1 + 2 memory spread pace · usual x per minute)
 *
 * A busy series follows within minutes, a sparse one stays near what weeks have taught: one setting serves every volume. `pace` learns
 * how much a series really moves: surprises that go on in one direction say that the level was followed too slowly.
 *
 * Source: West & Harrison (1997), Bayesian Forecasting and Dynamic Models, 10.8 (Gamma discounting); Mehra (1970), IEEE Transactions on
 * Automatic Control 15 (correlated innovations).
 */
export class Levels {
  readonly columns: Columns<ReturnType<typeof kindsOf>>;
  readonly #kinds: ReturnType<typeof kindsOf>;
  readonly #options: LevelOptions;
  readonly #leanGain: number;
  readonly #paceGain: number;
  readonly #paceLoss: number;
  readonly #tickKeep: number;

  constructor(options: LevelOptions) {
    const { tickMinutes, start, memoryMinutes } = options;
    this.#options = options;
    this.#kinds = kindsOf(start);
    this.columns = emptyColumns(this.#kinds);
    this.#leanGain = 1 / Math.max(LEAST_LEAN_TICKS, LEAN_MINUTES / tickMinutes);
    this.#paceGain = PACE_GAIN * Math.sqrt(Math.max(1, tickMinutes));
    this.#paceLoss = Math.min(0.1, tickMinutes / PACE_MEMORY_MINUTES);
    this.#tickKeep = Math.exp(-tickMinutes / memoryMinutes);
  }

  grow(slots: number): void {
    growColumns(this.columns, this.#kinds, slots);
  }

  mean(slot: number): number {
    return this.columns.a[slot]! / this.columns.b[slot]!;
  }

  usual(slot: number): number {
    return this.columns.usualA[slot]! / this.columns.usualB[slot]!;
  }

  /** Relative variance of the level. */
  doubt(slot: number): number {
    return 1 / this.columns.a[slot]!;
  }

  /** Moves to the next tick. `variance` is added to the doubt; `keep` below 1 draws the level nearer to the usual one. */
  predict(slot: number, variance: number, keep = 1): void {
    this.#move(slot, this.#options.tickMinutes, this.#tickKeep * keep, variance);
  }

  /** Lets minutes pass of which nothing is known. */
  skip(slot: number, minutes: number): void {
    this.#move(slot, minutes, Math.exp(-minutes / this.#options.memoryMinutes), 0);
  }

  /** Learns count `y` at exposure `x` with weight `g` (0: nothing, 1: a Poisson count). */
  learn(slot: number, y: number, x: number, g: number): void {
    const { a, b, usualA, usualB, pace } = this.columns;
    a[slot]! += g * y;
    b[slot]! += g * x;
    const { spread, memoryMinutes, tickMinutes } = this.#options;
    const m = (x * usualA[slot]!) / usualB[slot]!;
    const c = g / (1 + ((2 * memoryMinutes) / tickMinutes) * spread * pace[slot]! * m * g);
    usualA[slot]! += c * y;
    usualB[slot]! += c * x;
  }

  /** Learns the pace from count `y` where `m` was predicted with shape `r`, with weight `w` in [0, 1]. */
  adapt(slot: number, y: number, m: number, r: number, w: number): void {
    const { pace, lean } = this.columns;
    const surprise = (y - m) / Math.sqrt(LEAST_VARIANCE + m + (m * m) / r);
    const u = Math.max(-LARGEST_SURPRISE, Math.min(LARGEST_SURPRISE, surprise));
    const k = pace[slot]!;
    const next = k * (1 + this.#paceGain * w * u * lean[slot]!) + this.#paceLoss * (1 - k);
    pace[slot] = Math.max(PACE_BOUNDS[0], Math.min(PACE_BOUNDS[1], next));
    lean[slot]! += w * this.#leanGain * (u - lean[slot]!);
  }

  /** Takes a change of unit of the exposure out of the level: mean × 1/factor. */
  rescale(slot: number, factor: number): void {
    this.columns.b[slot]! *= factor;
    this.columns.usualB[slot]! *= factor;
  }

  /** Goes on from another level, which is the usual one from now on. */
  set(slot: number, a: number, b: number): void {
    this.columns.a[slot] = a;
    this.columns.b[slot] = b;
    this.columns.usualA[slot] = a;
    this.columns.usualB[slot] = b;
  }

  #move(slot: number, minutes: number, keep: number, variance: number): void {
    const { a, b, usualA, usualB, pace } = this.columns;
    const discount = 1 / (1 + USUAL_SPEED_PER_MINUTE * minutes * usualA[slot]!);
    usualA[slot]! *= discount;
    usualB[slot]! *= discount;
    const keepSquared = keep * keep;
    const stray = this.#options.spread * pace[slot]! + 1 / usualA[slot]!;
    const mean = (keep * a[slot]!) / b[slot]! + ((1 - keep) * usualA[slot]!) / usualB[slot]!;
    const next = 1 / (keepSquared / a[slot]! + (1 - keepSquared) * stray + variance);
    a[slot] = next;
    b[slot] = next / mean;
  }
}
