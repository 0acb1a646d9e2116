import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logPmf, quantile } from "../stats/negative-binomial.ts";
import { createRandom, negativeBinomialDraw } from "../stats/random.ts";
import { Evidence, logRatio, overshoot } from "./evidence.ts";

const EFFECTS = [0.03, 0.4, 0.65, 1.25, 1.5, 2, 4, 10];
const UP = [1.25, 1.5, 2, 4, 10];

function powerOf10(from: number, to: number) {
  return fc.double({ min: from, max: to, noNaN: true }).map((exponent) => 10 ** exponent);
}

const mean = powerOf10(-3, 4);
const shape = powerOf10(-0.5, 7);
const effect = fc.constantFrom(...EFFECTS);

/** E[exp l] under the predicted counts, summed over all counts that matter to it, and whether the cut at 60 touches it. */
function expectedRatio(m: number, r: number, f: number): { sum: number; isCut: boolean } {
  const first = quantile(1e-13, Math.min(1, f) * m, r);
  const last = quantile(1 - 1e-13, Math.max(1, f) * m, r);
  let sum = 0;
  for (let y = first; y <= last; y++) sum += Math.exp(logPmf(y, m, r) + logRatio(y, m, r, f));
  return { sum, isCut: Math.abs(logRatio(first, m, r, f)) >= 60 || Math.abs(logRatio(last, m, r, f)) >= 60 };
}

function evidenceOf(effects: readonly number[], slots = 1): Evidence {
  const evidence = new Evidence(effects);
  evidence.grow(slots);
  return evidence;
}

