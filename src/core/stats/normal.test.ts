import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalCdf, normalDensity, roughNormalQuantile } from "./normal.ts";

/** x, Φ(x), φ(x): SciPy 1.10.1 `stats.norm.cdf`, `stats.norm.pdf`. */
const reference: readonly [number, number, number][] = [
  [-10, 7.61985302416047e-24, 7.69459862670642e-23],
  [-1.96, 0.024997895148220435, 0.058440944333451476],
  [-0.3, 0.3820885778110474, 0.38138781546052414],
  [1, 0.8413447460685429, 0.24197072451914337],
  [3, 0.9986501019683699, 0.004431848411938008],
];

describe("the normal distribution", () => {
  test.each(reference)("at %f agrees with SciPy, relative 1e-14", (x, probability, density) => {
    expect(Math.abs(normalCdf(x) / probability - 1)).toBeLessThan(1e-14);
    expect(Math.abs(normalDensity(x) / density - 1)).toBeLessThan(1e-14);
  });

  test("the ends are 0 and 1, and NaN stays NaN", () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(Number.NaN)).toBeNaN();
    expect(roughNormalQuantile(0)).toBe(-Infinity);
    expect(roughNormalQuantile(1)).toBe(Infinity);
  });

  test("property: Φ(x) + Φ(−x) = 1 and Φ never falls", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, step) => {
          expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThan(4e-16);
          // Across the border of two approximations a fall of a few units in the last place is possible.
          expect(normalCdf(x + step)).toBeGreaterThanOrEqual(normalCdf(x) * (1 - 1e-14));
        },
      ),
    );
  });

  test.each([
    [1e-6, -4.753424308822899],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.999, 3.090232306167813],
  ])("the rough quantile of %f is within 4.5e-4 of that of SciPy 1.17.1 stats.norm.ppf", (probability, x) => {
    expect(Math.abs(roughNormalQuantile(probability) - x)).toBeLessThan(4.5e-4);
  });

  test("property: the rough quantile is within 4.5e-4 of the true one", () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
        expect(Math.abs(roughNormalQuantile(normalCdf(x)) - x)).toBeLessThan(4.5e-4);
      }),
    );
  });
});
