import { expect, test } from "vitest";
import { createClock } from "../format.ts";
import { timeLabels } from "./time-labels.ts";

const HOUR_MS = 3_600_000;
const AT = Date.parse("2026-11-24T22:00:00Z");

test("labels are times of day, and the day where it begins in the chart's time zone", () => {
  const splits = [0, 1, 2, 3, 4, 5, 6].map((hours) => AT + hours * HOUR_MS);
  expect(timeLabels(splits, HOUR_MS, createClock("America/Sao_Paulo"))).toEqual([
    ...["19:00", "20:00", "21:00", "22:00", "23:00"],
    "25 Nov",
    "01:00",
  ]);
});

test("labels are days where they are days apart", () => {
  expect(timeLabels([AT, AT + 48 * HOUR_MS], 48 * HOUR_MS, createClock("UTC"))).toEqual(["24 Nov", "26 Nov"]);
});
