import { perSeries, readingAbove, signOf } from "../detector.ts";
import { DAY_MINUTES } from "../traffic.ts";
import { movingMoments, pastWeeks, standardised } from "./moments.ts";

const LIMIT_SIGMAS = 3;

/** Three standard deviations from the mean of the last 24 hours: Shewhart's rule on a moving window. */
export const dayZScore = perSeries("3 sigma, last 24 hours", (series) => {
  const z = standardised(series.counts, movingMoments(series.counts, [[-DAY_MINUTES, 0]]));
  return readingAbove(
    LIMIT_SIGMAS,
    z.map((value) => signOf(series) * value),
  );
});

/**
 * Three standard deviations from the same time in past weeks.
 * Source: A. Newdigate (2019), How to use Prometheus for anomaly detection in GitLab, part "seasonality".
 */
export const weekZScore = perSeries("3 sigma, past weeks", (series) => {
  const z = standardised(series.counts, pastWeeks(series.counts));
  return readingAbove(
    LIMIT_SIGMAS,
    z.map((value) => signOf(series) * value),
  );
});
