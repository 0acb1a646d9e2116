import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SlidingSum } from "./sliding-sum.ts";

const value = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 5000 }) }, fc.constant(Number.NaN));

describe("SlidingSum", () => {
  test("property: it is the plain sum of the last ticks, and unknown while one of them is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(value, { maxLength: 40 }), (ticks, values) => {
        const sliding = new SlidingSum(ticks, 0);
        for (const [index, one] of values.entries()) {
          sliding.add(2, (row) => one + row);
          const last = values.slice(Math.max(0, index + 1 - ticks), index + 1);
          expect(sliding.sum(0)).toBe(last.reduce((sum, each) => sum + each, 0));
          expect(sliding.sum(1)).toBe(last.reduce((sum, each) => sum + each + 1, 0));
        }
      }),
    );
  });

  test("a row that comes later begins with what it had before", () => {
    const counts = new SlidingSum(3, 0);
    const expected = new SlidingSum(2, Number.NaN);
    counts.add(1, () => 5);
    for (let tick = 0; tick < 2; tick++) {
      counts.add(2, () => 4);
      expected.add(2, () => 4);
      expect(expected.sum(1)).toBe(tick === 0 ? Number.NaN : 8);
    }
    expect(counts.sum(0)).toBe(13);
    expect(counts.sum(1)).toBe(8);
    expect(counts.sum(2)).toBeNaN();
  });

  test("a large value leaves no crumbs behind", () => {
    const sliding = new SlidingSum(4, 0);
    sliding.add(1, () => 1e9);
    for (let tick = 0; tick < 8; tick++) sliding.add(1, () => 0.1);
    expect(sliding.sum(0)).toBeCloseTo(0.4, 6);
  });
});
