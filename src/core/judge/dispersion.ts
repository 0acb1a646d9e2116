import { type Columns, emptyColumns, growColumns } from "./columns.ts";

/** Most counts scatter a little more than Poisson; this much is believed until data speak (relative variance per tick). */
const PRIOR = 0.003;
/** Precision of that belief: its standard deviation is 0.01. */
const PRIOR_PRECISION = 10_000;
const MEMORY_MINUTES = 2880;
/** Squares are cut at this many variances (and as many events), and made larger by what that takes away on average. */
const CUT = 9;
const CUT_CORRECTION = 1.02;

const KINDS = { sum: {}, precision: {}, previousError: {}, previousMean: {} } as const;

/**
 * Overdispersion φ per slot: variance of a count with mean m is v = m + m² φ.
 *
 *   φ = Σ h (d² − m)/m² / Σ h        h = m⁴ / (2 v² + v), the precision of (d² − m)/m² as an estimate of φ
 *
 * A moment estimate from differences d of neighbouring errors, so that a lagging mean does not look like noise, weighted by what a
 * tick can tell: ticks with a mean far below one tell nothing. Forgets over two days; never above `cap`.
 *
 * Source: moment estimator as in Breslow (1984), Applied Statistics 33; the variance of a squared Poisson-like error is 2 v² + v.
 */
export class Dispersion {
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);
  readonly #cap: number;
  readonly #decay: number;

  constructor(cap: number, tickMinutes: number) {
    this.#cap = cap;
    this.#decay = Math.max(0, 1 - tickMinutes / MEMORY_MINUTES);
  }

  grow(slots: number): void {
    growColumns(this.columns, KINDS, slots);
  }

  phi(slot: number): number {
    const { sum, precision } = this.columns;
    const phi = (sum[slot]! + PRIOR_PRECISION * PRIOR) / (precision[slot]! + PRIOR_PRECISION);
    return Math.min(this.#cap, Math.max(0, phi));
  }

  /** Learns from count `y` where `m` was predicted, with weight `w` in [0, 1]. */
  learn(slot: number, y: number, m: number, w: number): void {
    const { sum, precision, previousError, previousMean } = this.columns;
    const error = y - m;
    const ratio = m / previousMean[slot]!;
    const isNeighbour = ratio > 0.5 && ratio < 2;
    const difference = isNeighbour ? (error - previousError[slot]! * ratio) * Math.SQRT1_2 : error;
    const square2 = m * m;
    const variance = m + square2 * this.phi(slot);
    const square = Math.min(difference * difference, CUT * (variance + 1));
    const h = (w * square2 * square2) / (2 * variance * variance + variance);
    sum[slot] = sum[slot]! * this.#decay + (h * (CUT_CORRECTION * square - m)) / square2;
    precision[slot] = precision[slot]! * this.#decay + h;
    previousError[slot] = error;
    previousMean[slot] = m;
    // At the cap the sum is set back too, so that φ can come down at once.
    const atCap = this.#cap * (precision[slot] + PRIOR_PRECISION) - PRIOR_PRECISION * PRIOR;
    if (sum[slot] > atCap) sum[slot] = atCap;
  }

  /**
   * Learns a little from a count that is not normal, where `m` was predicted: its scatter around its own neighbour still tells of φ.
   * Without it, counts that scatter more than was believed raise alarms, and alarms keep the judge from learning that they scatter.
   */
  learnFromAlarm(slot: number, y: number, m: number, w: number): void {
    const { previousError, previousMean } = this.columns;
    this.learn(slot, y, Math.max(m, (y + previousError[slot]! + previousMean[slot]!) / 2), w);
  }
}
