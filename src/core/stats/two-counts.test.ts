import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom, negativeBinomialDraw, poissonDraw } from "./random.ts";
import { fewerProbability, moreProbability, type Pair, robustScatter, type Sample } from "./two-counts.ts";

const day = (total: number): Sample => ({ total, days: 1 });

describe("a count against the count of another time", () => {
  test("no seeds against three in as much: 1/8, as Przyborowski & Wilenski (1940) have it", () => {
    expect(fewerProbability(day(0), { reference: day(3), ratio: 1, phi: 0 })).toBeCloseTo(0.125, 14);
  });

  test.each([
    [2, 48, 1, 1, 1.1333156635373598e-12, 0.9999999999999547],
    [19, 32, 1, 1, 0.045957274907927115, 0.9755630538408648],
    [13, 554, 30, 1, 0.12435633710859037, 0.9219037036989007],
    [55, 206, 7, 1.4, 0.9741222203497524, 0.036800780520269714],
    [8, 0, 1, 1, 1, 0.00390625],
  ])(
    "%d against %d over %d days at ratio %f is the conditional binomial test (SciPy 1.17 stats.binom, relative 1e-10)",
    (y, total, days, ratio, fewer, more) => {
      const contrast = { reference: { total, days }, ratio, phi: 0 };
      expect(fewerProbability(day(y), contrast) / fewer).toBeCloseTo(1, 10);
      expect(moreProbability(day(y), contrast) / more).toBeCloseTo(1, 10);
    },
  );

  test.each([
    [10, 25, 20, 0.0395552939246116, "fewer"],
    [40, 20, 8, 0.12900485430078024, "more"],
  ])(
    "%d against %d with scatter 1/%d is near the exact conditional (SciPy 1.17 stats.betabinom), and not below half of it",
    (y, total, r, exact, side) => {
      const contrast = { reference: day(total), ratio: 1, phi: 1 / r };
      const ours = side === "fewer" ? fewerProbability(day(y), contrast) : moreProbability(day(y), contrast);
      expect(ours / exact).toBeGreaterThan(0.5);
      expect(ours / exact).toBeLessThan(2);
    },
  );

  test("0 against a mean of 0.4 is nothing, whatever the mean was taken over", () => {
    for (const days of [1, 7, 30]) {
      const reference = { total: 0.4 * days, days };
      expect(fewerProbability(day(0), { reference, ratio: 1, phi: 0 })).toBeGreaterThan(0.6);
    }
  });

  test("a mean over many days is known better than the count of one", () => {
    const by = (days: number) =>
      fewerProbability(day(20), { reference: { total: 40 * days, days }, ratio: 1, phi: 0.01 });
    expect(by(30)).toBeLessThan(by(7));
    expect(by(7)).toBeLessThan(by(1));
  });

  test("property: no more false alarms than asked for, of counts and of means over days", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.4, 3, 20, 150),
        fc.constantFrom(1, 7, 30),
        fc.integer({ min: 0, max: 1e6 }),
        (mean, days, seed) => {
          const random = createRandom(seed);
          const runs = 1500;
          let alarms = 0;
          for (let run = 0; run < runs; run++) {
            const reference = { total: poissonDraw(mean * days, random), days };
            const y = day(poissonDraw(mean, random));
            const p = Math.min(
              fewerProbability(y, { reference, ratio: 1, phi: 0 }),
              moreProbability(y, { reference, ratio: 1, phi: 0 }),
            );
            if (2 * p <= 0.05) alarms += 1;
          }
          // Four standard errors of a share of 0.05 in 1500.
          expect(alarms / runs).toBeLessThan(0.05 + 0.0225);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("property: the more is counted, the less probable is more and the more probable is less", () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, fc.double({ min: 0, max: 1, noNaN: true }), (y, total, phi) => {
        const contrast = { reference: day(total), ratio: 1, phi };
        expect(fewerProbability(day(y + 1), contrast)).toBeGreaterThanOrEqual(fewerProbability(day(y), contrast));
        expect(moreProbability(day(y + 1), contrast)).toBeLessThanOrEqual(moreProbability(day(y), contrast));
      }),
    );
  });
});

describe("scatter between days", () => {
  function pairs(phi: number, wild: number, seed: number): Pair[] {
    const random = createRandom(seed);
    return Array.from({ length: 600 }, (_, index) => {
      const mean = 20 + (index % 100);
      const draw = () => negativeBinomialDraw(mean, phi === 0 ? Infinity : 1 / phi, random);
      const y = day(index < wild * 600 ? 0 : draw());
      return { y, contrast: { reference: day(draw()), ratio: 1 } };
    });
  }

  test.each([0.02, 0.1])("of %f is seen", (phi) => {
    expect(robustScatter(pairs(phi, 0, 1))).toBeGreaterThan(0.7 * phi);
    expect(robustScatter(pairs(phi, 0, 1))).toBeLessThan(1.4 * phi);
  });

  test("is not moved much by a tenth of the slots that are off", () => {
    expect(robustScatter(pairs(0.02, 0.1, 2))).toBeLessThan(0.05);
  });

  test("of Poisson counts is next to nothing, and without pairs is nothing", () => {
    expect(robustScatter(pairs(0, 0, 3))).toBeLessThan(0.01);
    expect(robustScatter([])).toBe(0);
  });
});
