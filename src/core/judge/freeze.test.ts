import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Freezes, NewNormals } from "./freeze.ts";

function freezesOf(): Freezes {
  const freezes = new Freezes();
  freezes.grow(1);
  return freezes;
}

function tickOf(y: number, isFlagged = false, m = 10) {
  return { y, m, r: 1000, x: m, isFlagged, strongestEffect: 2 };
}

/** Ticks at their mean until the series thaws; -1 when it does not within a day. */
function ticksToThaw(freezes: Freezes, m: number): number {
  for (let tick = 1; tick <= 1440; tick++)
    if (freezes.update(0, tickOf(Math.round(m), false, m)) === "thawed") return tick;
  return -1;
}

describe("Freezes", () => {
  test("a flagged tick freezes, proven normality calms first and then thaws", () => {
    const freezes = freezesOf();
    expect(freezes.isFrozen(0)).toBe(false);
    expect(freezes.update(0, tickOf(20, true))).toBeNull();
    expect(freezes.isFrozen(0)).toBe(true);
    const steps = [15, 13, 12, 11, 10, 10, 10].map((y) => freezes.update(0, tickOf(y)));
    expect(steps.filter((step) => step !== null)).toEqual(["calmed", "thawed"]);
    expect(freezes.isFrozen(0)).toBe(false);
  });

  test("ticks as in the alarm, flagged or not, do not thaw", () => {
    const freezes = freezesOf();
    freezes.update(0, tickOf(20, true));
    for (let tick = 0; tick < 200; tick++) expect(freezes.update(0, tickOf(20))).toBeNull();
  });

  test("a flag in between begins the proof anew", () => {
    const freezes = freezesOf();
    freezes.update(0, tickOf(20, true));
    expect(freezes.update(0, tickOf(12))).toBe("calmed");
    freezes.update(0, tickOf(20, true));
    expect(freezes.update(0, tickOf(12))).toBe("calmed");
    expect(freezes.update(0, tickOf(12))).toBe("thawed");
  });

  test("a series that is not frozen stays so", () => {
    const freezes = freezesOf();
    expect(freezes.update(0, tickOf(0))).toBeNull();
    expect(freezes.isFrozen(0)).toBe(false);
  });

  test("what rose a hundredfold is seen to be over within minutes, however rare it is", () => {
    const freezes = freezesOf();
    for (let tick = 0; tick < 5; tick++) freezes.update(0, tickOf(5, true, 0.05));
    expect(ticksToThaw(freezes, 0.05)).toBeLessThanOrEqual(5);
  });

  test("property: however long and high the alarm, normal ticks thaw within max(30, 40/m)", () => {
    const flagged = fc.array(fc.integer({ min: 2, max: 1000 }), { minLength: 1, maxLength: 50 });
    const mean = fc.double({ min: -2, max: 3, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(flagged, mean, (times, m) => {
        const freezes = freezesOf();
        for (const factor of times) freezes.update(0, tickOf(Math.ceil(m * factor), true, m));
        expect(ticksToThaw(freezes, m)).toBeGreaterThan(0);
        for (const factor of times) freezes.update(0, tickOf(Math.ceil(m * factor), true, m));
        expect(ticksToThaw(freezes, m)).toBeLessThanOrEqual(Math.max(30, 40 / m));
      }),
    );
  });
});

describe("NewNormals", () => {
  function minutesUntilNormal(m: number, y: number, isCold: boolean, tickMinutes = 1): number {
    const normals = new NewNormals(tickMinutes);
    normals.grow(1);
    for (let tick = 1; tick <= 5000; tick++) {
      const level = normals.add(0, { y, m, r: 100, x: m / 2 }, isCold);
      if (level === null) continue;
      expect(level.a).toBeLessThanOrEqual(50);
      expect(level.a / level.b / ((2 * y) / m)).toBeCloseTo(1, 1);
      return tick * tickMinutes;
    }
    return Infinity;
  }

  test("what lasts four hours, or one on a first day, is normal", () => {
    expect(minutesUntilNormal(10, 30, false)).toBe(240);
    expect(minutesUntilNormal(10, 30, true)).toBe(60);
  });

  test("a sparse series needs a hundred events, expected or counted; hourly ticks need twelve", () => {
    expect(minutesUntilNormal(0.1, 0.05, false)).toBeCloseTo(1000, -1);
    expect(minutesUntilNormal(0.1, 0.2, false)).toBeCloseTo(500, -1);
    expect(minutesUntilNormal(1e-7, 10, false)).toBe(240);
    expect(minutesUntilNormal(100, 300, false, 60)).toBe(720);
  });

  test("begins anew after a reset", () => {
    const normals = new NewNormals(1);
    normals.grow(1);
    const tick = { y: 30, m: 10, r: 100, x: 5 };
    for (let minute = 0; minute < 239; minute++) normals.add(0, tick, false);
    normals.reset(0);
    expect(normals.add(0, tick, false)).toBeNull();
  });
});
