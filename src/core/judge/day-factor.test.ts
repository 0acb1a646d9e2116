import { describe, expect, test } from "vitest";
import { DayFactors } from "./day-factor.ts";

const TICKS = 1440;

function factorsOf(): DayFactors {
  const factors = new DayFactors(1);
  factors.grow(1);
  return factors;
}

/** Lives through whole days of `perTick` counts where the profile says 100 and the level 1. */
function live(factors: DayFactors, days: readonly number[], firstWeekday = 0, learntShare = 1): void {
  for (const [day, perTick] of days.entries()) {
    for (let tick = 0; tick < TICKS * learntShare; tick++) factors.note(0, perTick, 100, 1);
    factors.endDay(0, (firstWeekday + day) % 7, 1);
  }
}

const WEEK = [70, 100, 100, 100, 100, 100, 70];

describe("DayFactors", () => {
  test("every weekday is a mean day before it was seen", () => {
    const factors = factorsOf();
    for (let weekday = 0; weekday < 7; weekday++) expect(factors.value(0, weekday)).toBe(1);
    expect(factors.variance(0, 3)).toBeCloseTo(0.15 ** 2, 3);
  });

  test("a first, broken day teaches nothing", () => {
    const factors = factorsOf();
    live(factors, [10]);
    expect(factors.value(0, 0)).toBe(1);
  });

  test("three weeks teach a weekend", () => {
    const factors = factorsOf();
    live(factors, [...WEEK, ...WEEK, ...WEEK, 70]);
    expect(factors.value(0, 0)).toBeGreaterThan(0.68);
    expect(factors.value(0, 0)).toBeLessThan(0.8);
    expect(factors.value(0, 3)).toBeCloseTo(1, 6);
    expect(factors.variance(0, 0)).toBeLessThan(1 / 44);
  });

  test("one wild day is taken within bounds, and half a day counts half", () => {
    const wild = factorsOf();
    live(wild, [100, 100_000]);
    expect(wild.value(0, 1)).toBeLessThan(1.6);
    const half = factorsOf();
    live(half, [100]);
    live(half, [70], 1, 0.5);
    const whole = factorsOf();
    live(whole, [100, 70]);
    expect(half.value(0, 1)).toBeGreaterThan(whole.value(0, 1));
    expect(half.value(0, 1)).toBeLessThan(1);
  });

  test("a change of the profile's unit within the day is no change of the day", () => {
    const factors = factorsOf();
    live(factors, [100]);
    for (let tick = 0; tick < TICKS / 2; tick++) factors.note(0, 70, 100, 1);
    factors.rescale(0, 4);
    for (let tick = 0; tick < TICKS / 2; tick++) factors.note(0, 70, 400, 1);
    factors.endDay(0, 1, 0.25);
    const plain = factorsOf();
    live(plain, [100, 70]);
    expect(factors.value(0, 1)).toBeCloseTo(plain.value(0, 1), 12);
  });
});
