import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cdf, logPmf, logPmfRatio, quantile, upperTail, zeroLogProbability } from "./negative-binomial.ts";

/** Means from 0.001 to 10,000 and shapes from 0.1 to beyond the Poisson border, evenly on a log scale. */
const mean = fc.double({ min: -3, max: 4, noNaN: true }).map((exponent) => 10 ** exponent);
const shape = fc.oneof(
  fc.double({ min: -1, max: 16, noNaN: true }).map((exponent) => 10 ** exponent),
  fc.constant(Infinity),
);

/** A whole number some standard deviations from the mean, not below 0. */
function countAt(m: number, r: number, sigmas: number): number {
  return Math.max(0, Math.round(m + sigmas * Math.sqrt(m + (m * m) / r)));
}

describe("logPmf", () => {
  test.each([
    [0, 4, 2.5, -2.388778612568591],
    [7, 4, 2.5, -2.9078441337815613],
    [130, 100, 40, -5.179231294513521],
    [12, 0.05, 0.3, -26.241196075999657],
    [3, 0.5, Infinity, -4.371201010907891],
    [5100, 5000, Infinity, -6.180851992947282],
  ])("(%i; %f, %f) agrees with SciPy 1.10.1 stats.nbinom / poisson.logpmf", (y, m, r, value) => {
    // SciPy subtracts large log-gammas; 1e-9 is what it can promise at 5100.
    expect(logPmf(y, m, r)).toBeCloseTo(value, 9);
  });

  test("property: probabilities sum to 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 200, noNaN: true }), shape, (m, r) => {
        const last = quantile(1 - 1e-9, m, r);
        fc.pre(last < 20_000);
        let sum = 0;
        for (let y = 0; y <= last; y++) sum += Math.exp(logPmf(y, m, r));
        expect(Math.abs(sum + upperTail(last + 1, m, r) - 1)).toBeLessThan(1e-11);
      }),
    );
  });

  test("property: neighbours have the ratio q·(y + r)/(y + 1) at every shape", () => {
    fc.assert(
      fc.property(mean, shape, fc.double({ min: -5, max: 5, noNaN: true }), (m, r, sigmas) => {
        const y = countAt(m, r, sigmas);
        const ratio = r === Infinity ? m / (y + 1) : ((m / (m + r)) * (y + r)) / (y + 1);
        expect(Math.abs(logPmf(y + 1, m, r) - logPmf(y, m, r) - Math.log(ratio))).toBeLessThan(1e-10);
      }),
    );
  });

  test("the shapes on both sides of the Poisson border agree", () => {
    for (const [y, m] of [
      [0, 3],
      [40, 30],
      [5200, 5000],
    ] as const) {
      expect(logPmf(y, m, 0.99e15)).toBeCloseTo(logPmf(y, m, Infinity), 9);
      expect(upperTail(y, m, 0.99e15) / upperTail(y, m, Infinity)).toBeCloseTo(1, 9);
    }
  });

  test("a mean of zero has only the count zero", () => {
    expect(zeroLogProbability(0, 3)).toBe(-0);
    expect(logPmf(1, 0, 3)).toBe(-Infinity);
    expect(logPmf(-1, 2, 3)).toBe(-Infinity);
    expect(upperTail(1, 0, 3)).toBe(0);
    expect(cdf(0, 0, 3)).toBe(1);
    expect(quantile(0.99, 0, 3)).toBe(0);
  });
});

describe("zeroLogProbability", () => {
  test.each([
    [4, 2.5, -2.388778612568591],
    [0.05, 0.3, -0.046245203948177466],
    [5000, 333, -923.5843979665127],
    [0.5, Infinity, -0.5],
  ])("for mean %f, shape %f agrees with SciPy 1.17.1 stats.nbinom / poisson.logpmf of 0", (m, r, value) => {
    expect(zeroLogProbability(m, r) / value).toBeCloseTo(1, 12);
  });
});

