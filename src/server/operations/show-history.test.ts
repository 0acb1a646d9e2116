import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import type { StatusHistory } from "../../core/model/history.ts";
import { type PastQuestion, type PastStep, type Store, StoreUnavailable } from "../store/store.ts";
import { showHistory } from "./show-history.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = { scope: "all", from: NOON - 7 * DAY_MS, to: NOON, points: 400 };

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort({ tickMs: TICK_MS });
  await learnSteadyHour(served);
});
afterEach(() => served.close());

/** The product with a store that answers so. */
function withStore(past: (question: PastQuestion) => Promise<PastStep[]>) {
  const { product } = served.running;
  const store: Store = { ...product.store, kind: "chdb", past };
  return { ...product, store };
}

/** Steps of the same traffic as the last hour, with 20 % more scatter than a Poisson count. */
function stepsOf({ from, to, stepMs }: PastQuestion): PastStep[] {
  const ticks = stepMs / TICK_MS;
  const steps: PastStep[] = [];
  for (let at = from; at < to; at += stepMs) {
    const judged = { expected: 30 * ticks, variance: 36 * ticks, score: 0.5, grounds: 0 };
    steps.push({ at, status: "approved", coveredMs: stepMs, value: 30 * ticks, ...judged });
  }
  return steps;
}

describe("a history longer than what is remembered", () => {
  test("goes on from the store into what is remembered without a gap and without a change of scale", async () => {
    const asked: PastQuestion[] = [];
    const product = withStore((question) => {
      asked.push(question);
      return Promise.resolve(stepsOf(question));
    });
    const history = await showHistory(product, DAYS);
    const { at, stepMs, statuses, missing } = history;
    expect(missing).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.to).toBeGreaterThanOrEqual(NOON - HOUR_MS);
    expect(stepMs % 60_000).toBe(0);
    expect(at.length).toBeGreaterThan(300);
    for (let index = 1; index < at.length; index++) expect((at[index] ?? 0) - (at[index - 1] ?? 0)).toBe(stepMs);
    expect(new Set(statuses["approved"]?.value)).toEqual(new Set([30]));
    for (const column of Object.values(statuses).flatMap((one: StatusHistory) => Object.values(one))) {
      expect(column).toHaveLength(at.length);
    }
  });

  test("has bands of ticks, not of minutes, from the store", async () => {
    const { statuses } = await showHistory(
      withStore((question) => Promise.resolve(stepsOf(question))),
      DAYS,
    );
    const { lower = [], upper = [] } = statuses["approved"] ?? {};
    // A count of mean 30 and variance 36 lies within about 3.1 standard deviations.
    expect(lower[0]).toBeGreaterThan(10);
    expect(lower[0]).toBeLessThan(16);
    expect(upper[0]).toBeGreaterThan(46);
    expect(upper[0]).toBeLessThan(54);
    // What never came was watched too.
    expect(statuses["denied"]?.value[0]).toBe(0);
  });

  test("is what is remembered, with the reason, when the store does not answer", async () => {
    const product = withStore(() => Promise.reject(new StoreUnavailable("the SQL engine ended")));
    const history = await showHistory(product, DAYS);
    expect(history.missing).toEqual({
      from: DAYS.from,
      to: NOON - HOUR_MS - ((NOON - HOUR_MS) % history.stepMs),
      why: "the SQL engine ended",
    });
    expect(history.at.length).toBeGreaterThan(0);
  });

  test("lacks nothing when there is no store and nothing was let go", async () => {
    const history = await showHistory(served.running.product, DAYS);
    expect(history.missing).toBeUndefined();
  });

  test("does not ask the store for what is remembered", async () => {
    const product = withStore(() => Promise.reject(new Error("asked")));
    const history = await showHistory(product, { scope: "all", from: NOON - HOUR_MS, to: NOON, points: 400 });
    expect(history.at).toHaveLength(359);
  });

  test("stays in ticks where the stream began within it", async () => {
    const product = withStore(() => Promise.reject(new Error("asked")));
    const hours = { scope: "all", from: NOON - 2 * HOUR_MS, to: NOON, points: 720 };
    expect(await showHistory(product, hours)).toMatchObject({ stepMs: TICK_MS });
  });
});
