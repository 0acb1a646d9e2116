import { describe, expect, test } from "vitest";
import type { SeriesWindow } from "../series-window.ts";
import { alarmRuns, chartData, chartTop, COLUMN, shownSpan } from "./chart-data.ts";

const window: SeriesWindow = {
  scope: "all",
  tickMs: 10_000,
  stepMs: 10_000,
  rangeMs: 900_000,
  at: [0, 10_000],
  lastTickAt: 10_000,
  zoom: null,
  missing: null,
  statuses: {
    denied: {
      value: [4, 40],
      expected: [5, 5],
      lower: [0, 0],
      upper: [12, 12],
      score: [0, 9],
      alert: [0, 1],
      by: [null, "score"],
    },
  },
};

describe("a chart's columns", () => {
  test("hold the anomalies apart", () => {
    expect(chartData(window, "denied", null)[COLUMN.alarm]).toEqual([null, 40]);
  });

  test("end with the open tick's count", () => {
    const data = chartData(window, "denied", { at: 20_000, counts: { denied: 3 } });
    expect(data[COLUMN.at]).toEqual([0, 10_000, 20_000]);
    expect(data[COLUMN.open]).toEqual([null, null, 3]);
    expect(data.every((column) => column.length === 3)).toBe(true);
  });

  test("leave out an open tick that is closed already, and one among means of several ticks", () => {
    expect(chartData(window, "denied", { at: 10_000, counts: {} })[COLUMN.at]).toHaveLength(2);
    const means = { ...window, stepMs: 60_000 };
    expect(chartData(means, "denied", { at: 120_000, counts: {} })[COLUMN.at]).toHaveLength(2);
  });

  test("are empty but as long for a status that the window does not hold", () => {
    expect(chartData(window, "failed", null)[COLUMN.value]).toEqual([null, null]);
  });
});

describe("the top of a chart", () => {
  test("leaves room above the line and the band", () => {
    expect(chartTop(chartData(window, "denied", null))).toBeCloseTo(44.8);
  });

  test("is not drawn up by a band far above the line", () => {
    expect(chartTop([[0], [5000], [0], [10], [12], [null], [null]])).toBeCloseTo(26.4);
  });

  test("stays readable when there is nothing", () => {
    expect(chartTop([[], [], [], [], [], [], []])).toBe(4);
  });
});

test("neighbouring anomalies are one run", () => {
  expect(alarmRuns([0, 1, 1, 0, 1])).toEqual([
    [1, 2],
    [4, 4],
  ]);
});

describe("the span of a chart", () => {
  test("is the chosen range when all of it is known", () => {
    const at = Array.from({ length: 90 }, (_, index) => index * 10_000);
    expect(shownSpan({ ...window, at })).toEqual([0, 900_000]);
  });

  test("is what was zoomed into, however much of it is known", () => {
    expect(shownSpan({ ...window, zoom: { from: 5000, to: 90_000 } })).toEqual([5000, 90_000]);
  });

  test("is shorter while less is known, but never a sliver", () => {
    const at = Array.from({ length: 60 }, (_, index) => index * 10_000);
    expect(shownSpan({ ...window, at })).toEqual([0, 600_000]);
    expect(shownSpan(window)).toEqual([-280_000, 20_000]);
  });
});
