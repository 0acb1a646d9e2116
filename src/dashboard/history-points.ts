const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Every tick of an hour of 10 s; more in the width of a chart would be a smear, so longer ranges come averaged. */
const MOST_POINTS = 400;

/** Steps that people count in. */
const stepsMs: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360].map((minutes) => minutes * MINUTE_MS),
];

/** How many points to ask for, so that a point is one tick, or the mean of ticks over a round step. */
export function historyPoints(rangeMs: number, tickMs: number): number {
  const ticks = Math.ceil(rangeMs / tickMs);
  if (ticks <= MOST_POINTS) return ticks;
  const step = stepsMs.find((each) => each % tickMs === 0 && rangeMs / each <= MOST_POINTS);
  return step === undefined ? MOST_POINTS : Math.ceil(rangeMs / step);
}
