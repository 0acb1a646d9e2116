import { expect, test } from "vitest";
import { levelOf, runsOf } from "./heat-cells.ts";

test("a row is told in runs of one level", () => {
  expect(runsOf({ score: [null, null, 0.1, 0.4, 3, 3, 0], alert: [0, 0, 0, 0, 0, 1, 0] })).toEqual([
    { level: "unknown", from: 0, length: 2 },
    { level: "calm", from: 2, length: 2 },
    { level: "warm", from: 4, length: 1 },
    { level: "alarm", from: 5, length: 1 },
    { level: "calm", from: 6, length: 1 },
  ]);
});

test("an alarm is one whatever its score, such as one by rule", () => {
  expect(levelOf(0, 1)).toBe("alarm");
  expect(levelOf(null, 1)).toBe("alarm");
  expect(levelOf(9, 0)).toBe("hot");
});
