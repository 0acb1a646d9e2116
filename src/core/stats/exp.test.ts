import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp } from "./exp.ts";

describe("exp", () => {
  test.each([
    // OEIS A001113, A068985, A019774; the last three to 40 digits by Python 3.11 decimal.
    [1, Math.E],
    [-1, 0.36787944117144233],
    [0.5, 1.6487212707001282],
    [Math.LN2, 2],
    [10, 22026.465794806718],
    [-20, 2.061153622438558e-9],
    [59.9, 1.033331017978809e26],
  ])("of %f is %f", (x, value) => {
    expect(Math.abs(exp(x) / value - 1)).toBeLessThan(1e-14);
  });

  test("is exact at 0, and does not hide what is beyond numbers", () => {
    expect(exp(0)).toBe(1);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(1000)).toBe(Infinity);
  });

  test("property: agrees with Math.exp to 1e-14, within its table and beyond", () => {
    fc.assert(
      fc.property(fc.double({ min: -200, max: 200, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
      }),
    );
  });

  test("rises from one step of its table to the next without a dent", () => {
    for (let border = -59.9375; border < 60; border += 0.125) {
      expect(exp(border + 1e-12)).toBeGreaterThan(exp(border - 1e-12));
    }
  });
});
