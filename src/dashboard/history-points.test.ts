import { expect, test } from "vitest";
import { historyPoints } from "./history-points.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [HOUR, 10_000, 360, "every tick of an hour of 10 s"],
  [6 * HOUR, 10_000, 360, "a point a minute"],
  [24 * HOUR, 10_000, 288, "a point in five minutes"],
  [24 * HOUR, MINUTE, 288, "a point in five minutes of minute data"],
  [15 * MINUTE, MINUTE, 15, "every minute"],
  [HOUR, 1000, 360, "a point in ten seconds of one-second ticks"],
  [24 * HOUR, 7000, 400, "no round step of an odd tick"],
])("%d ms of %d ms ticks are %d points: %s", (rangeMs, tickMs, points) => {
  expect(historyPoints(rangeMs, tickMs)).toBe(points);
});
