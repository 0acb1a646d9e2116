import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom, negativeBinomialDraw } from "../stats/random.ts";
import { type Detection, smallestFall, smallestRise, ticksToDetect } from "./detectable.ts";
import { Evidence } from "./evidence.ts";
import { Judge } from "./judge.ts";

const RISES = [1.25, 1.5, 2, 4, 10];
const FALLS = [0.65, 0.4, 0.03];
const WEEK = 10_080;

const known: Detection = {
  mean: 5,
  shape: 100,
  threshold: 7 * WEEK,
  isCold: false,
  margin: 1,
  share: 0,
  learningRate: 0,
};

const detection = fc.record({
  mean: fc.double({ min: -2, max: 4, noNaN: true }).map((exponent) => 10 ** exponent),
  shape: fc.oneof(fc.double({ min: 2, max: 1000, noNaN: true }), fc.constant(Infinity)),
  threshold: fc.double({ min: 3, max: 7, noNaN: true }).map((exponent) => 10 ** exponent),
  isCold: fc.boolean(),
  margin: fc.double({ min: 1, max: 1.3, noNaN: true }),
  share: fc.double({ min: 0, max: 0.3, noNaN: true }),
  learningRate: fc.double({ min: 0, max: 0.05, noNaN: true }),
});
const ticks = fc.integer({ min: 1, max: 400 });
/** By halving, a factor is known to about this much. */
const TOLERANCE = 1.01;

/** A rise as far as it is from 1, Infinity when none is found. */
const needed = (factor: number): number => (Number.isNaN(factor) ? Infinity : Math.abs(Math.log(factor)));

describe("the smallest change that is found in time", () => {
  test.each<[string, (within: number, known: Detection) => number]>([
    ["rise", smallestRise],
    ["fall", smallestFall],
  ])("property: is a smaller %s with more time, more transactions, a lower threshold", (_name, smallest) => {
    fc.assert(
      fc.property(detection, ticks, fc.double({ min: 1, max: 10, noNaN: true }), (one, within, more) => {
        // What is learnt faster than it is tested bounds the time by itself.
        const still = { ...one, learningRate: 0 };
        const here = needed(smallest(within, still)) * TOLERANCE + 0.01;
        expect(needed(smallest(Math.ceil(within * more), still))).toBeLessThanOrEqual(here);
        expect(needed(smallest(within, { ...still, mean: one.mean * more, shape: Infinity }))).toBeLessThanOrEqual(
          here,
        );
        expect(needed(smallest(within, { ...still, threshold: one.threshold / more }))).toBeLessThanOrEqual(here);
      }),
    );
  });

  test("property: is found in time, and is not nearer to normal than what is tested", () => {
    fc.assert(
      fc.property(detection, ticks, (one, within) => {
        const rise = smallestRise(within, one);
        const fall = smallestFall(within, one);
        if (!Number.isNaN(rise)) {
          expect(ticksToDetect(rise, within, one)).toBeLessThanOrEqual(within);
          expect(rise).toBeGreaterThanOrEqual((one.isCold ? 2 : 1.25) * one.margin * 0.999);
        }
        if (fall > 0) {
          expect(ticksToDetect(fall, within, one)).toBeLessThanOrEqual(within);
          expect(fall).toBeLessThanOrEqual((one.isCold ? 0.4 : 0.65) * 1.001);
        }
      }),
    );
  });

  test("is larger where the model learns fast, the time of day is new, or the series is much of its volume", () => {
    const plain = smallestRise(30, known);
    for (const changes of [{ learningRate: 0.1 }, { isCold: true }, { margin: 1.3 }, { share: 0.3 }]) {
      expect(smallestRise(30, { ...known, ...changes })).toBeGreaterThan(plain);
    }
  });

  test("does not exist where nothing is expected, or nothing is known", () => {
    for (const mean of [0, Number.NaN]) {
      expect(smallestRise(30, { ...known, mean })).toBeNaN();
      expect(smallestFall(30, { ...known, mean })).toBeNaN();
    }
    expect(smallestFall(5, { ...known, mean: 0.1 })).toBeNaN();
  });

  test.each([
    [0.05, Infinity, 8],
    [0.5, 5, 3],
    [5, 100, 1.6],
    [5, Infinity, 0.5],
    [50, 100, 1.3],
    [50, 5, 0.5],
    [500, 5, 1.6],
  ])("is what the evidence needs for counts of mean %d and shape %d that change to %d times", (mean, shape, factor) => {
    const still = { ...known, mean, shape };
    const predicted = ticksToDetect(factor, 1.2 * ticksToDetect(factor, 3000, still), still);
    const ratio = medianDelay(mean, shape, factor, known.threshold) / predicted;
    expect(ratio).toBeGreaterThan(0.45);
    expect(ratio).toBeLessThan(1.2);
  });

  test.each([
    ["on the first morning", 8 * 60],
    ["on the fourth", 3 * 1440 + 8 * 60],
  ])("is found by the judge in time, at least two times of three, %s", (_name, minutes) => {
    const lives = { found: 0, all: 0 };
    for (const [status, within] of [
      [0, 5],
      [1, 5],
      [1, 60],
      [2, 60],
    ] as const) {
      for (let seed = 1; seed <= 6; seed++) {
        const life = new Life(seed);
        life.live(minutes);
        const factor = (status === 0 ? smallestFall : smallestRise)(within, life.detection(status));
        lives.all += 1;
        if (life.minutesToAlarm(status, factor, within) <= within) lives.found += 1;
      }
    }
    expect(lives.all).toBe(24);
    expect(lives.found).toBeGreaterThanOrEqual(16);
  });
});

