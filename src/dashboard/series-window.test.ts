import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { History } from "../core/model/history.ts";
import { isContinued, windowFrom, withTick, type SeriesWindow, type Tick } from "./series-window.ts";

const TICK_MS = 10_000;

function history(values: readonly number[], stepMs = TICK_MS): History {
  return {
    scope: "all",
    tickMs: TICK_MS,
    stepMs,
    at: values.map((_, index) => index * stepMs),
    statuses: {
      denied: {
        value: [...values],
        expected: values.map(() => 5),
        lower: values.map(() => 0),
        upper: values.map(() => 12),
        score: values.map(() => 0),
        alert: values.map(() => 0),
        by: values.map(() => null),
      },
    },
  };
}

function tick(at: number, value: number, change: { status?: string; alert?: boolean; scope?: string } = {}): Tick {
  const { status = "denied", alert = false, scope = "all" } = change;
  const by = alert ? ("score" as const) : null;
  const verdict = { at, tickMs: TICK_MS, scope, status, value, expected: 5, lower: 0, upper: 12, score: 1, alert, by };
  return { kind: "tick", at, scope, verdicts: [verdict] };
}

const values = (window: SeriesWindow, status = "denied"): unknown => window.statuses[status]?.value;

describe("a window whose points are ticks", () => {
  const window = windowFrom(history([1, 2, 3]), 60_000, 30_000);

  test("gets a point for each tick", () => {
    const next = withTick(window, tick(30_000, 9, { alert: true }));
    expect(next.at).toEqual([0, 10_000, 20_000, 30_000]);
    expect(values(next)).toEqual([1, 2, 3, 9]);
    expect(next.statuses["denied"]?.alert).toEqual([0, 0, 0, 1]);
  });

  test("is left as it was", () => {
    withTick(window, tick(30_000, 9));
    expect(values(window)).toEqual([1, 2, 3]);
  });

  test("takes a tick that it holds already in place of the old one", () => {
    expect(values(withTick(window, tick(10_000, 7)))).toEqual([1, 7, 3]);
    expect(values(withTick(window, tick(20_000, 8)))).toEqual([1, 2, 8]);
  });

  test("leaves out a tick from before its beginning and one of another scope", () => {
    expect(withTick(window, tick(-10_000, 7))).toBe(window);
    expect(withTick(window, tick(30_000, 7, { scope: "issuer=aurora" }))).toBe(window);
  });

  test("forgets what is older than the range", () => {
    const next = withTick(window, tick(60_000, 4));
    expect(next.at[0]).toBe(10_000);
    expect(next.at.at(-1)).toBe(60_000);
  });

  test("shows a gap where ticks are missing", () => {
    const next = withTick(window, tick(50_000, 4));
    expect(next.at).toEqual([0, 10_000, 20_000, 30_000, 50_000]);
    expect(values(next)).toEqual([1, 2, 3, null, 4]);
  });

  test("begins a column for a status that was not seen before", () => {
    const next = withTick(window, tick(30_000, 4, { status: "failed" }));
    expect(values(next, "failed")).toEqual([null, null, null, 4]);
    expect(values(next)).toEqual([1, 2, 3, null]);
  });

  test("begins with the first tick when there was no history", () => {
    const empty = windowFrom({ ...history([]), statuses: {} }, 60_000, 0);
    const next = withTick(empty, tick(120_000, 4));
    expect(next.at).toEqual([120_000]);
    expect(values(next)).toEqual([4]);
  });
});

describe("a tick", () => {
  const window = windowFrom(history([1, 2, 3]), 600_000, 30_000);

  test("continues a window that ends shortly before it", () => {
    expect(isContinued(window, tick(30_000, 1))).toBe(true);
    expect(isContinued(window, tick(50_000, 1))).toBe(true);
  });

  test("does not continue an empty window, one that ends long before, or one of other ticks", () => {
    expect(isContinued({ ...window, at: [] }, tick(30_000, 1))).toBe(false);
    expect(isContinued(window, tick(60_000, 1))).toBe(false);
    expect(isContinued({ ...window, tickMs: 60_000 }, tick(30_000, 1))).toBe(false);
  });
});

