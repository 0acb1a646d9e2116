import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minuteRow, NOON, startStore, storeRows, type StartedStore } from "../../../../test/support/started-store.ts";
import type { CountsQuestion, ExcessQuestion } from "../store.ts";

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 4 * QUARTER_MS;
const DAY_MS = 24 * HOUR_MS;
/** A name with everything that has a meaning in SQL or in how parameters are written. */
const ODD = "O'Neil\\n\t{x:String}";

let started: StartedStore;

function row(minutesAfterNoon: number, status: string, issuer: string, merchant: string, count: number, part = 0) {
  const minute = NOON + minutesAfterNoon * MINUTE_MS;
  return minuteRow({ minute, status, dimensions: { issuer, merchant }, count, part });
}

beforeAll(async () => {
  started = await startStore();
  const minutes = [
    row(0, "approved", "aurora", "shop", 10),
    row(0, "approved", "aurora", "kiosk", 1),
    row(0, "denied", "aurora", "shop", 2),
    row(1, "approved", "boreal", "shop", 5),
    row(1, "approved", "boreal", "shop", 3, 1),
    row(16, "approved", ODD, "shop", 7),
    row(61, "approved", "aurora", "shop", 4),
  ];
  await started.store.write(storeRows({ minutes }), 1);
  // What is written again counts once; what was counted anew has its last count.
  await started.store.write(
    storeRows({
      minutes: [row(61, "approved", "aurora", "shop", 4), { ...row(0, "denied", "aurora", "shop", 9), version: 2 }],
    }),
    2,
  );
});
afterAll(() => started.close());

async function counts(question: Partial<CountsQuestion>): Promise<Record<string, number[]>> {
  const answer = await started.store.counts({
    dimensions: {},
    statuses: [],
    from: NOON,
    to: NOON + 2 * MINUTE_MS,
    stepMs: MINUTE_MS,
    ...question,
  });
  return Object.fromEntries([...answer].map(([status, values]) => [status, [...values]]));
}

describe("counts", () => {
  test("of all traffic, minute by minute and status by status", async () => {
    expect(await counts({})).toEqual({ approved: [11, 8], denied: [9, 0] });
  });

  test("of all traffic in quarters and hours, from sums", async () => {
    const hours = { from: NOON, to: NOON + 2 * HOUR_MS };
    expect(await counts({ ...hours, stepMs: HOUR_MS })).toEqual({ approved: [26, 4], denied: [9, 0] });
    expect(await counts({ ...hours, stepMs: QUARTER_MS, statuses: ["approved"] })).toEqual({
      approved: [19, 7, 0, 0, 4, 0, 0, 0],
    });
  });

  test("of one value, of which the other dimensions are added up", async () => {
    expect(await counts({ dimensions: { issuer: "aurora" } })).toEqual({ approved: [11, 0], denied: [9, 0] });
    expect(await counts({ dimensions: { merchant: "shop" }, statuses: ["approved"] })).toEqual({ approved: [10, 8] });
    const hour = { from: NOON, to: NOON + HOUR_MS, stepMs: HOUR_MS };
    expect(await counts({ ...hour, dimensions: { merchant: "shop" } })).toEqual({ approved: [25], denied: [9] });
  });

  test("of a value in every dimension, over the parts of a minute", async () => {
    expect(await counts({ dimensions: { issuer: "boreal", merchant: "shop" }, statuses: ["approved"] })).toEqual({
      approved: [0, 8],
    });
  });

  test("of a value with signs in it that have a meaning in SQL", async () => {
    const span = { to: NOON + 17 * MINUTE_MS, stepMs: 17 * MINUTE_MS };
    expect(await counts({ ...span, dimensions: { issuer: ODD } })).toEqual({ approved: [7] });
    expect(await counts({ ...span, dimensions: { issuer: "x' OR 1 = 1 --" } })).toEqual({});
    expect(await counts({ statuses: ["it's", "denied"] })).toEqual({ "it's": [0, 0], denied: [9, 0] });
  });

  test("in a last step that is cut off", async () => {
    expect(await counts({ to: NOON + 17 * MINUTE_MS, stepMs: 16 * MINUTE_MS, statuses: ["approved"] })).toEqual({
      approved: [19, 7],
    });
  });

  test("are refused where the question has no answer, with what was expected", async () => {
    await expect(counts({ dimensions: { brand: "visa" } })).rejects.toThrow(
      "there is no dimension brand; there are issuer, merchant",
    );
    await expect(counts({ from: NOON + 1 })).rejects.toThrow(
      "expected from and to at the beginning of a minute, from before to, got 2026-03-02T12:00:00.001Z and 2026-03-02T12:02:00.000Z",
    );
    await expect(counts({ to: NOON })).rejects.toThrow("from before to");
    await expect(counts({ stepMs: 90_000 })).rejects.toThrow("expected a step of whole minutes, got 90000 ms");
    await expect(counts({ from: 0 })).rejects.toThrow("expected at most 50000 steps");
  });

  test("end when nobody waits for them any more", async () => {
    const question = { dimensions: {}, statuses: [], from: NOON, to: NOON + MINUTE_MS, stepMs: MINUTE_MS };
    await expect(started.store.counts(question, AbortSignal.abort())).rejects.toThrow("aborted");
  });
});