function medianDelay(mean: number, shape: number, factor: number, threshold: number): number {
  const random = createRandom(7);
  const delays = Array.from({ length: 61 }, () => {
    const evidence = new Evidence(factor > 1 ? RISES : FALLS);
    evidence.grow(1);
    for (let k = 0; k < 60; k++) evidence.update(0, negativeBinomialDraw(mean, shape, random), mean, shape, false);
    let delay = 1;
    while (evidence.update(0, negativeBinomialDraw(mean * factor, shape, random), mean, shape, false) < threshold)
      delay++;
    return delay;
  });
  return delays.sort((one, other) => one - other)[30] ?? Number.NaN;
}

/** All traffic of about 100 a minute, minute by minute, with a day and a night. */
class Life {
  static readonly directions = ["below", "above", "above"] as const;
  static readonly shares = [0.8, 0.16, 0.04];
  readonly judge = new Judge({ tickMs: 60_000, directions: Life.directions });
  readonly #random;
  #minute = 0;

  constructor(seed: number) {
    this.#random = createRandom(seed);
    this.judge.addScope();
    for (const status of Life.directions.keys()) this.judge.setThreshold(0, status, known.threshold, true);
  }

  live(minutes: number): void {
    for (let k = 0; k < minutes; k++) this.tick([1, 1, 1]);
  }

  tick(factors: readonly number[]) {
    const minute = this.#minute++;
    const volume = 100 * (1 - 0.6 * Math.cos((2 * Math.PI * minute) / 1440));
    const counts = Life.shares.map((share, k) =>
      negativeBinomialDraw(share * volume * (factors[k] ?? 1), 300, this.#random),
    );
    const local = { minuteOfDay: minute % 1440, weekday: Math.floor(minute / 1440) % 7 };
    return this.judge.closeTick(minute * 60_000, local, new Float64Array(counts));
  }

  detection(status: number): Detection {
    const { expected, shape } = this.judge.output;
    const { isCold, margin, isShare, learningRate } = this.judge.caution(status);
    const mean = expected[status] ?? Number.NaN;
    const share = isShare ? (Life.shares[status] ?? 0) : 0;
    const { threshold } = known;
    return { mean, shape: shape[status] ?? Number.NaN, threshold, isCold, margin, share, learningRate };
  }

  minutesToAlarm(status: number, factor: number, limit: number): number {
    const factors = [1, 1, 1].with(status, factor);
    for (let minute = 1; minute <= limit; minute++) {
      if (this.tick(factors).some(({ kind, series }) => kind === "started" && series === status)) return minute;
    }
    return Infinity;
  }
}
