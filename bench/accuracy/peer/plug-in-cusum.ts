import { perSeries, readingAbove } from "../detector.ts";
import { cusum, likelihoodGains } from "../likelihood-ratio.ts";
import { WEEK_MINUTES } from "../traffic.ts";
import { type Moments, pastWeeks } from "./moments.ts";

/** The change that it looks for: double, or half. */
const SIZES = { above: 2, below: 0.5 };
/** With the true means a CUSUM crosses ln A at most once in A minutes on average: Lorden (1971), Annals of Mathematical Statistics 42. */
const LIMIT = Math.log(WEEK_MINUTES);

/**
 * CUSUM of the log likelihood ratio of a negative binomial, with estimates plugged in for what it should know: the mean from the same
 * time in past weeks, the shape from the weeks before the scored ones. It remembers no more evidence than its limit, so that an alarm
 * ends; of the bounds that were tried this served it best.
 *
 * Source: Höhle & Paul (2008), Computational Statistics & Data Analysis 52(9).
 */
export function plugInCusum(scoredFrom: number) {
  return perSeries("CUSUM with plug-in estimates", ({ counts, direction }) => {
    const past = pastWeeks(counts);
    const shape = shapeOf(counts.subarray(0, scoredFrom), past);
    const means = cautiousMeans(past, meanOf(counts.subarray(0, scoredFrom)));
    const score = cusum(counts, likelihoodGains(means, shape, SIZES[direction]), LIMIT);
    return readingAbove(LIMIT, score);
  });
}

/** Means as if one more event had been seen at the overall rate: no time is known to have none. */
function cautiousMeans({ mean, known }: Moments, overall: number): Float64Array {
  return mean.map((value, i) => (value * known[i]! + 1) / (known[i]! + 1 / overall));
}

/** Moment estimate of r from squared residuals: r = Σ m² / Σ ((y − m)² − m); Infinity when there is no more than Poisson noise. */
function shapeOf(counts: Float64Array, { mean }: Moments): number {
  let squares = 0;
  let excess = 0;
  for (let i = 0; i < counts.length; i++) {
    const residual = counts[i]! - mean[i]!;
    if (Number.isNaN(residual)) continue;
    squares += mean[i]! ** 2;
    excess += residual ** 2 - mean[i]!;
  }
  return excess > 0 ? squares / excess : Infinity;
}

function meanOf(counts: Float64Array): number {
  const known = counts.filter((count) => !Number.isNaN(count));
  return (
    Math.max(
      1,
      known.reduce((sum, count) => sum + count, 0),
    ) / known.length
  );
}
