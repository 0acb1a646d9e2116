import { describe, expect, test } from "vitest";
import { type Observation, observe, reasonOf, silenceReason } from "./reason.ts";
import type { JudgeOutput } from "./series-tests.ts";
import { VerdictHistory } from "./verdict-history.ts";

const MINUTE = 60_000;
const STATUSES = ["approved", "denied"];

const denied: Observation = {
  status: "denied",
  symptom: "above",
  value: 105,
  expected: 46.2,
  lower: 28,
  upper: 66,
  windowMs: MINUTE,
  share: 0.19,
  usualShare: 0.0904,
};
const NO_SHARE = { share: Number.NaN, usualShare: Number.NaN };

/** A scope of approved and denied: one tick per given count of denied, the last is the newest. */
function historyOf(ticks: readonly { denied: number; expected?: number; isFlagged?: boolean }[]): VerdictHistory {
  const history = new VerdictHistory(2, 200);
  for (const [index, tick] of ticks.entries()) {
    const output: JudgeOutput = {
      value: new Float64Array([90, tick.denied]),
      expected: new Float64Array([90, tick.expected ?? 10]),
      shape: new Float64Array([1e6, 1e6]),
      score: new Float64Array(2),
      isFlagged: new Float64Array([0, tick.isFlagged === true ? 1 : 0]),
    };
    history.add(index * MINUTE, output, 0);
  }
  return history;
}

const rise = { statuses: STATUSES, status: 1, symptom: "above" } as const;
const fall = { statuses: STATUSES, status: 1, symptom: "below" } as const;
const calm = Array.from({ length: 30 }, () => ({ denied: 10 }));

describe("reasonOf", () => {
  test("a rise tells count, expectation, limit and share", () => {
    expect(reasonOf(denied)).toMatchInlineSnapshot(
      `"denied: 105 in the last minute, 46 expected, at most 66 is normal; share of volume 19 %, usually 9 %"`,
    );
  });

  test("a fall tells the least that is normal", () => {
    const fallen = {
      ...denied,
      ...NO_SHARE,
      status: "approved",
      symptom: "below",
      value: 3,
      windowMs: 10_000,
    } as const;
    expect(reasonOf(fallen)).toMatchInlineSnapshot(
      `"approved: 3 in the last 10 seconds, 46 expected, at least 28 is normal"`,
    );
  });

  test("rare things are told with their fractions", () => {
    const rare = { ...denied, ...NO_SHARE, status: "failed", value: 6, upper: 2, windowMs: 90_000 };
    expect(reasonOf({ ...rare, expected: 0.0432 })).toMatchInlineSnapshot(
      `"failed: 6 in the last 1.5 minutes, 0.04 expected, at most 2 is normal"`,
    );
    expect(reasonOf({ ...rare, expected: 3.4 })).toMatchInlineSnapshot(
      `"failed: 6 in the last 1.5 minutes, 3.4 expected, at most 2 is normal"`,
    );
  });

  test("what was practically never seen is told without a power of ten", () => {
    const rare = { ...denied, status: "failed", value: 10, expected: 1.3e-7, upper: 0, usualShare: 2e-9 };
    expect(reasonOf(rare)).toMatchInlineSnapshot(
      `"failed: 10 in the last minute, under 0.01 expected, at most 0 is normal; share of volume 19 %, usually under 0.01 %"`,
    );
  });

  test.each([
    [1000, "last second"],
    [10_000, "last 10 seconds"],
    [MINUTE, "last minute"],
    [25 * MINUTE, "last 25 minutes"],
    [60 * MINUTE, "last hour"],
    [90 * MINUTE, "last 90 minutes"],
    [150 * MINUTE, "last 2.5 hours"],
  ])("%i ms are the %s", (windowMs, text) => {
    expect(reasonOf({ ...denied, windowMs })).toContain(`in the ${text}, 46 expected`);
  });
});

