import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regularisedBeta } from "./incomplete-beta.ts";

describe("regularisedBeta", () => {
  test.each([
    [2, 3, 0.4, 0.5247999999999999],
    [0.3, 0.7, 0.01, 0.21576857250318618],
    [5000, 333, 0.93, 0.013297169846372109],
    [40, 1e6, 6e-5, 0.9974546468529176],
  ])("(%f, %f, %f) agrees with SciPy 1.10.1 special.betainc, relative 1e-11", (a, b, x, value) => {
    // SciPy itself is good to about 1e-12 here.
    expect(Math.abs(regularisedBeta(a, b, x) / value - 1)).toBeLessThan(1e-11);
  });

  test("the ends are 0 and 1, and outside there is no value", () => {
    expect(regularisedBeta(2, 3, 0)).toBe(0);
    expect(regularisedBeta(2, 3, 1)).toBe(1);
    expect(regularisedBeta(0, 3, 0.5)).toBeNaN();
    expect(regularisedBeta(2, 3, 1.1)).toBeNaN();
  });

  test("property: I(x; a, b) + I(1 − x; b, a) = 1, also across the switch of formulas", () => {
    const parameter = fc.double({ min: 0.05, max: 2000, noNaN: true });
    fc.assert(
      fc.property(parameter, parameter, fc.integer({ min: 1, max: 1023 }), (a, b, x) => {
        const sum = regularisedBeta(a, b, x / 1024) + regularisedBeta(b, a, 1 - x / 1024);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
      }),
    );
  });
});