describe("a window whose points are means of six ticks", () => {
  test("weighs a tick by what the last point already holds", () => {
    const window = windowFrom(history([10, 4], 60_000), 600_000, 90_000);
    const next = withTick(window, tick(90_000, 8, { alert: true }));
    expect(values(next)).toEqual([10, 5]);
    expect(next.statuses["denied"]?.alert).toEqual([0, 1]);
  });

  test("counts no tick twice", () => {
    const window = windowFrom(history([10, 4], 60_000), 600_000, 90_000);
    const once = withTick(window, tick(90_000, 8));
    expect(withTick(once, tick(90_000, 8))).toBe(once);
  });

  test("keeps an alarm when a calm tick follows in the same point", () => {
    const window = windowFrom(history([10, 4], 60_000), 600_000, 90_000);
    const next = withTick(withTick(window, tick(90_000, 8, { alert: true })), tick(100_000, 4));
    expect(next.statuses["denied"]?.alert).toEqual([0, 1]);
  });

  test("opens the next point on its own step", () => {
    const window = windowFrom(history([10, 4], 60_000), 600_000, 120_000);
    const next = withTick(window, tick(120_000, 8));
    expect(next.at).toEqual([0, 60_000, 120_000]);
    expect(values(next)).toEqual([10, 4, 8]);
  });

  test("property: a point is the mean of the ticks in it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 }), (counts) => {
        let window = windowFrom(history([1], 60_000), 600_000, 60_000);
        for (const [index, count] of counts.entries()) window = withTick(window, tick(60_000 + index * TICK_MS, count));
        const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
        expect(window.statuses["denied"]?.value.at(-1)).toBeCloseTo(mean, 6);
      }),
    );
  });
});

test("property: columns stay as long as the times, which rise and stay within the range", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -3, max: 12 }), fc.constantFrom("denied", "failed")), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(steps, fc.constantFrom(TICK_MS, 6 * TICK_MS), (moves, stepMs) => {
      let window = windowFrom(history([1, 2], stepMs), 20 * stepMs, 2 * stepMs);
      let at = stepMs;
      for (const [move, status] of moves) {
        at += move * TICK_MS;
        window = withTick(window, tick(at, 1, { status }));
      }
      for (const columns of Object.values(window.statuses)) {
        for (const column of Object.values(columns)) expect(column).toHaveLength(window.at.length);
      }
      const rises = window.at.every((each, index) => index === 0 || each > (window.at[index - 1] ?? Infinity));
      expect(rises).toBe(true);
      expect((window.at.at(-1) ?? 0) - (window.at[0] ?? 0)).toBeLessThan(20 * stepMs);
    }),
  );
});

describe("a window of the past", () => {
  test("breaks where nothing was judged, so that no line is drawn across it", () => {
    const { at, statuses } = windowFrom({ ...history([1, 2, 3]), at: [0, TICK_MS, 9 * TICK_MS] }, 60_000, 100_000);
    expect(at).toEqual([0, TICK_MS, 2 * TICK_MS, 9 * TICK_MS]);
    expect(statuses["denied"]).toMatchObject({ value: [1, 2, null, 3], alert: [0, 0, 0, 0] });
  });

  test("stays as it is while ticks come", () => {
    const zoomed = windowFrom(history([1, 2]), 20_000, 90_000, { from: 0, to: 20_000 });
    expect(isContinued(zoomed, tick(90_000, 7))).toBe(true);
    expect(withTick(zoomed, tick(90_000, 7))).toBe(zoomed);
  });

  test("tells what is missing of it", () => {
    const missing = { from: 0, to: 10_000, why: "the store is being opened" };
    expect(windowFrom({ ...history([1]), missing }, 60_000, 10_000).missing).toEqual(missing);
  });
});