describe("values with the highest excess", () => {
  const question: ExcessQuestion = {
    dimension: "issuer",
    statuses: ["failed", "denied"],
    from: NOON + 10 * DAY_MS,
    to: NOON + 10 * DAY_MS + QUARTER_MS,
    periodMs: DAY_MS,
    periods: 7,
    limit: 10,
  };

  function onDay(day: number, issuer: string, count: number, minutes = 0) {
    return row(day * 24 * 60 + minutes, "failed", issuer, "shop", count);
  }

  test("are those above their own mean, over the periods that there are", async () => {
    expect(await started.store.topValues(question)).toEqual([]);
    const now = [onDay(10, "aurora", 100), onDay(10, "boreal", 30), onDay(10, "new", 20)];
    await started.store.write(storeRows({ minutes: now }), 3);
    expect(await started.store.topValues({ ...question, limit: 2 })).toEqual([
      { value: "aurora", count: 100, usual: null },
      { value: "boreal", count: 30, usual: null },
    ]);
    const before = [
      onDay(9, "aurora", 96),
      onDay(8, "aurora", 104),
      onDay(8, "boreal", 4),
      onDay(8, "gone", 8),
      // Another time of day, and a time before all periods: neither is compared with.
      onDay(9, "boreal", 5000, 30),
      onDay(2, "boreal", 5000),
    ];
    await started.store.write(storeRows({ minutes: before }), 4);
    expect(await started.store.topValues(question)).toEqual([
      { value: "boreal", count: 30, usual: 2 },
      { value: "new", count: 20, usual: 0 },
      { value: "aurora", count: 100, usual: 100 },
      { value: "gone", count: 0, usual: 4 },
    ]);
  });

  test("are refused where the question has no answer", async () => {
    const { store } = started;
    await expect(store.topValues({ ...question, dimension: "brand" })).rejects.toThrow("there is no dimension brand");
    await expect(store.topValues({ ...question, to: question.from + MINUTE_MS })).rejects.toThrow(
      "at the beginning of a quarter of an hour",
    );
    await expect(store.topValues({ ...question, periodMs: 0 })).rejects.toThrow("not shorter than the span, got 0 ms");
    await expect(store.topValues({ ...question, periods: 0 })).rejects.toThrow("expected 1 to 400 earlier periods");
    await expect(store.topValues({ ...question, limit: 0 })).rejects.toThrow("a limit of at least 1, got 0");
  });
});

describe("minutes to try a monitor on", () => {
  async function rows(dimension: string | null, limit = 10): Promise<unknown[][]> {
    const answer = await started.store.minuteCounts({ dimension, from: NOON, to: NOON + HOUR_MS, limit });
    return Array.from(answer.at, (at, place) => [
      (at - NOON) / MINUTE_MS,
      answer.statuses[answer.status[place] ?? 0],
      answer.values[answer.value[place] ?? -1] ?? null,
      answer.count[place],
    ]).toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
  }

  test("of all traffic", async () => {
    expect(await rows(null)).toEqual([
      [0, "approved", null, 11],
      [0, "denied", null, 9],
      [1, "approved", null, 8],
      [16, "approved", null, 7],
    ]);
  });

  test("of each value that was seen first; the others count as none", async () => {
    expect(await rows("issuer")).toContainEqual([16, "approved", ODD, 7]);
    expect(await rows("issuer", 2)).toEqual([
      [0, "approved", "aurora", 11],
      [0, "denied", "aurora", 9],
      [1, "approved", "boreal", 8],
      [16, "approved", null, 7],
    ]);
  });

  test("tell how many values there are", async () => {
    expect(await started.store.valuesSeen("issuer", NOON, NOON + HOUR_MS)).toBe(3);
    expect(await started.store.valuesSeen("issuer", NOON + QUARTER_MS, NOON + HOUR_MS)).toBe(1);
    await expect(started.store.valuesSeen("colour", NOON, NOON + HOUR_MS)).rejects.toThrow(
      "there is no dimension colour",
    );
  });
});
