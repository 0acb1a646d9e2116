import { describe, expect, test } from "vitest";
import { slotLabel, stepOfCounts, stepOfTransactions, stepText } from "./time-step.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const stepOf = (times: number[]) => stepOfCounts(Float64Array.from(times));
const every = (stepMs: number, count: number, first = 0): number[] =>
  Array.from({ length: count }, (_, i) => first + i * stepMs);

describe("the step of counts", () => {
  test.each([
    ["hours", every(HOUR, 24), HOUR],
    ["minutes with gaps", every(MINUTE, 500).filter((_, i) => i % 7 !== 3), MINUTE],
    ["quarters that begin at 7 minutes past", every(15 * MINUTE, 96, 7 * MINUTE), 15 * MINUTE],
    ["days at eight", every(DAY, 20, 8 * HOUR), DAY],
    ["weeks", every(7 * DAY, 10), 7 * DAY],
    ["hours and one stray", [...every(HOUR, 24), 12 * HOUR + 7 * MINUTE], HOUR],
    ["one time", [8 * HOUR], HOUR],
    ["one minute", [8 * HOUR + MINUTE], MINUTE],
  ])("of %s", (_, times, stepMs) => expect(stepOf(times).stepMs).toBe(stepMs));

  test("is on the grid of the times", () => {
    expect(stepOf(every(15 * MINUTE, 96, 7 * MINUTE)).phaseMs).toBe(7 * MINUTE);
  });
});

test("single transactions are counted by the minute, over more than a month by the hour", () => {
  expect(stepOfTransactions(DAY).stepMs).toBe(MINUTE);
  expect(stepOfTransactions(60 * DAY).stepMs).toBe(HOUR);
});

test("slots are told as people read them", () => {
  const at = Date.UTC(2026, 6, 13, 8);
  expect(slotLabel(8 * HOUR, { stepMs: HOUR, isDated: false, isLong: false })).toBe("08h");
  expect(slotLabel(14 * HOUR + 31 * MINUTE, { stepMs: MINUTE, isDated: false, isLong: false })).toBe("14:31");
  expect(slotLabel(8 * HOUR + DAY, { stepMs: HOUR, isDated: false, isLong: true })).toBe("day 2 08h");
  expect(slotLabel(at, { stepMs: HOUR, isDated: true, isLong: true })).toBe("2026-07-13 08h");
  expect(slotLabel(at + 5000, { stepMs: 1000, isDated: true, isLong: false })).toBe("08:00:05");
  expect(slotLabel(at - 8 * HOUR, { stepMs: DAY, isDated: true, isLong: true })).toBe("2026-07-13");
  expect([MINUTE, 15 * MINUTE, HOUR, DAY, 10_000].map(stepText)).toEqual(["1m", "15m", "1h", "1d", "10s"]);
});
