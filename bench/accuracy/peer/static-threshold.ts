import { perSeries, readingAbove, signOf } from "../detector.ts";

const QUANTILE = 0.999;

/**
 * A limit that never moves: the 99.9 % quantile of the weeks before (of falls the 0.1 % quantile), as set by looking at a
 * dashboard. The score is the count in units of the mean, so that one limit in hindsight suits series of one level.
 */
export function staticThreshold(scoredFrom: number) {
  return perSeries("Static threshold", (series) => {
    const sign = signOf(series);
    const past = series.counts.slice(0, scoredFrom).filter((count) => !Number.isNaN(count));
    const mean =
      Math.max(
        1,
        past.reduce((sum, count) => sum + count, 0),
      ) / past.length;
    const score = series.counts.map((count) => (sign * count) / mean);
    const sorted = past.map((count) => (sign * count) / mean).sort();
    return readingAbove(sorted[Math.floor(QUANTILE * sorted.length)] ?? Infinity, score);
  });
}
