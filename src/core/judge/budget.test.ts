import { describe, expect, test } from "vitest";
import { alarmsPerWeek, minutesPerFalseAlarm, thresholdFor } from "./budget.ts";

describe("minutesPerFalseAlarm", () => {
  test.each([
    ["1/day", 1440],
    ["1/week", 10_080],
    ["2/month", 21_888],
    ["0.5/day", 2880],
    ["0/week", Infinity],
  ])("%s is one in %f minutes", (budget, minutes) => {
    expect(minutesPerFalseAlarm(budget)).toBe(minutes);
  });

  test("text that is no budget has none", () => {
    expect(minutesPerFalseAlarm("often")).toBeNaN();
    expect(minutesPerFalseAlarm("1/year")).toBeNaN();
  });
});

describe("alarmsPerWeek", () => {
  test.each([
    ["1/day", 7],
    ["1/week", 1],
    ["2/month", 0.4605],
    ["0/week", 0],
  ])("%s is %f a week", (budget, perWeek) => {
    expect(alarmsPerWeek(budget)).toBeCloseTo(perWeek, 4);
  });
});

describe("thresholdFor", () => {
  test("all series together keep to the budget, whatever the tick", () => {
    expect(thresholdFor("1/week", 1, 1)).toBe(10_080);
    expect(thresholdFor("1/week", 7, 1)).toBe(70_560);
    expect(thresholdFor("1/week", 7, 1 / 6)).toBeCloseTo(423_360, 6);
    expect(thresholdFor("1/week", 1, 60)).toBe(168);
  });

  test("a monitor without series yet is one of one series", () => {
    expect(thresholdFor("1/day", 0, 1)).toBe(1440);
  });
});
