import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { log1p } from "./log1p.ts";

describe("log1p", () => {
  test.each([
    // OEIS A002162, A002391, A002392, A016627; the small ones to 40 digits by Python 3.11 decimal.
    [1, Math.LN2],
    [2, 1.0986122886681098],
    [9, Math.LN10],
    [-0.75, -1.3862943611198906],
    [1e-5, 9.999950000333332e-6],
    [-1e-5, -0.00001000005000033334],
    [1e-300, 1e-300],
  ])("of %f is %f", (x, value) => {
    expect(Math.abs(log1p(x) / value - 1)).toBeLessThan(1e-13);
  });

  test("is exact at 0, and does not hide what is beyond numbers", () => {
    expect(log1p(0)).toBe(0);
    expect(log1p(-1)).toBe(-Infinity);
    expect(log1p(-2)).toBeNaN();
    expect(log1p(Number.NaN)).toBeNaN();
    expect(log1p(Infinity)).toBe(Infinity);
  });

  test("property: agrees with Math.log1p to 1e-13, near 0, within its table and beyond", () => {
    const size = fc.double({ min: -18, max: 3, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(size, fc.boolean(), (magnitude, isBelow) => {
        const x = isBelow ? -Math.min(magnitude, 0.999) : magnitude;
        expect(Math.abs(log1p(x) / Math.log1p(x) - 1)).toBeLessThan(1e-13);
      }),
    );
  });

  test("rises from one cell of its table to the next without a dent", () => {
    for (let power = 2 ** -6; power < 64; power *= 2) {
      for (let cell = 0; cell < 64; cell++) {
        const border = power * (1 + cell / 64) - 1;
        const step = 1e-11 * (border + 1);
        expect(log1p(border + step)).toBeGreaterThan(log1p(border - step));
      }
    }
  });
});
