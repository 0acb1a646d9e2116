import { cdf, upperTail } from "./negative-binomial.ts";

/** A count, or the sum of the counts of several equal stretches of time. */
export interface Sample {
  total: number;
  /** Stretches that `total` was counted over: 1 for the count of a day, 7 for the sum of a week. */
  days: number;
}

/** What is held against each other, and what is known of both beforehand. */
export interface Contrast {
  reference: Sample;
  /** How many times the reference's rate is expected. */
  ratio: number;
  /** Scatter of one day's count beyond Poisson: its variance is m + phi·m². */
  phi: number;
}

/*
 * Two counts are compared by the conditional test (Przyborowski & Wilenski 1940): given their sum, the one is binomial. Its
 * tails are those of a negative binomial with the shape of the other count, so a reference's own uncertainty and scatter
 * between days add up as one inverse shape:
 *
 *   Bin(y; y + s, q) ≤  =  I(1 − q; s, y + 1)  =  P(NB ≤ y),   mean s·q/(1 − q),  shape s          (s + 1 for ≥)
 *
 * A mean over n days is a count over n days, divided: it comes in as total = n·mean, days = n.
 */

/**
 * Probability of a count at most as large as `y`, given a reference.
 *
 * @param y  observed, over `y.days` days
 * @returns  1 where the reference is zero; equals the conditional binomial test when phi = 0
 */
export function fewerProbability(y: Sample, { reference, ratio, phi }: Contrast): number {
  const s = reference.total;
  if (s <= 0) return 1;
  const m = (s * ratio * y.days) / reference.days;
  return cdf(Math.round(y.total), m, 1 / inverseShape(s, y, reference, phi));
}

/** Probability of a count at least as large as `y`, given a reference; as above. */
export function moreProbability(y: Sample, { reference, ratio, phi }: Contrast): number {
  const s = reference.total + 1;
  const m = (s * ratio * y.days) / reference.days;
  return upperTail(Math.round(y.total), m, 1 / inverseShape(s, y, reference, phi));
}

function inverseShape(total: number, y: Sample, reference: Sample, phi: number): number {
  return 1 / total + phi * (1 / y.days + 1 / reference.days);
}

/** The median of the square of a standard normal variable. */
const MEDIAN_SQUARE = 0.454936423119572;
const LARGEST_PHI = 1;
const HALVINGS = 30;

/** A pair of samples whose expected ratio is known, as evidence of scatter. */
export interface Pair {
  y: Sample;
  contrast: Omit<Contrast, "phi">;
}

/**
 * Scatter between days beyond Poisson, held by up to half of wild pairs.
 *
 *   median over pairs of (y − m)² / (m + m²·(1/s + phi·(1/dy + 1/ds))) = 0.4549
 *
 * @returns  phi from 0 to 1; 0 without pairs
 */
export function robustScatter(pairs: readonly Pair[]): number {
  const isWider = (phi: number): boolean => {
    const squares = pairs.map(({ y, contrast }) => squaredResidual(y, { ...contrast, phi })).sort((a, b) => a - b);
    return (squares[Math.floor(squares.length / 2)] ?? 0) > MEDIAN_SQUARE;
  };
  if (!isWider(0)) return 0;
  let low = 0;
  let high = LARGEST_PHI;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (isWider(middle)) low = middle;
    else high = middle;
  }
  return high;
}

function squaredResidual(y: Sample, { reference, ratio, phi }: Contrast): number {
  const s = Math.max(1, reference.total);
  const m = (s * ratio * y.days) / reference.days;
  return (y.total - m) ** 2 / (m + m * m * inverseShape(s, y, reference, phi));
}
