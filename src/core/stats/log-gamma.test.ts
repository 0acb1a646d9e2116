import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logFactorial, logGamma, poissonDeviance, stirlingError } from "./log-gamma.ts";

/** x, lnΓ(x): SciPy 1.10.1 `special.gammaln`; at 2.000001 mpmath with 40 digits. */
const reference: readonly [number, number][] = [
  [0.001, 6.907178885383853],
  [0.5, 0.5723649429247],
  [1.25, -0.09827183642181311],
  [2.000001, 4.227846576654332e-7],
  [7.7, 7.926541356269006],
  [171.5, 709.1431630309283],
  [1e6, 12815504.569147611],
];

describe("logGamma", () => {
  test.each(reference)("at %f agrees with the reference, relative 1e-13", (x, value) => {
    // 2.000001 itself is a rounded number, which moves the value near the root by 1e-10 relative.
    const tolerance = x === 2.000001 ? 1e-9 : 1e-13;
    expect(Math.abs(logGamma(x) / value - 1)).toBeLessThan(tolerance);
  });

  test("the roots are exact and the edges are told", () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    expect(logGamma(0)).toBe(Infinity);
    expect(logGamma(-0.5)).toBeNaN();
    expect(logGamma(Number.NaN)).toBeNaN();
  });

  test("property: lnΓ(x + 1) = lnΓ(x) + ln x", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (x) => {
        const after = logGamma(x + 1);
        expect(Math.abs(after - logGamma(x) - Math.log(x))).toBeLessThan(1e-14 * (10 + Math.abs(after)));
      }),
    );
  });
});

describe("logFactorial", () => {
  test("agrees with mpmath, inside and beyond its table", () => {
    expect(logFactorial(0)).toBe(0);
    expect(logFactorial(10)).toBeCloseTo(Math.log(3_628_800), 13);
    expect(logFactorial(52)).toBeCloseTo(156.3608363030788, 12);
    expect(logFactorial(1000)).toBeCloseTo(5912.128178488163, 10);
  });
});

describe("stirlingError", () => {
  test.each([
    [0.5, 0.15342640972002736],
    [3, 0.02767792568499834],
    [20, 0.004166319691996922],
  ])("at %f agrees with mpmath", (n, value) => {
    expect(Math.abs(stirlingError(n) - value)).toBeLessThan(1e-14);
  });
});

describe("poissonDeviance", () => {
  test("agrees with mpmath near and far from the mean", () => {
    expect(poissonDeviance(1000001, 1000000) / 4.999998333334167e-7 - 1).toBeCloseTo(0, 14);
    expect(poissonDeviance(3, 10)).toBeCloseTo(3.388081587022192, 14);
    expect(poissonDeviance(0, 10)).toBe(10);
    expect(poissonDeviance(7, 7)).toBe(0);
  });
});
