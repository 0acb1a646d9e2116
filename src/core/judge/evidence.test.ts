import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logPmf, quantile } from "../stats/negative-binomial.ts";
import { createRandom, negativeBinomialDraw, poissonDraw } from "../stats/random.ts";
import { FALLS, RISES } from "./effects.ts";
import { effectWeights, Evidence, logRatio } from "./evidence.ts";
import { countOvershoot } from "./overshoot.ts";

const UP: readonly number[] = RISES;
const DOWN: readonly number[] = FALLS;
const EFFECTS = [...DOWN, ...UP];

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

  test("property: a Poisson count tells the same in parts as in one piece", () => {
    const part = fc.record({ y: fc.nat(8), m: powerOf10(-2, 0.5) });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 6 }),
        effect,
        fc.constantFrom(Infinity, 1e12),
        (parts, f, r) => {
          const y = parts.reduce((sum, one) => sum + one.y, 0);
          const m = parts.reduce((sum, one) => sum + one.m, 0);
          const whole = logRatio(y, m, r, f);
          fc.pre(Math.abs(whole) < 60);
          const inParts = parts.reduce((sum, one) => sum + logRatio(one.y, one.m, r, f), 0);
          expect(inParts).toBeCloseTo(whole, 10);
        },
      ),
    );
  });

  test("property: so does one that scatters, when the shape is split like the mean", () => {
    const counts = fc.record({
      first: fc.nat(20),
      second: fc.nat(20),
      cut: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    });
    fc.assert(
      fc.property(counts, powerOf10(-2, 1), powerOf10(-0.5, 4), effect, ({ first, second, cut }, m, r, f) => {
        const whole = logRatio(first + second, m, r, f);
        fc.pre(Math.abs(whole) < 60);
        const inParts = logRatio(first, cut * m, cut * r, f) + logRatio(second, (1 - cut) * m, (1 - cut) * r, f);
        expect(inParts).toBeCloseTo(whole, 9);
      }),
    );
  });

  test("is cut at 60 nats either way", () => {
    expect(logRatio(10_000, 1, 1000, 10)).toBe(60);
    expect(logRatio(0, 10_000, Infinity, 10)).toBe(-60);
  });
});

describe("effectWeights", () => {
  test("property: what the overshoot takes away is given back, so that the parts of the effects add up to 1", () => {
    fc.assert(
      fc.property(fc.constantFrom(UP, DOWN), mean, shape, (effects, m, r) => {
        const parts = effectWeights(effects, m, r).map((weight, k) => weight * countOvershoot(effects[k] ?? 1, m, r));
        expect(parts.reduce((one, other) => one + other, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...parts)).toBeGreaterThan(0);
      }),
    );
  });

  /** Part of each rise, 1.25 first. */
  function partsAt(m: number, r = Infinity): number[] {
    return effectWeights(UP, m, r).map((weight, k) => weight * countOvershoot(UP[k] ?? 1, m, r));
  }

  test("sparse counts look for every effect alike", () => {
    for (const part of partsAt(0.05)) expect(part).toBeCloseTo(1 / UP.length, 12);
  });

  test("busy counts leave large effects to smaller ones, which find them in the same tick", () => {
    const parts = partsAt(500);
    expect(parts.toSorted((one, other) => other - one)).toEqual(parts);
    expect(parts[0]).toBeGreaterThan(0.9);
    expect(parts.at(-1)).toBeLessThan(1e-5);
  });

  test("counts that scatter keep looking for them, however busy", () => {
    expect(partsAt(500, 0.5).at(-1)).toBeCloseTo(1 / UP.length, 12);
  });
});

describe("Evidence", () => {
  /** R times ν is M, for a single effect. */
  function statisticAfter(ticks: number, m: number, r: number, f: number, draw: () => number): number {
    const evidence = evidenceOf([f]);
    let total = 0;
    for (let tick = 0; tick < ticks; tick++) total = evidence.update(0, draw(), m, r, false);
    return total * countOvershoot(f, m, r);
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
    [0.05, 3, "rises", UP],
    [0.05, Infinity, "falls", DOWN],
    [5, 50, "rises", UP],
    [5, 50, "falls", DOWN],
    [500, 300, "rises", UP],
  ] as const)(
    "reaches A after 0.8 A to 1.3 A ticks on average as predicted (mean %f, shape %f, %s)",
    (m, r, _, effects) => {
      const random = createRandom(11);
      const threshold = 200;
      const runs = 400;
      let ticks = 0;
      for (let run = 0; run < runs; run++) {
        const evidence = evidenceOf(effects);
        do ticks += 1;
        while (evidence.update(0, negativeBinomialDraw(m, r, random), m, r, false) < threshold);
      }
      // Run lengths are nearly exponential: the standard error of their mean is 5 %.
      expect(ticks / runs).toBeGreaterThan(0.8 * threshold);
      expect(ticks / runs).toBeLessThan(1.3 * threshold);
    },
  );

  test("busy counts that do not scatter reach A more rarely", () => {
    const random = createRandom(11);
    const evidence = evidenceOf(UP);
    let crossings = 0;
    for (let tick = 0; tick < 40_000; tick++) {
      if (evidence.update(0, poissonDraw(500, random), 500, Infinity, false) < 200) continue;
      crossings += 1;
      evidence.clear(0);
    }
    expect(crossings).toBeLessThan(40_000 / 200);
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
        expect(last(DOWN, raised)).toBeLessThanOrEqual(last(DOWN, before));
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

  test("property: where ticks count in full, halves of a tick tell no less than the whole", () => {
    // M + 1 of each half: M₂ = L₂ (L₁ (M + 1) + 1) ≥ L₁ L₂ (M + 1).
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), powerOf10(-1, 1.5), (first, second, m) => {
        const [whole, halves] = [evidenceOf([2]), evidenceOf([2])];
        whole.update(0, first + second, 2 * m, Infinity, false);
        for (const y of [first, second]) halves.update(0, y, m, Infinity, false);
        expect(halves.columns.ratio[0]).toBeGreaterThanOrEqual((whole.columns.ratio[0] ?? 0) * (1 - 1e-9));
      }),
    );
  });

  test("ticks that can say nothing are no evidence, however many they are", () => {
    const evidence = evidenceOf(UP);
    let total = 0;
    for (let tick = 0; tick < 200_000; tick++) total = evidence.update(0, 0, 1e-6, 0.3, false);
    expect(total).toBeLessThan(200);
  });
});
