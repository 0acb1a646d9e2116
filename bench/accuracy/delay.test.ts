import { describe, expect, test } from "vitest";
import { costMinutes, delayMinutes } from "./delay.ts";

const span = { from: 10, to: 20 };

describe("the delay", () => {
  const scoreAt = (minute: number) => new Float64Array(30).fill(1, minute, minute + 1);

  test.each([
    [10, 1],
    [13, 4],
    [19, 10],
  ])("an alert in minute %i is known after %i minutes", (minute, delay) => {
    expect(delayMinutes(scoreAt(minute), 1, span)).toBe(delay);
    expect(costMinutes(delay, span)).toBe(delay);
  });

  test.each([9, 20])("an alert in minute %i lies outside: a miss costs all minutes and one", (minute) => {
    expect(delayMinutes(scoreAt(minute), 1, span)).toBeNaN();
    expect(costMinutes(Number.NaN, span)).toBe(11);
  });
});
