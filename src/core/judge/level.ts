import { grown } from "./grown.ts";

/**
 * Gamma posteriors of slowly moving levels (a share of volume, or a factor on a daily profile), one per slot.
 *
 *   level ~ Gamma(a, b)     mean a/b, relative variance 1/a
 *
 * Before each tick the relative variance grows by v: a discount that depends on how much is known, so that one speed serves
 * every volume. Source: West & Harrison (1997), Bayesian Forecasting and Dynamic Models, 10.8; Smith & Miller (1986), JRSS B 48.
 */
export class Levels {
  a = new Float64Array(0);
  b = new Float64Array(0);
  readonly #startA: number;
  readonly #startB: number;

  constructor(startA: number, startB: number) {
    this.#startA = startA;
    this.#startB = startB;
  }

  grow(slots: number): void {
    this.a = grown(this.a, slots, this.#startA);
    this.b = grown(this.b, slots, this.#startB);
  }

  mean(slot: number): number {
    return this.a[slot]! / this.b[slot]!;
  }

  /** Adds `v` to the relative variance; the mean stays. */
  predict(slot: number, v: number): void {
    const a = this.a[slot]!;
    const next = a / (1 + v * a);
    this.b[slot]! *= next / a;
    this.a[slot] = next;
  }

  /** Learns count `y` at exposure `x` with weight `g` (0: nothing, 1: a Poisson count). */
  learn(slot: number, y: number, x: number, g: number): void {
    this.a[slot]! += g * y;
    this.b[slot]! += g * x;
  }

  /** Takes a change of unit of the exposure out of the level: mean × 1/factor. */
  rescale(slot: number, factor: number): void {
    this.b[slot]! *= factor;
  }

  set(slot: number, a: number, b: number): void {
    this.a[slot] = a;
    this.b[slot] = b;
  }
}
