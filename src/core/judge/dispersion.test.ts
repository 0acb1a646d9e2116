import { describe, expect, test } from "vitest";
import { createRandom, negativeBinomialDraw, poissonDraw } from "../stats/random.ts";
import { Dispersion } from "./dispersion.ts";

function dispersionOf(cap: number): Dispersion {
  const dispersion = new Dispersion(cap, 1);
  dispersion.grow(1);
  return dispersion;
}

function learnFrom(dispersion: Dispersion, m: number, r: number, ticks: number, seed = 3): void {
  const random = createRandom(seed);
  for (let tick = 0; tick < ticks; tick++) dispersion.learn(0, negativeBinomialDraw(m, r, random), m, 1);
}

describe("Dispersion", () => {
  test("believes a little overdispersion before any data", () => {
    expect(dispersionOf(1).phi(0)).toBeCloseTo(0.003, 12);
  });

  test.each([
    [400, 50, 0.02],
    [1000, 100, 0.01],
    [5000, 400, 0.0025],
  ])("finds the scatter of counts of mean %f and shape %f", (m, r, phi) => {
    const dispersion = dispersionOf(1);
    learnFrom(dispersion, m, r, 4000);
    expect(dispersion.phi(0) / phi).toBeGreaterThan(0.7);
    expect(dispersion.phi(0) / phi).toBeLessThan(1.3);
  });

  test.each([
    [5, 0.05],
    [5, 0.2],
    [50, 0.01],
    [50, 0.05],
    [50, 0.2],
    [500, 0.01],
    [500, 0.05],
    [500, 0.2],
  ])("days of counts of mean %f teach a scatter of %f, to a factor of two", (m, phi) => {
    for (const seed of [1, 2, 3]) {
      const dispersion = dispersionOf(1);
      learnFrom(dispersion, m, 1 / phi, 4000, seed);
      expect(dispersion.phi(0) / phi).toBeGreaterThan(0.5);
      expect(dispersion.phi(0) / phi).toBeLessThan(2);
    }
  });

  test("a scatter far beyond what was believed is found to a factor of two within five hours", () => {
    for (const seed of [1, 2, 3]) {
      const dispersion = dispersionOf(1);
      learnFrom(dispersion, 50, 5, 300, seed);
      expect(dispersion.phi(0)).toBeGreaterThan(0.1);
      expect(dispersion.phi(0)).toBeLessThan(0.2);
    }
  });

  test("ticks with a mean far below one teach nothing, however much they scatter", () => {
    const dispersion = dispersionOf(1);
    learnFrom(dispersion, 0.05, 2, 4000);
    expect(Math.abs(dispersion.phi(0) / 0.003 - 1)).toBeLessThan(0.1);
  });

  test("sees none in Poisson counts", () => {
    const dispersion = dispersionOf(1);
    learnFrom(dispersion, 500, Infinity, 4000);
    expect(dispersion.phi(0)).toBeLessThan(3e-4);
  });

  test("a mean that lags behind by a constant error is not taken for scatter", () => {
    const dispersion = dispersionOf(1);
    for (let tick = 0; tick < 2000; tick++) dispersion.learn(0, 560, 500, 1);
    expect(dispersion.phi(0)).toBeLessThan(3e-3);
  });

  test("stops at its cap and comes down from it at once", () => {
    const dispersion = dispersionOf(0.05);
    for (let tick = 0; tick < 4000; tick++) dispersion.learn(0, tick % 2 === 0 ? 0 : 1000, 500, 1);
    expect(dispersion.phi(0)).toBeCloseTo(0.05, 9);
    const before = dispersion.phi(0);
    for (let tick = 0; tick < 100; tick++) dispersion.learn(0, 500, 500, 1);
    expect(dispersion.phi(0)).toBeLessThan(0.99 * before);
  });

  test("learns nothing at weight zero", () => {
    const dispersion = dispersionOf(1);
    for (let tick = 0; tick < 50; tick++) dispersion.learn(0, 900, 100, 0);
    expect(dispersion.phi(0)).toBeCloseTo(0.003, 12);
  });
});

describe("an alarm", () => {
  const ALARM_WEIGHT = 0.1;

  function alarm(dispersion: Dispersion, m: number, draw: () => number, ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) dispersion.learnFromAlarm(0, draw(), m, ALARM_WEIGHT);
  }

  test("teaches a little of the scatter: less than normal ticks, but what scatters for hours is found out", () => {
    const [alarmed, normal] = [dispersionOf(1), dispersionOf(1)];
    const random = createRandom(1);
    alarm(alarmed, 50, () => negativeBinomialDraw(50, 5, random), 200);
    learnFrom(normal, 50, 5, 200, 1);
    expect(alarmed.phi(0)).toBeGreaterThan(0.03);
    expect(alarmed.phi(0)).toBeLessThan(normal.phi(0) / 2);
  });

  test.each([200, 5])("is not taken for scatter when counts of mean 50 go to %i and stay there", (level) => {
    const dispersion = dispersionOf(1);
    learnFrom(dispersion, 50, Infinity, 3000);
    const random = createRandom(1);
    alarm(dispersion, 50, () => poissonDraw(level, random), 200);
    expect(dispersion.phi(0)).toBeLessThan(0.001);
  });
});