describe("tails", () => {
  test.each([
    [8, 4, 2.5, 0.1334647872763806],
    [300, 100, 40, 3.097152069842594e-14],
    [7000, 5000, 333, 1.190853497707296e-10],
    [40, 5, 0.7, 0.0024132143598529616],
    [10, 0.05, Infinity, 2.5715803516000737e-20],
    [60, 30, Infinity, 9.251868804915133e-7],
    [5400, 5000, Infinity, 1.2076296312214793e-8],
  ])("P(Y ≥ %i) for mean %f, shape %f agrees with SciPy 1.10.1 sf(y − 1)", (y, m, r, value) => {
    expect(Math.abs(upperTail(y, m, r) / value - 1)).toBeLessThan(1e-10);
  });

  test.each([
    [2, 40, 12, 1.2861613401738844e-6],
    [60, 100, 40, 0.009196382086487794],
    [4200, 5000, 333, 0.001501169754315908],
  ])("P(Y ≤ %i) for mean %f, shape %f agrees with SciPy 1.10.1 cdf", (y, m, r, value) => {
    expect(Math.abs(cdf(y, m, r) / value - 1)).toBeLessThan(1e-10);
  });

  test("property: P(Y ≥ y) + P(Y ≤ y − 1) = 1, and neither moves the wrong way", () => {
    fc.assert(
      fc.property(mean, shape, fc.double({ min: -6, max: 12, noNaN: true }), (m, r, sigmas) => {
        const y = countAt(m, r, sigmas);
        expect(Math.abs(upperTail(y, m, r) + cdf(y - 1, m, r) - 1)).toBeLessThan(1e-12);
        expect(cdf(y + 1, m, r)).toBeGreaterThanOrEqual(cdf(y, m, r) - 1e-13);
        expect(upperTail(y + 1, m, r)).toBeLessThanOrEqual(upperTail(y, m, r) + 1e-13);
      }),
    );
  });

  test("property: a tail shrinks by its own probability, to full relative precision", () => {
    fc.assert(
      fc.property(mean, shape, fc.double({ min: 1, max: 12, noNaN: true }), (m, r, sigmas) => {
        const y = countAt(m, r, sigmas);
        const tail = upperTail(y, m, r);
        fc.pre(tail > 1e-280);
        const shrunk = Math.exp(logPmf(y, m, r)) + upperTail(y + 1, m, r);
        expect(Math.abs(shrunk / tail - 1)).toBeLessThan(1e-11);
      }),
    );
  });

  test("NaN stays NaN", () => {
    expect(upperTail(3, Number.NaN, 4)).toBeNaN();
    expect(cdf(Number.NaN, 2, 4)).toBeNaN();
    expect(quantile(0.5, 2, Number.NaN)).toBeNaN();
  });
});

describe("quantile", () => {
  test.each([
    [0.999, 100, 40, 166],
    [0.001, 100, 40, 51],
    [0.975, 5000, 333, 5569],
    [0.5, 0.3, 2, 0],
    [0.9999, 5000, 0.5, 75687],
    [0.999, 5000, Infinity, 5220],
    [0.01, 30, Infinity, 18],
  ])("of %f for mean %f, shape %f agrees with SciPy 1.10.1 ppf", (p, m, r, value) => {
    expect(quantile(p, m, r)).toBe(value);
  });

  test("property: it is the smallest count whose cdf reaches p", () => {
    const probability = fc.oneof(
      fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
      fc.double({ min: -9, max: -1, noNaN: true }).map((exponent) => 1 - 10 ** exponent),
    );
    fc.assert(
      fc.property(probability, mean, shape, (p, m, r) => {
        const y = quantile(p, m, r);
        expect(cdf(y, m, r)).toBeGreaterThanOrEqual(p);
        expect(y === 0 ? 0 : cdf(y - 1, m, r)).toBeLessThan(p);
      }),
      { numRuns: 500 },
    );
  });

  test("property: asked for the cdf of a count, it gives back the count", () => {
    fc.assert(
      fc.property(mean, shape, fc.double({ min: -3, max: 3, noNaN: true }), (m, r, sigmas) => {
        const y = countAt(m, r, sigmas);
        fc.pre(Math.exp(logPmf(y, m, r)) > 1e-12);
        expect(quantile(cdf(y, m, r), m, r)).toBe(y);
      }),
    );
  });

  test("the ends are 0 and infinity, and outside there is no value", () => {
    expect(quantile(0, 5, 2)).toBe(0);
    expect(quantile(1, 5, 2)).toBe(Infinity);
    expect(quantile(1.1, 5, 2)).toBeNaN();
    expect(quantile(0.5, -1, 2)).toBeNaN();
    expect(quantile(0.999, 1e300, 2)).toBeNaN();
  });
});

describe("logPmfRatio", () => {
  test("property: is the difference of the two logarithms", () => {
    const someMean = fc.double({ min: 0.01, max: 2000, noNaN: true });
    const someShape = fc.double({ min: 0.5, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.nat(200), someMean, someShape, someMean, someShape, (y, m, r, n, s) => {
        const expected = logPmf(y, m, r) - logPmf(y, n, s);
        expect(Math.abs(logPmfRatio(y, m, r, n, s) - expected)).toBeLessThan(
          1e-9 * (1 + Math.abs(logPmf(y, m, r)) + Math.abs(logPmf(y, n, s)) + m + n),
        );
      }),
    );
  });

  test("of a distribution with itself is 0", () => {
    expect(logPmfRatio(7, 5, 3, 5, 3)).toBe(0);
  });
});
