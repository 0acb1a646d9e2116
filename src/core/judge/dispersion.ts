import { grown } from "./grown.ts";

/** Most counts scatter a little more than Poisson; this much is believed until data speak (relative variance per tick). */
const PRIOR = 0.003;
/** The prior counts as much as this many fully informative ticks. */
const PRIOR_TICKS = 30;
const MEMORY_MINUTES = 2880;
/** Makes the estimate unbiased although squares are cut at nine variances. */
const CUT_CORRECTION = 1.02;

/**
 * Overdispersion φ per slot: variance of a count with mean m is m + m²·φ.
 *
 * A moment estimate from differences of neighbouring residuals, so that a lagging mean does not look like noise; forgets
 * over two days; never above `cap`.
 */
export class Dispersion {
  #sum = new Float64Array(0);
  #weight = new Float64Array(0);
  #previousError = new Float64Array(0);
  #previousMean = new Float64Array(0);
  readonly #cap: number;
  readonly #decay: number;

  constructor(cap: number, tickMinutes: number) {
    this.#cap = cap;
    this.#decay = Math.max(0, 1 - tickMinutes / MEMORY_MINUTES);
  }

  grow(slots: number): void {
    this.#sum = grown(this.#sum, slots);
    this.#weight = grown(this.#weight, slots);
    this.#previousError = grown(this.#previousError, slots);
    this.#previousMean = grown(this.#previousMean, slots);
  }

  phi(slot: number): number {
    const phi = (this.#sum[slot]! + PRIOR_TICKS * PRIOR) / (this.#weight[slot]! + PRIOR_TICKS);
    return Math.min(this.#cap, Math.max(0, phi));
  }

  /** Learns from count `y` where `m` was predicted, with weight `w` in [0, 1]. */
  learn(slot: number, y: number, m: number, w: number): void {
    const error = y - m;
    const ratio = m / this.#previousMean[slot]!;
    const isNeighbour = ratio > 0.5 && ratio < 2;
    const difference = isNeighbour ? (error - this.#previousError[slot]! * ratio) * Math.SQRT1_2 : error;
    const variance = m + m * m * this.phi(slot);
    const square = Math.min(difference * difference, 9 * variance);
    const information = (Math.max(PRIOR, 0.3 / m) * m * m) / variance;
    const h = information * information * w;
    this.#sum[slot] = this.#sum[slot]! * this.#decay + (h * (CUT_CORRECTION * square - m)) / (m * m);
    this.#weight[slot] = this.#weight[slot]! * this.#decay + h;
    this.#previousError[slot] = error;
    this.#previousMean[slot] = m;
    // At the cap the sum is set back too, so that φ can come down at once.
    const atCap = this.#cap * (this.#weight[slot] + PRIOR_TICKS) - PRIOR_TICKS * PRIOR;
    if (this.#sum[slot] > atCap) this.#sum[slot] = atCap;
  }
}
