import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NOON, startStore, type StartedStore, storeRows } from "../../../../test/support/started-store.ts";
import type { VerdictRow } from "../../../core/model/store-rows.ts";

const MINUTE_MS = 60_000;
const STEP_MS = 5 * MINUTE_MS;

let started: StartedStore;

function verdict(minute: number, more: Partial<VerdictRow> = {}): VerdictRow {
  const judged = { value: 10, expected: 12, lower: 3, upper: 24, score: 0.5, by: null };
  return {
    at: NOON + minute * MINUTE_MS,
    spanMs: MINUTE_MS,
    scope: "all",
    status: "denied",
    ...judged,
    version: 1,
    ...more,
  };
}

beforeAll(async () => {
  started = await startStore();
  const verdicts = [
    verdict(0),
    verdict(1, { value: 40, score: 7, by: "score" }),
    verdict(2, { by: "rule" }),
    verdict(5, { expected: null, lower: null, upper: null, score: null }),
    verdict(6),
    verdict(1, { scope: "issuer=aurora", value: 3 }),
  ];
  await started.store.write(storeRows({ verdicts }), 1);
  // Judged anew: the later version holds.
  await started.store.write(storeRows({ verdicts: [verdict(0, { value: 11, version: 2 })] }), 2);
});
afterAll(() => started.close());

describe("what the judge said", () => {
  const question = { scope: "all", from: NOON, to: NOON + 2 * STEP_MS, stepMs: STEP_MS };

  test("is summed up by step, each minute once", async () => {
    const [first, second] = await started.store.past(question);
    expect(first).toMatchObject({ at: NOON, status: "denied", coveredMs: 3 * MINUTE_MS, value: 61, expected: 36 });
    expect(first).toMatchObject({ score: 7, grounds: 3 });
    expect(first?.variance).toBeCloseTo(3 * (21 / 6.1804) ** 2, 6);
    expect(second).toMatchObject({
      at: NOON + STEP_MS,
      coveredMs: 2 * MINUTE_MS,
      value: 20,
      expected: NaN,
      grounds: 0,
    });
  });

  test("is of one scope", async () => {
    const steps = await started.store.past({ ...question, scope: "issuer=aurora" });
    expect(steps).toMatchObject([{ value: 3, coveredMs: MINUTE_MS }]);
    expect(await started.store.past({ ...question, scope: "issuer=' OR 1 = 1 --" })).toEqual([]);
  });

  test("steps that are not whole minutes, or do not begin with one, are refused", async () => {
    await expect(started.store.past({ ...question, stepMs: 90_000 })).rejects.toThrow("steps of whole minutes");
    await expect(started.store.past({ ...question, from: NOON + MINUTE_MS })).rejects.toThrow(
      "from one step to another",
    );
    await expect(started.store.past({ ...question, from: 0 })).rejects.toThrow("at most 2000 steps");
  });
});
