import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom, normalDraw, poissonDraw } from "../stats/random.ts";
import { type LevelOptions, Levels } from "./level.ts";

const WEEK = 10_080;
const OPTIONS: LevelOptions = { tickMinutes: 1, start: { a: 0.5, b: 0.5 }, spread: 0.003, memoryMinutes: 3000 };

function levelsOf(options: Partial<LevelOptions> = {}): Levels {
  const levels = new Levels({ ...OPTIONS, ...options });
  levels.grow(1);
  return levels;
}

/** Lives through ticks of which each brings `count` events where a level of 1 would bring `x`. */
function live(levels: Levels, ticks: number, x: number, count = x): void {
  for (let tick = 0; tick < ticks; tick++) {
    levels.predict(0, 0);
    levels.learn(0, count, x, 1);
  }
}

const amount = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const tickMinutes = fc.constantFrom(1 / 6, 1, 60);

describe("Levels", () => {
  test("property: time keeps a mean that is the usual one, and adds its variance to the doubt", () => {
    fc.assert(
      fc.property(amount, amount, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, variance) => {
        const [still, moved] = [levelsOf(), levelsOf()];
        for (const levels of [still, moved]) levels.set(0, a, b);
        still.predict(0, 0);
        moved.predict(0, variance);
        expect(moved.mean(0) / (a / b)).toBeCloseTo(1, 12);
        expect(moved.doubt(0) / (still.doubt(0) + variance)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("comes back to the usual level: what it is away from it falls to 1/e within its memory", () => {
    const levels = levelsOf();
    levels.set(0, 1e4, 1e4);
    levels.columns.b[0] = 5e3;
    expect(levels.mean(0)).toBe(2);
    levels.skip(0, OPTIONS.memoryMinutes);
    expect(levels.mean(0)).toBeCloseTo(1 + Math.exp(-1), 12);
    levels.predict(0, 0, 0.5);
    expect(levels.mean(0)).toBeCloseTo(1 + 0.5 * Math.exp(-1 - 1 / OPTIONS.memoryMinutes), 12);
  });

  test("left alone for long, it is in doubt by its spread and by the doubt about the usual level", () => {
    const levels = levelsOf();
    levels.set(0, 1e4, 1e4);
    levels.skip(0, 100 * OPTIONS.memoryMinutes);
    const usual = 1 / 1e4 + 1e-7 * 100 * OPTIONS.memoryMinutes;
    expect(levels.doubt(0) / (OPTIONS.spread + usual)).toBeCloseTo(1, 9);
  });

  test("property: many ticks of which nothing is known are one long one", () => {
    fc.assert(
      fc.property(amount, amount, tickMinutes, fc.integer({ min: 1, max: 300 }), (a, b, minutes, n) => {
        const [steps, leap] = [levelsOf({ tickMinutes: minutes }), levelsOf({ tickMinutes: minutes })];
        for (const levels of [steps, leap]) {
          levels.set(0, 100, 100);
          levels.columns.a[0] = a;
          levels.columns.b[0] = b;
        }
        for (let step = 0; step < n; step++) steps.predict(0, 0);
        leap.skip(0, n * minutes);
        expect(steps.mean(0) / leap.mean(0)).toBeCloseTo(1, 9);
        expect(steps.usual(0) / leap.usual(0)).toBeCloseTo(1, 12);
        // One long step doubts the usual level from its beginning as it does at its end: 1e-7 a minute, beside the spread.
        const later = 1e-7 * n * minutes;
        expect(leap.doubt(0) / steps.doubt(0)).toBeGreaterThan(1 - 1e-9);
        expect(leap.doubt(0) - steps.doubt(0)).toBeLessThan(later + 1e-9 * steps.doubt(0));
      }),
    );
  });

  test.each([0.05, 5, 500])("constant input of %f a minute settles at the truth, the usual level too", (m) => {
    const levels = levelsOf();
    live(levels, 4 * WEEK, 1, m);
    expect(Math.abs(levels.mean(0) / m - 1)).toBeLessThan(1e-3);
    // Of the usual level each memory tells little more than once, however busy: what was believed at first is a fiftieth of that.
    expect(Math.abs(levels.usual(0) / m - 1)).toBeLessThan(0.03);
  });

  test("a busy series follows a change within an hour, a sparse one keeps to what weeks have taught", () => {
    // The steady gain is √(2 spread m / memory): half an hour at 500 a minute, five at 5.
    const [busy, middle, sparse] = [500, 5, 0.05].map((x) => {
      const levels = levelsOf();
      live(levels, 2 * WEEK, x);
      live(levels, 60, x, 2 * x);
      return levels.mean(0);
    });
    expect(busy).toBeGreaterThan(1.8);
    expect(middle).toBeGreaterThan(1.1);
    expect(middle).toBeLessThan(1.3);
    expect(sparse).toBeLessThan(1.02);
  });

  test("goes back to the usual level after two hours of something else", () => {
    const levels = levelsOf();
    live(levels, 2 * WEEK, 50);
    live(levels, 120, 50, 75);
    expect(levels.mean(0)).toBeGreaterThan(1.35);
    expect(levels.usual(0)).toBeLessThan(1.02);
    levels.skip(0, 5 * OPTIONS.memoryMinutes);
    expect(Math.abs(levels.mean(0) - 1)).toBeLessThan(0.02);
  });

  test("weeks at another level are the usual one", () => {
    const levels = levelsOf();
    live(levels, 2 * WEEK, 50);
    live(levels, 6 * WEEK, 50, 75);
    expect(Math.abs(levels.usual(0) - 1.5)).toBeLessThan(0.12);
  });

  test("learns nothing at weight zero", () => {
    const levels = levelsOf();
    levels.learn(0, 7, 100, 0);
    levels.adapt(0, 7, 100, 50, 0);
    expect([levels.mean(0), levels.usual(0), levels.doubt(0)]).toEqual([1, 1, 2]);
  });

  test("a change of unit of the exposure leaves the predicted count as it was", () => {
    const levels = levelsOf();
    levels.set(0, 30, 10);
    levels.rescale(0, 4);
    expect(levels.mean(0) * 4).toBe(3);
    expect(levels.usual(0) * 4).toBe(3);
    expect(levels.doubt(0)).toBe(1 / 30);
  });

  test("what it is set to is the usual level from then on", () => {
    const levels = levelsOf();
    live(levels, WEEK, 5);
    levels.set(0, 40, 10);
    expect([levels.mean(0), levels.usual(0), levels.doubt(0)]).toEqual([4, 4, 1 / 40]);
    levels.skip(0, 20 * OPTIONS.memoryMinutes);
    expect(levels.mean(0)).toBeCloseTo(4, 9);
  });

  test("new slots start at the prior and disturb none", () => {
    const levels = levelsOf({ start: { a: 0.3, b: 60 } });
    levels.learn(0, 7, 100, 1);
    levels.grow(9);
    const { a, b, pace } = levels.columns;
    expect([a[0], b[0], pace[0], a[8], b[8], pace[8]]).toEqual([7.3, 160, 1, 0.3, 60, 1]);
  });
});

describe("the pace of a level", () => {
  /** Pace after some days of counts of mean `m`, whose logarithm strays by `step` a minute and comes back within hours. */
  function paceOf(m: number, step: number, seed: number): number {
    const random = createRandom(seed);
    const levels = levelsOf();
    let stray = 0;
    for (let minute = 0; minute < 5000; minute++) {
      stray = 0.99 * stray + step * normalDraw(random);
      const y = poissonDraw(m * Math.exp(stray), random);
      levels.predict(0, 0);
      levels.adapt(0, y, m * levels.mean(0), 1 / levels.doubt(0), 1);
      levels.learn(0, y, m, 1);
    }
    return levels.columns.pace[0] ?? Number.NaN;
  }

  test.each([0.5, 5, 50, 500])("stays near 1 or below for counts of mean %f that do not drift", (m) => {
    for (const seed of [1, 2, 3]) {
      expect(paceOf(m, 0, seed)).toBeLessThan(1.1);
      expect(paceOf(m, 0, seed)).toBeGreaterThan(0.5);
    }
  });

  test.each([
    [5, 0.03, 5],
    [50, 0.01, 1.5],
    [50, 0.03, 20],
    [500, 0.03, 20],
  ])("rises for counts of mean %f that drift by %f a minute, above %f", (m, step, least) => {
    for (const seed of [1, 2, 3]) expect(paceOf(m, step, seed)).toBeGreaterThan(least);
  });

  test("property: stays within its bounds, whatever comes", () => {
    const counts = fc.array(fc.oneof(fc.nat(3), fc.nat(5000), fc.constant(2 ** 40)), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(counts, tickMinutes, (ticks, minutes) => {
        const levels = levelsOf({ tickMinutes: minutes });
        for (const y of ticks) {
          levels.predict(0, 0);
          levels.adapt(0, y, 20, 50, 1);
          levels.learn(0, y, 20, 1);
          expect(levels.columns.pace[0]).toBeGreaterThanOrEqual(0.135);
          expect(levels.columns.pace[0]).toBeLessThanOrEqual(148);
          expect(levels.mean(0)).toBeGreaterThan(0);
          expect(levels.doubt(0)).toBeLessThan(Infinity);
        }
      }),
    );
  });

  test("is forgotten over two days when nothing strays any more", () => {
    const levels = levelsOf();
    levels.columns.pace[0] = 50;
    for (let minute = 0; minute < 2880; minute++) levels.adapt(0, 20, 20, 1000, 1);
    expect(levels.columns.pace[0]).toBeCloseTo(1 + 49 * Math.exp(-1), 1);
  });
});
