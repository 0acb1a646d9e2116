import { expect, test } from "vitest";
import { transactionsPerSecond, withReading } from "./rate.ts";

test("the rate is the mean over the readings", () => {
  const readings = [
    { now: 0, received: 100 },
    { now: 1000, received: 120 },
    { now: 2000, received: 160 },
  ];
  expect(transactionsPerSecond(readings)).toBe(30);
});

test("there is no rate without a second of readings", () => {
  expect(transactionsPerSecond([])).toBeNull();
  expect(transactionsPerSecond([{ now: 0, received: 5 }])).toBeNull();
});

test("readings older than ten seconds are dropped", () => {
  let readings: readonly { now: number; received: number }[] = [];
  for (let second = 0; second < 30; second++)
    readings = withReading(readings, { now: second * 1000, received: second });
  expect(readings[0]?.now).toBe(19_000);
  expect(readings).toHaveLength(11);
});

test("a server that starts again begins the readings anew", () => {
  const readings = withReading([{ now: 5000, received: 900 }], { now: 6000, received: 3 });
  expect(readings).toEqual([{ now: 6000, received: 3 }]);
});
