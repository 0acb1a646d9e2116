import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { upperTail } from "../stats/negative-binomial.ts";
import { FALLS, RISES } from "./effects.ts";
import { countOvershoot, informationOf, overshoot } from "./overshoot.ts";

const EFFECTS = [...RISES, ...FALLS];

/**
 * Exact ν of the log-likelihood ratio S_n of n Poisson counts, by Spitzer's identity: Siegmund (1985), Sequential Analysis, chapter 8.
 *
 *   ν = I⁻¹ exp(−Σ n⁻¹ (P₀(S_n > 0) + P₁(S_n ≤ 0)))        S_n > 0 for a rise as the sum of counts exceeds n m (f − 1)/ln f
 */
function exactOvershoot(effect: number, m: number): number {
  const border = (m * (effect - 1)) / Math.log(effect);
  let sum = 0;
  let term = 1;
  for (let n = 1; term > 1e-7; n++) {
    const first = effect > 1 ? Math.floor(n * border) + 1 : Math.ceil(n * border);
    const under0 = upperTail(first, n * m, Infinity);
    const under1 = upperTail(first, n * m * effect, Infinity);
    term = effect > 1 ? under0 + 1 - under1 : 1 - under0 + under1;
    sum += term / n;
  }
  return Math.exp(-sum) / informationOf(effect, m, Infinity);
}

describe("overshoot", () => {
  test("is 1 without information, falls as a tick tells more, and stays above zero", () => {
    expect(overshoot(0)).toBe(1);
    let last = 1;
    for (const information of [1e-6, 1e-4, 0.01, 0.1, 1, 10, 100, 1e5, 1e9]) {
      const factor = overshoot(information);
      expect(factor).toBeLessThanOrEqual(last);
      expect(factor).toBeGreaterThan(0);
      last = factor;
    }
  });

  test("its two forms meet, and follow exp(-0.583 x) while that holds (Siegmund 1985)", () => {
    expect(overshoot(0.01 ** 2 / 2 - 1e-9)).toBeCloseTo(overshoot(0.01 ** 2 / 2 + 1e-9), 3);
    for (const x of [0.05, 0.2, 1]) expect(overshoot((x * x) / 2) / Math.exp(-0.583 * x)).toBeCloseTo(1, 1);
  });
});

describe("informationOf", () => {
  test.each([
    // m (f ln f − f + 1), worked by hand: 2 ln 2 − 1, 1 − ln(2)/2 − 1/2, 10 ln 10 − 9.
    [1, 2, 0.3862943611198906],
    [10, 0.5, 1.5342640972002735],
    [0.1, 10, 1.4025850929940455],
  ])("of Poisson counts of mean %f for effect %f is the Kullback-Leibler divergence", (m, effect, nats) => {
    expect(informationOf(effect, m, Infinity)).toBeCloseTo(nats, 12);
  });

  test("is less where counts scatter more", () => {
    expect(informationOf(2, 50, 20)).toBeLessThan(informationOf(2, 50, Infinity) / 3);
  });
});

describe("countOvershoot", () => {
  test.each([0.05, 0.2, 1, 2, 5])("of Poisson counts of mean %f is exact within 3 % by Spitzer's identity", (m) => {
    // The table holds every half decade; between its cells it is off by up to 2.9 %.
    for (const effect of EFFECTS) {
      expect(Math.abs(countOvershoot(effect, m, Infinity) / exactOvershoot(effect, m) - 1)).toBeLessThan(0.03);
    }
  });

  test("at the first mean of its table it is exact to a thousandth", () => {
    for (const effect of [1.5, 2, 4, 10, 0.4, 0.03]) {
      expect(Math.abs(countOvershoot(effect, 0.01, Infinity) / exactOvershoot(effect, 0.01) - 1)).toBeLessThan(1e-3);
    }
  });

  test("beyond its table it is off by less than a tenth above, and on the quiet side by a fifth below", () => {
    for (const effect of EFFECTS) {
      for (const m of [15, 50, 200]) {
        expect(Math.abs(countOvershoot(effect, m, Infinity) / exactOvershoot(effect, m) - 1)).toBeLessThan(0.1);
      }
    }
    for (const effect of [4, 10]) {
      const ratio = countOvershoot(effect, 0.001, Infinity) / exactOvershoot(effect, 0.001);
      expect(ratio).toBeGreaterThan(1);
      expect(ratio).toBeLessThan(1.2);
    }
  });

  test("property: is above 0 and at most 1.08, and no larger for more Poisson counts", () => {
    const mean = fc.double({ min: -6, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
    const shape = fc.double({ min: -1, max: 9, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(fc.constantFrom(...EFFECTS), mean, shape, (effect, m, r) => {
        const factor = countOvershoot(effect, m, r);
        expect(factor).toBeGreaterThan(0);
        // The correction of a fall to nothing, which below its table meets a Brownian factor of 1.
        expect(factor).toBeLessThanOrEqual(1.08);
        expect(countOvershoot(effect, 100 * m, Infinity)).toBeLessThanOrEqual(countOvershoot(effect, m, Infinity));
      }),
    );
  });
});
