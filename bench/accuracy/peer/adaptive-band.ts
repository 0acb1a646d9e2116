import { perSeries, signOf } from "../detector.ts";
import { type Moments, movingMoments } from "./moments.ts";

const HOUR = 60;
const SMOOTHING_MINUTES = 26 * HOUR;
const STDDEV_MULTIPLIER = 2;
const MARGIN_MULTIPLIER = 0.5;
/** Hours whose standard deviation is below this part of their mean do not widen the band. */
const COVAR_THRESHOLD = 0.5;
/** The hour around the same time yesterday and a week ago. */
const LONG_TERM: readonly (readonly [number, number])[] = [
  [-24.5 * HOUR, -23.5 * HOUR],
  [-168.5 * HOUR, -167.5 * HOUR],
];
/** The alert waits until the count has been outside for so long. */
const FOR_MINUTES = 5;
/** Half-width of the band in units of the mean before anything is known, so that a first count has a score. */
const SMALLEST_WIDTH = 0.01;

/**
 * Grafana's adaptive band, which follows the mean of the last hour. It is as wide as the widest of: two smoothed standard
 * deviations, half the mean, and the bands of yesterday's and last week's hour.
 *
 * Zeros are let through, which its selector `> 0` would hide, so that it can see an outage. The score is the distance from the mean in
 * units of the band, without the wait of five minutes that its alert has.
 * Source: github.com/grafana/promql-anomaly-detection, rules/adaptive.yml, with its constants.
 */
export const adaptiveBand = perSeries("Grafana's adaptive band", (series) => {
  const sign = signOf(series);
  const hour = movingMoments(series.counts, [[1 - HOUR, 1]]);
  const widths = bandWidths(series.counts, hour, sign);
  const score = series.counts.map((count, i) => (sign * (count - hour.mean[i]!)) / widths[i]!);
  return { score, isAlert: lastingAlerts(score) };
});

/** Distance of the band from the mean of the hour on the side of `sign`; the lower side ends at 0. Shape (minutes). */
function bandWidths(counts: Float64Array, hour: Moments, sign: 1 | -1): Float64Array {
  const variable = hour.variance.map((variance, i) => {
    const stddev = Math.sqrt(variance);
    return stddev > COVAR_THRESHOLD * hour.mean[i]! ? stddev : Number.NaN;
  });
  const smoothed = movingMoments(variable, [[1 - SMOOTHING_MINUTES, 1]]).mean;
  const bands = LONG_TERM.map((stretch) => movingMoments(counts, [stretch]));
  return hour.mean.map((mean, i) => {
    let width = Math.max(MARGIN_MULTIPLIER * mean, STDDEV_MULTIPLIER * (smoothed[i]! || 0));
    for (const band of bands) {
      const edge = sign * band.mean[i]! + STDDEV_MULTIPLIER * Math.sqrt(band.variance[i]!);
      if (edge - sign * mean > width) width = edge - sign * mean;
    }
    return Math.max(SMALLEST_WIDTH, sign === -1 ? Math.min(width, mean) : width);
  });
}

/** 1 once the count has been outside the band for five minutes; a missing one changes nothing. */
function lastingAlerts(score: Float64Array): Uint8Array {
  let outside = 0;
  return Uint8Array.from(score, (value) => {
    if (!Number.isNaN(value)) outside = value > 1 ? outside + 1 : 0;
    return outside > FOR_MINUTES ? 1 : 0;
  });
}
