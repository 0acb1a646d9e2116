import { expect, test } from "vitest";
import type { SeriesWindow } from "../series-window.ts";
import { periodSummaries } from "./period-summary.ts";

function window(columns: Record<string, (number | null)[]>, stepMs = 10_000): SeriesWindow {
  const length = Object.values(columns)[0]?.length ?? 0;
  const at = Array.from({ length }, (_, index) => index * stepMs);
  const statuses: SeriesWindow["statuses"] = Object.fromEntries(
    Object.entries(columns).map(([status, value]) => {
      const none = value.map(() => null);
      const alert = value.map((each) => ((each ?? 0) > 50 ? 1 : 0));
      return [status, { value, expected: none, lower: none, upper: none, score: none, alert, by: none }];
    }),
  );
  return {
    scope: "all",
    tickMs: 10_000,
    stepMs,
    rangeMs: 900_000,
    at,
    statuses,
    lastTickAt: at.at(-1) ?? 0,
    zoom: null,
    missing: null,
  };
}

test("totals and shares are of what the window holds; missing points count as nothing", () => {
  const { approved, denied } = periodSummaries(window({ approved: [30, 30, null], denied: [10, 5, 5] }));
  expect(approved).toMatchObject({ total: 60, share: 0.75 });
  expect(denied).toMatchObject({ total: 20, share: 0.25 });
});

test("a point that is a mean of ticks counts for all of them", () => {
  expect(periodSummaries(window({ denied: [2.5, 2.5] }, 60_000))["denied"]?.total).toBe(30);
});

test("anomalous points are counted", () => {
  expect(periodSummaries(window({ denied: [1, 60, 70, 1] }))["denied"]?.anomalousPoints).toBe(2);
});

test("the trend compares the last eighth of the range with what was before it", () => {
  const steady = Array.from({ length: 90 }, () => 25);
  const rising = steady.map((value, index) => (index >= 79 ? value * 4 : value));
  const summaries = periodSummaries(window({ steady, rising, falling: rising.map((value) => 125 - value) }));
  expect(summaries["steady"]?.trend).toBe("steady");
  expect(summaries["rising"]?.trend).toBe("rising a lot");
  expect(summaries["falling"]?.trend).toBe("falling a lot");
});

test("an empty window has no trend and no share", () => {
  expect(periodSummaries(window({ denied: [] }))["denied"]).toEqual({
    total: 0,
    share: NaN,
    anomalousPoints: 0,
    trend: "steady",
  });
});
