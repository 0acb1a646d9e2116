import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regularisedGamma } from "./incomplete-gamma.ts";

describe("regularisedGamma", () => {
  test.each([
    [2, 3, 0.8008517265285442],
    [0.3, 0.01, 0.27924099635901484],
    [5000, 4800, 0.002102795480730475],
    [100, 160, 0.999999855797755],
  ])("(%f, %f) agrees with SciPy 1.10.1 special.gammainc, relative 1e-12", (a, x, value) => {
    expect(Math.abs(regularisedGamma(a, x) / value - 1)).toBeLessThan(1e-12);
  });

  test("the ends are 0 and 1, and outside there is no value", () => {
    expect(regularisedGamma(2, 0)).toBe(0);
    expect(regularisedGamma(2, Infinity)).toBe(1);
    expect(regularisedGamma(0, 1)).toBeNaN();
    expect(regularisedGamma(1, -1)).toBeNaN();
  });

  test("property: P(a, x) − P(a + 1, x) = xᵃ·e⁻ˣ/Γ(a + 1), also across the switch of formulas", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 90, noNaN: true }), (a, x) => {
        let term = Math.exp(-x);
        for (let i = 1; i <= a; i++) term *= x / i;
        expect(Math.abs(regularisedGamma(a, x) - regularisedGamma(a + 1, x) - term)).toBeLessThan(1e-13);
      }),
    );
  });
});