describe("logRatio", () => {
  test("property: its exponential has expectation 1 under the predicted counts, less where it is cut", () => {
    fc.assert(
      fc.property(mean, shape, effect, (m, r, f) => {
        fc.pre(quantile(1 - 1e-13, Math.max(1, f) * m, r) < 20_000);
        const { sum, isCut } = expectedRatio(m, r, f);
        expect(sum).toBeLessThan(1 + 1e-9);
        if (!isCut) expect(sum).toBeGreaterThan(1 - 1e-9);
      }),
    );
  });

  test.each([
    [0.001, 10],
    [0.5, 4],
    [20, 2],
    [600, 1.25],
    [50, 0.4],
  ])("so it has for Poisson counts of mean %f and effect %f", (m, f) => {
    expect(expectedRatio(m, Infinity, f).sum).toBeCloseTo(1, 9);
  });

  test("property: a larger count speaks more for a rise and less for a fall", () => {
    fc.assert(
      fc.property(mean, shape, effect, fc.nat(20_000), fc.integer({ min: 1, max: 50 }), (m, r, f, y, more) => {
        const change = logRatio(y + more, m, r, f) - logRatio(y, m, r, f);
        expect(change * Math.sign(f - 1)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("property: the two forms meet where the negative binomial gives way to Poisson", () => {
    fc.assert(
      fc.property(powerOf10(-3, 2), effect, fc.double({ min: 0, max: 3, noNaN: true }), (m, f, times) => {
        const y = Math.round(m * times);
        // The first term of the difference in powers of 1/r.
        const shift = Math.abs(f - 1) * m;
        const bound = (shift * (Math.abs(y - m) + shift)) / 1e7 + 1e-8;
        expect(Math.abs(logRatio(y, m, 1e7, f) - logRatio(y, m, 1.0001e7, f))).toBeLessThanOrEqual(bound);
      }),
    );
  });

  test("is cut at 60 nats either way", () => {
    expect(logRatio(10_000, 1, 1000, 10)).toBe(60);
    expect(logRatio(0, 10_000, Infinity, 10)).toBe(-60);
  });
});

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

describe("Evidence", () => {
  /** R of the mixture times K ν is M, for a single effect whose weights do not change. */
  function statisticAfter(ticks: number, m: number, r: number, f: number, draw: () => number): number {
    const evidence = evidenceOf([f]);
    const information = (m * (f * Math.log(f) - f + 1)) / (1 + (0.5 * m * Math.max(1, f)) / r);
    let total = 0;
    for (let tick = 0; tick < ticks; tick++) total = evidence.update(0, draw(), m, r, false);
    return total * overshoot(information);
  }

  test.each([
    [2, 20, 1.25],
    [4, 200, 0.65],
    [0.2, 5, 2],
  ])("is n on average after n ticks as predicted (mean %f, shape %f, effect %f)", (m, r, f) => {
    const random = createRandom(7);
    const ticks = 12;
    const runs = 6000;
    let sum = 0;
    let squares = 0;
    for (let run = 0; run < runs; run++) {
      const value = statisticAfter(ticks, m, r, f, () => negativeBinomialDraw(m, r, random));
      sum += value;
      squares += value * value;
    }
    const average = sum / runs;
    const error = Math.sqrt((squares / runs - average ** 2) / runs);
    expect(Math.abs(average - ticks)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(2);
  });

  test.each([
    [0.05, 3],
    [5, 50],
    [500, 300],
  ])("reaches A after at least 0.8 A ticks on average (mean %f, shape %f)", (m, r) => {
    const random = createRandom(11);
    const threshold = 150;
    const runs = 250;
    let ticks = 0;
    for (let run = 0; run < runs; run++) {
      const evidence = evidenceOf(UP);
      do ticks += 1;
      while (evidence.update(0, negativeBinomialDraw(m, r, random), m, r, false) < threshold);
    }
    expect(ticks / runs).toBeGreaterThan(0.8 * threshold);
  });

  test("property: a larger count gives no less evidence of a rise, and no more of a fall", () => {
    const counts = fc.array(fc.nat(60), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(counts, fc.nat(19), fc.integer({ min: 1, max: 30 }), shape, (before, place, more, r) => {
        const raised = before.with(place % before.length, (before[place % before.length] ?? 0) + more);
        const last = (effects: readonly number[], values: readonly number[]): number => {
          const evidence = evidenceOf(effects);
          return values.reduce((_, y) => evidence.update(0, y, 20, r, false), 0);
        };
        expect(last(UP, raised)).toBeGreaterThanOrEqual(last(UP, before));
        expect(last([0.65, 0.4, 0.03], raised)).toBeLessThanOrEqual(last([0.65, 0.4, 0.03], before));
      }),
    );
  });

  test("a look at a tick moves nothing and says what its close would", () => {
    const evidence = evidenceOf(UP);
    for (let tick = 0; tick < 20; tick++) evidence.update(0, 6, 5, 100, false);
    const seen = evidence.peek(0, 12, 5, 100, false);
    evidence.peek(0, 500, 5, 100, false);
    expect(evidence.update(0, 12, 5, 100, false)).toBe(seen);
  });

  test("small effects are left out while the time of day is new", () => {
    const evidence = evidenceOf([1.25, 4]);
    for (let tick = 0; tick < 100; tick++) evidence.update(0, 13, 10, Infinity, true);
    expect(evidence.strongest(0)).toBe(4);
    expect(evidence.peek(0, 13, 10, Infinity, true)).toBeLessThan(1);
    for (let tick = 0; tick < 100; tick++) evidence.update(0, 13, 10, Infinity, false);
    expect(evidence.strongest(0)).toBe(1.25);
  });

  test("clearing one series leaves its neighbours alone, and so does growing", () => {
    const evidence = evidenceOf(UP, 2);
    for (let tick = 0; tick < 5; tick++) for (const slot of [0, 1]) evidence.update(slot, 9, 5, 100, false);
    const before = evidence.peek(1, 9, 5, 100, false);
    evidence.clear(0);
    evidence.grow(40);
    expect(evidence.peek(1, 9, 5, 100, false)).toBe(before);
    expect(evidence.peek(0, 9, 5, 100, false)).toBeLessThan(before);
  });

  test("ticks that can say nothing are no evidence, however many they are", () => {
    const evidence = evidenceOf(UP);
    let total = 0;
    for (let tick = 0; tick < 200_000; tick++) total = evidence.update(0, 0, 1e-6, 0.3, false);
    expect(total).toBeLessThan(200);
  });
});
