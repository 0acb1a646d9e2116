import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanTrafficCurve, trafficCurve } from "./traffic-curve.ts";

const HOUR_MS = 3_600_000;
const WEDNESDAY = Date.UTC(2026, 2, 4);

describe("the traffic curve", () => {
  test("the afternoon is eight times as busy as the night", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => trafficCurve(WEDNESDAY + hour * HOUR_MS, 0));
    expect(hours.indexOf(Math.max(...hours))).toBe(15);
    expect(hours.indexOf(Math.min(...hours))).toBe(3);
    expect(Math.max(...hours) / Math.min(...hours)).toBeCloseTo(8, 10);
  });

  test("Friday is the busiest day and Sunday the quietest", () => {
    const noons = Array.from({ length: 7 }, (_, day) => trafficCurve(WEDNESDAY + (24 * day + 12) * HOUR_MS, 0));
    expect(noons.indexOf(Math.max(...noons))).toBe(2);
    expect(noons.indexOf(Math.min(...noons))).toBe(4);
  });

  test("people live by local time", () => {
    expect(trafficCurve(WEDNESDAY + 18 * HOUR_MS, -180)).toBe(trafficCurve(WEDNESDAY + 15 * HOUR_MS, 0));
  });

  test("property: it never jumps, midnight and years before 1970 included", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 4e12 }), (at) => {
        expect(Math.abs(trafficCurve(at + 60_000, 0) / trafficCurve(at, 0) - 1)).toBeLessThan(0.01);
      }),
    );
  });

  test("its mean lies between trough and peak", () => {
    expect(meanTrafficCurve()).toBeGreaterThan(trafficCurve(WEDNESDAY + 3 * HOUR_MS, 0));
    expect(meanTrafficCurve()).toBeLessThan(trafficCurve(WEDNESDAY + 15 * HOUR_MS, 0));
  });
});