describe("silenceReason", () => {
  test("tells how long and how much is missing", () => {
    expect(silenceReason(4 * MINUTE, 33.7)).toMatchInlineSnapshot(
      `"nothing received in the last 4 minutes; about 34 transactions expected in that time"`,
    );
    expect(silenceReason(MINUTE, 8.25)).toMatchInlineSnapshot(
      `"nothing received in the last minute; about 8.3 transactions expected in that time"`,
    );
  });
});

describe("observe", () => {
  test("a tick far out of its bounds says it all", () => {
    const seen = observe(historyOf([...calm, { denied: 40 }]), rise, MINUTE);
    expect(seen).toMatchObject({ value: 40, expected: 10, windowMs: MINUTE });
    expect(seen.share).toBeCloseTo(40 / 130, 6);
    expect(seen.usualShare).toBeCloseTo(0.1, 6);
    expect(seen.upper).toBeGreaterThan(19);
    expect(seen.upper).toBeLessThan(24);
  });

  test("a slight rise is told over the time that it has lasted", () => {
    const slight = Array.from({ length: 12 }, () => ({ denied: 15 }));
    expect(observe(historyOf([...calm, ...slight]), rise, MINUTE)).toMatchObject({
      value: 180,
      expected: 120,
      windowMs: 12 * MINUTE,
    });
  });

  test("so is a slight fall, without a share", () => {
    const slight = Array.from({ length: 20 }, () => ({ denied: 6 }));
    const seen = observe(historyOf([...calm, ...slight]), fall, MINUTE);
    expect(seen).toMatchObject({ value: 120, windowMs: 20 * MINUTE, share: Number.NaN });
    expect(seen.value).toBeLessThan(seen.lower);
  });

  test("an earlier alarm is not part of it, and neither is an hour ago", () => {
    const slight = Array.from({ length: 12 }, () => ({ denied: 15 }));
    const earlier = Array.from({ length: 5 }, () => ({ denied: 60, isFlagged: true }));
    expect(observe(historyOf([...earlier, ...slight]), rise, MINUTE).windowMs).toBe(12 * MINUTE);
    const long = Array.from({ length: 150 }, () => ({ denied: 13 }));
    expect(observe(historyOf(long), rise, MINUTE).windowMs).toBe(60 * MINUTE);
  });

  test("time in which nothing was predicted ends the window", () => {
    const unknown = { denied: 15, expected: Number.NaN };
    const slight = Array.from({ length: 4 }, () => ({ denied: 15 }));
    expect(observe(historyOf([unknown, unknown, ...slight]), rise, MINUTE).windowMs).toBe(4 * MINUTE);
  });

  test("an open tick is the last one, counted so far", () => {
    const open = { value: 30, expected: 10 / 3, shape: 1e6, total: 60, elapsedMs: 20_000 };
    const seen = observe(historyOf(calm), rise, MINUTE, open);
    expect(seen).toMatchObject({ value: 30, expected: 10 / 3, windowMs: 20_000, share: 0.5 });
    expect(seen.usualShare).toBeCloseTo(0.1, 6);
  });

  test("an open tick that is not out of bounds is told with those before it", () => {
    const slight = Array.from({ length: 10 }, () => ({ denied: 15 }));
    const open = { value: 5, expected: 3, shape: 1e6, total: 30, elapsedMs: 20_000 };
    expect(observe(historyOf([...calm, ...slight]), rise, MINUTE, open)).toMatchObject({
      value: 155,
      windowMs: 10 * MINUTE + 20_000,
    });
  });

  test("a share of hardly any volume is not told", () => {
    const history = new VerdictHistory(2, 10);
    const column = (one: number, other: number): Float64Array<ArrayBuffer> => new Float64Array([one, other]);
    const shape = column(1e6, 1e6);
    history.add(0, { value: column(2, 9), expected: column(2, 0.5), shape, score: shape, isFlagged: shape }, 0);
    expect(observe(history, rise, MINUTE)).toMatchObject({ value: 9, share: Number.NaN, usualShare: Number.NaN });
  });
});
