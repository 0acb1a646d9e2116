import { quantile } from "../stats/negative-binomial.ts";

/** A normal tick lies outside its band once in 500. */
const OUTSIDE = 1 / 500;

/**
 * The range of normal counts for a tick: from `lower` to `upper`, both normal.
 *
 * @param m mean of the predicted negative binomial
 * @param r its shape
 * @returns NaN for both when the mean or the shape is NaN
 */
export function normalBounds(m: number, r: number): { lower: number; upper: number } {
  if (Number.isNaN(m) || Number.isNaN(r)) return { lower: Number.NaN, upper: Number.NaN };
  return { lower: quantile(OUTSIDE / 2, m, r), upper: quantile(1 - OUTSIDE / 2, m, r) };
}
