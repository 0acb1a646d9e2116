import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Levels } from "./level.ts";

function levelsOf(a: number, b: number): Levels {
  const levels = new Levels(a, b);
  levels.grow(1);
  return levels;
}

const amount = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const speed = fc.double({ min: 1e-8, max: 1e-1, noNaN: true });

describe("Levels", () => {
  test("property: time keeps the mean and adds exactly its variance", () => {
    fc.assert(
      fc.property(amount, amount, speed, (a, b, v) => {
        const levels = levelsOf(a, b);
        levels.predict(0, v);
        expect(levels.mean(0) / (a / b)).toBeCloseTo(1, 12);
        expect(1 / levels.a[0]! / (1 / a + v)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("property: many short steps of time are one long one", () => {
    fc.assert(
      fc.property(amount, amount, speed, fc.integer({ min: 1, max: 300 }), (a, b, v, n) => {
        const steps = levelsOf(a, b);
        const leap = levelsOf(a, b);
        for (let step = 0; step < n; step++) steps.predict(0, v);
        leap.predict(0, n * v);
        expect(steps.a[0]! / leap.a[0]!).toBeCloseTo(1, 9);
        expect(steps.b[0]! / leap.b[0]!).toBeCloseTo(1, 9);
      }),
    );
  });

  test.each([
    [0.05, 2e-6],
    [5, 2e-6],
    [500, 2e-6],
    [5, 3e-5],
  ])("constant input of %f a minute at speed %f: settles at a = sqrt(m/q) and at the truth", (m, q) => {
    const levels = levelsOf(0.5, 0.5);
    const minutes = 12 / Math.sqrt(q * m);
    for (let minute = 0; minute < minutes; minute++) {
      levels.predict(0, q);
      levels.learn(0, m, 1, 1);
    }
    expect(levels.a[0]! / Math.sqrt(m / q)).toBeGreaterThan(0.95);
    expect(levels.a[0]! / Math.sqrt(m / q)).toBeLessThan(1.05);
    expect(levels.mean(0) / m).toBeCloseTo(1, 3);
  });

  test("a change of unit of the exposure leaves the predicted count as it was", () => {
    const levels = levelsOf(30, 10);
    levels.rescale(0, 4);
    expect(levels.mean(0) * 4).toBe(3);
    expect(levels.a[0]).toBe(30);
  });

  test("new slots start at the prior and disturb none", () => {
    const levels = levelsOf(0.3, 60);
    levels.learn(0, 7, 100, 1);
    levels.grow(9);
    expect([levels.a[0], levels.b[0], levels.a[8], levels.b[8]]).toEqual([7.3, 160, 0.3, 60]);
  });
});
