import { describe, expect, test } from "vitest";
import { createRandom, normalDraw, poissonDraw } from "../stats/random.ts";
import { DayFactors } from "./day-factor.ts";

const TICKS = 1440;
/** Variance of a mean day of the week that was never seen, and of any midnight. */
const PRIOR_VARIANCE = 1 / 44 + 0.006;

function factorsOf(): DayFactors {
  const factors = new DayFactors(1);
  factors.grow(1);
  return factors;
}

interface Days {
  firstWeekday?: number;
  /** Part of a day's ticks that are learnt. */
  learntShare?: number;
  rate?: number;
}

/** Lives through whole days of `perTick` counts, each of which begins at level 1. */
function live(factors: DayFactors, days: readonly number[], options: Days = {}): void {
  const { firstWeekday = 0, learntShare = 1, rate = 100 } = options;
  for (const [day, perTick] of days.entries()) {
    const weekday = (firstWeekday + day) % 7;
    const factor = factors.value(0, weekday);
    for (let tick = 0; tick < TICKS * learntShare; tick++) factors.note(0, perTick, rate, factor, 1);
    factors.endDay(0, weekday);
    factors.begin(0, 1);
  }
}

const WEEK = [70, 100, 100, 100, 100, 100, 70];

describe("DayFactors", () => {
  test("every weekday is a mean day before it was seen", () => {
    const factors = factorsOf();
    for (let weekday = 0; weekday < 7; weekday++) expect(factors.value(0, weekday)).toBe(1);
    expect(factors.variance(0, 3)).toBeCloseTo(PRIOR_VARIANCE, 12);
  });

  test("a first, broken day teaches nothing", () => {
    const factors = factorsOf();
    live(factors, [10]);
    expect(factors.value(0, 0)).toBe(1);
    expect(factors.variance(0, 0)).toBeCloseTo(PRIOR_VARIANCE, 12);
  });

  test("three weeks teach a weekend", () => {
    const factors = factorsOf();
    live(factors, [...WEEK, ...WEEK, ...WEEK, 70]);
    expect(factors.value(0, 0)).toBeGreaterThan(0.68);
    expect(factors.value(0, 0)).toBeLessThan(0.8);
    expect(factors.value(0, 3)).toBeCloseTo(1, 6);
    expect(factors.variance(0, 0)).toBeLessThan(PRIOR_VARIANCE);
  });

  test("one wild day is taken within bounds, and half a day counts half", () => {
    const wild = factorsOf();
    live(wild, [100, 100_000]);
    expect(wild.value(0, 1)).toBeLessThan(1.6);
    const half = factorsOf();
    live(half, [100]);
    live(half, [70], { firstWeekday: 1, learntShare: 0.5 });
    const whole = factorsOf();
    live(whole, [100, 70]);
    expect(half.value(0, 1)).toBeGreaterThan(whole.value(0, 1));
    expect(half.value(0, 1)).toBeLessThan(1);
  });

  test("a change of the profile's unit within the day is no change of the day", () => {
    const factors = factorsOf();
    live(factors, [100]);
    for (let tick = 0; tick < TICKS / 2; tick++) factors.note(0, 70, 100, 1, 1);
    factors.rescale(0, 4);
    for (let tick = 0; tick < TICKS / 2; tick++) factors.note(0, 70, 400, 1, 1);
    factors.endDay(0, 1);
    const plain = factorsOf();
    live(plain, [100, 70]);
    expect(factors.value(0, 1)).toBeCloseTo(plain.value(0, 1), 12);
    expect(factors.variance(0, 1)).toBeCloseTo(plain.variance(0, 1), 12);
  });
});

describe("what midnights bring", () => {
  /** Variance of days in general: without that of the factor, which is the prior's where a weekday was never seen. */
  function dayVariance(factors: DayFactors): number {
    return factors.variance(0, 6) - 1 / (factors.columns.weight[6]! + 44);
  }

  /** Weeks of six days, so that one weekday is never seen; each day off by chance with `spread`, and a Poisson count. */
  function surprise(factors: DayFactors, weeks: number, spread: number, rate: number): void {
    const random = createRandom(12);
    for (let day = 0; day < 6 * weeks; day++) {
      const count = poissonDraw(rate * TICKS * Math.exp(spread * normalDraw(random)), random);
      live(factors, [count / TICKS], { firstWeekday: day % 6, rate });
    }
  }

  test.each([
    [0.02, 500],
    [0.1, 500],
    [0.25, 500],
    [0.25, 1],
  ])("days that miss their forecast by %f teach that, at %f a tick", (spread, rate) => {
    const factors = factorsOf();
    surprise(factors, 12, spread, rate);
    // Some twenty days are remembered, and the prior counts for five: a factor of two is chance.
    const truth = (20 * spread ** 2 + 5 * 0.006) / 25;
    expect(dayVariance(factors) / truth).toBeGreaterThan(0.5);
    expect(dayVariance(factors) / truth).toBeLessThan(2);
  });

  test("days that keep to their forecast make midnights quiet, wild ones less so", () => {
    const [quiet, wild] = [factorsOf(), factorsOf()];
    surprise(quiet, 12, 0, 500);
    surprise(wild, 12, 0.3, 500);
    expect(dayVariance(quiet)).toBeLessThan(0.006 / 3);
    expect(dayVariance(wild)).toBeGreaterThan(0.03);
  });

  test("counts too few to tell a surprise from chance hardly move the belief", () => {
    const factors = factorsOf();
    surprise(factors, 12, 0, 5 / TICKS);
    expect(Math.abs(dayVariance(factors) / 0.006 - 1)).toBeLessThan(0.1);
  });

  test("one day that is ten times as large teaches no more than three deviations", () => {
    const factors = factorsOf();
    live(factors, [100, 1000]);
    expect(dayVariance(factors)).toBeLessThan((5 * 0.006 + 9 * 0.0061) / 6);
    expect(dayVariance(factors)).toBeGreaterThan(0.006);
  });

  test("a day without a count teaches nothing of surprises", () => {
    const factors = factorsOf();
    live(factors, [100, 0]);
    expect(dayVariance(factors)).toBeCloseTo(0.006, 12);
  });
});
