import { perSeries, readingAbove, signOf } from "../detector.ts";
import { pastWeeks, standardised } from "./moments.ts";

const LAMBDA = 0.2;
const LIMIT_SIGMAS = 3;

/**
 * Exponentially weighted moving average, λ = 0.2, L = 3, of distances from the same time in past weeks.
 *
 *   E ← λ·z + (1 − λ)·E,   alert when E > L·√(λ/(2 − λ));   the score is E/√(λ/(2 − λ))
 *
 * Source: Roberts (1959), Technometrics 1; λ and L as in Montgomery, Introduction to Statistical Quality Control, 9.2.
 */
export const ewmaChart = perSeries("EWMA chart, past weeks", (series) => {
  const sign = signOf(series);
  const spread = Math.sqrt(LAMBDA / (2 - LAMBDA));
  let mean = 0;
  const score = standardised(series.counts, pastWeeks(series.counts)).map((z) => {
    if (Number.isNaN(z)) return Number.NaN;
    mean += LAMBDA * (sign * z - mean);
    return mean / spread;
  });
  return readingAbove(LIMIT_SIGMAS, score);
});
