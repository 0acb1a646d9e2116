import { describe, expect, test } from "vitest";
import { createRandom, gammaDraw, poissonDraw } from "../stats/random.ts";
import { Dispersion } from "./dispersion.ts";
import { Scatter, scatterMean } from "./scatter.ts";

const MEAN = 100;
const SHAPE = 50;

function scatterOf(tickMinutes: number): Scatter {
  const scatter = new Scatter(1, tickMinutes);
  scatter.grow(1);
  return scatter;
}

/** Ticks of `MEAN` events whose gamma factor holds for `shared` of them. */
function learnShared(scatter: Scatter, shared: number, ticks: number): void {
  const random = createRandom(5);
  let factor = 1;
  for (let tick = 0; tick < ticks; tick++) {
    if (tick % shared === 0) factor = gammaDraw(SHAPE, random) / SHAPE;
    scatter.learn(0, poissonDraw(MEAN * factor, random), MEAN, 1);
  }
}

describe("Scatter", () => {
  test("of whole minutes is that of ticks", () => {
    const random = createRandom(3);
    const scatter = scatterOf(1);
    const dispersion = new Dispersion(1, 1);
    dispersion.grow(1);
    for (let tick = 0; tick < 500; tick++) {
      const y = poissonDraw(MEAN, random);
      if (tick % 10 === 0) {
        scatter.learnFromAlarm(0, y, MEAN / 2, 0.1);
        dispersion.learnFromAlarm(0, y, MEAN / 2, 0.1);
      } else {
        scatter.learn(0, y, MEAN, 1);
        dispersion.learn(0, y, MEAN, 1);
      }
      expect(scatter.phi(0)).toBe(dispersion.phi(0));
    }
  });

  test("that six ticks share is six times that of one, so that their sum scatters as it does", () => {
    const scatter = scatterOf(1 / 6);
    learnShared(scatter, 6, 20_000);
    expect((scatter.phi(0) * SHAPE) / 6).toBeGreaterThan(0.7);
    expect((scatter.phi(0) * SHAPE) / 6).toBeLessThan(1.4);
  });

  test("that every tick has for itself is found as it is", () => {
    const scatter = scatterOf(1 / 6);
    learnShared(scatter, 1, 20_000);
    expect(scatter.phi(0) * SHAPE).toBeGreaterThan(0.8);
    expect(scatter.phi(0) * SHAPE).toBeLessThan(1.6);
  });

  test("of a sender that tells of several ticks at once shows from tick to tick, although its minutes are alike", () => {
    const scatter = scatterOf(1 / 6);
    for (let tick = 0; tick < 6000; tick++) scatter.learn(0, tick % 3 === 0 ? 3 * MEAN : 0, MEAN, 1);
    expect(scatter.phi(0)).toBeGreaterThan(0.5);
  });

  test("of one or two events is that of what was expected, of an outlier its own", () => {
    expect([0, 1, 2].map((y) => scatterMean(y, 0.1))).toEqual([0.1, 0.1, 0.1]);
    expect(scatterMean(100, 20)).toBe(49);
    expect(scatterMean(30, 20)).toBe(20);
  });

  test("stays below its cap", () => {
    const scatter = new Scatter(0.05, 1 / 6);
    scatter.grow(1);
    learnShared(scatter, 6, 5000);
    expect(scatter.phi(0)).toBeLessThanOrEqual(0.05 + 1e-12);
  });
});
