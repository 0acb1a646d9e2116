import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cdf } from "../stats/negative-binomial.ts";
import { normalBounds } from "./bounds.ts";

describe("normalBounds", () => {
  test("property: a tick as predicted lies outside at most once in 500, and the expected count lies inside", () => {
    const mean = fc.double({ min: 1e-4, max: 5000, noNaN: true });
    const shape = fc.double({ min: 0.3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(mean, shape, (m, r) => {
        const { lower, upper } = normalBounds(m, r);
        expect(cdf(lower - 1, m, r)).toBeLessThanOrEqual(0.001 + 1e-9);
        expect(1 - cdf(upper, m, r)).toBeLessThanOrEqual(0.001 + 1e-9);
        expect(lower).toBeLessThanOrEqual(Math.ceil(m));
        expect(upper).toBeGreaterThanOrEqual(Math.floor(m));
      }),
    );
  });

  test("where nothing was predicted there is no band", () => {
    expect(normalBounds(Number.NaN, 3)).toEqual({ lower: Number.NaN, upper: Number.NaN });
    expect(normalBounds(3, Number.NaN)).toEqual({ lower: Number.NaN, upper: Number.NaN });
  });

  test("almost nothing expected: nothing is the whole of normal", () => {
    expect(normalBounds(1e-7, 0.3)).toEqual({ lower: 0, upper: 0 });
  });
});
