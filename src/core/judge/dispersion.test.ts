import { describe, expect, test } from "vitest";
import { createRandom, negativeBinomialDraw } from "../stats/random.ts";
import { Dispersion } from "./dispersion.ts";

function dispersionOf(cap: number): Dispersion {
  const dispersion = new Dispersion(cap, 1);
  dispersion.grow(1);
  return dispersion;
}

function learnFrom(dispersion: Dispersion, m: number, r: number, ticks: number): void {
  const random = createRandom(3);
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
