import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Monitor } from "../model/monitor.ts";
import type { Transaction } from "../model/transaction.ts";
import { Transactions } from "../model/transactions.ts";
import { Rollup, type TickCounts } from "./rollup.ts";
import { ScopeDirectory } from "./scope-directory.ts";

const TICK = 10_000;
const START = Date.UTC(2025, 6, 1, 12);
const STATUSES = ["approved", "denied"];

function rollupOf(monitors: readonly Monitor[] = [], clockAt = START + 86_400_000): Rollup {
  const rollup = new Rollup({ tickMs: TICK, statuses: STATUSES, patienceMs: 2000 }, new ScopeDirectory(monitors));
  rollup.watermark.advanceClock(clockAt);
  return rollup;
}

function put(rollup: Rollup, seconds: number, status: string, count = 1, more: Partial<Transaction> = {}): number[] {
  const touched: number[] = [];
  const batch = Transactions.of([{ at: START + seconds * 1000, status, count, ...more }]);
  rollup.add(batch, rollup.placesOf(batch), 0, (series) => touched.push(series));
  return touched;
}

function closed(rollup: Rollup): TickCounts[] {
  const ticks: TickCounts[] = [];
  for (let tick = rollup.takeClosed(); tick !== null; tick = rollup.takeClosed()) ticks.push(tick);
  return ticks;
}

/** Seconds from the start, counts and number of records of each tick. */
function shown(ticks: readonly TickCounts[]): [number, number[], number][] {
  return ticks.map(({ at, counts, records }) => [(at - START) / 1000, [...counts], records]);
}

describe("Rollup", () => {
  test("sums records per series and tick, in any order, and closes oldest first", () => {
    const rollup = rollupOf();
    put(rollup, 12, "approved", 3);
    put(rollup, 3, "denied");
    put(rollup, 19.999, "approved", 2);
    put(rollup, 20, "denied");
    expect(shown(closed(rollup))).toEqual([
      [0, [0, 1], 1],
      [10, [5, 0], 2],
    ]);
    expect(rollup.received).toBe(7);
  });

  test("a status that has no record in a tick counts zero there, and so does a whole tick between others", () => {
    const rollup = rollupOf();
    put(rollup, 0, "approved");
    put(rollup, 40, "approved");
    expect(shown(closed(rollup))).toEqual([
      [0, [1, 0], 1],
      [10, [0, 0], 0],
      [20, [0, 0], 0],
      [30, [0, 0], 0],
    ]);
  });

  test("the open tick stays open until the stream, or the clock of a live one, has passed it", () => {
    const past = rollupOf();
    put(past, 5, "approved");
    expect(closed(past)).toEqual([]);
    expect(past.newestOpen()?.at).toBe(START);
    const live = rollupOf([], START + 6000);
    put(live, 5, "approved");
    live.watermark.advanceClock(START + 11_999);
    expect(closed(live)).toEqual([]);
    live.watermark.advanceClock(START + 12_000);
    expect(shown(closed(live))).toEqual([[0, [1, 0], 1]]);
    expect(live.newestOpen()).toBeNull();
  });

  test("the open tick of a live stream is not one that the clock has not reached", () => {
    const rollup = rollupOf([], START + 15_000);
    put(rollup, 14, "approved");
    put(rollup, 75, "approved");
    expect(rollup.newestOpen()?.at).toBe(START + 10_000);
    rollup.watermark.advanceClock(START + 70_000);
    expect(rollup.newestOpen()?.at).toBe(START + 70_000);
  });

  test("a late record is counted as late and lands nowhere", () => {
    const rollup = rollupOf();
    put(rollup, 5, "approved");
    put(rollup, 25, "approved");
    closed(rollup);
    expect(put(rollup, 9, "denied", 4)).toEqual([]);
    expect(rollup.late).toBe(4);
    expect(rollup.received).toBe(6);
    put(rollup, 35, "approved");
    expect(shown(closed(rollup))).toEqual([[20, [1, 0], 1]]);
  });

  test("a live stream that was late once is waited for", () => {
    const rollup = rollupOf([], START);
    put(rollup, 0, "approved");
    rollup.watermark.advanceClock(START + 20_000);
    closed(rollup);
    put(rollup, 1, "denied");
    expect(rollup.watermark.patienceMs).toBe(12_500);
  });

  test("a status that is not configured is not counted at all", () => {
    const rollup = rollupOf();
    expect(put(rollup, 5, "melted")).toEqual([]);
    expect(rollup.received).toBe(0);
    expect(rollup.newestOpen()).toBeNull();
  });

  test("a record counts in all traffic and in the scopes of its dimensions, also those first seen in mid-tick", () => {
    const rollup = rollupOf([{ name: "i", by: "issuer" }]);
    expect(put(rollup, 1, "denied")).toEqual([1]);
    expect(put(rollup, 2, "denied", 2, { dimensions: { issuer: "a" } })).toEqual([1, 3]);
    expect(put(rollup, 3, "approved", 5, { dimensions: { issuer: "b" } })).toEqual([0, 4]);
    put(rollup, 12, "approved");
    expect(shown(closed(rollup))).toEqual([[0, [5, 3, 0, 2, 5, 0], 3]]);
  });

  test("keeps a total of each series over all ticks, without what came too late", () => {
    const rollup = rollupOf([{ name: "i", by: "issuer" }]);
    put(rollup, 1, "denied", 2, { dimensions: { issuer: "a" } });
    put(rollup, 12, "denied", 3, { dimensions: { issuer: "a" } });
    put(rollup, 23, "approved", 5, { dimensions: { issuer: "b" } });
    closed(rollup);
    put(rollup, 2, "denied", 9, { dimensions: { issuer: "a" } });
    expect([...rollup.totals.slice(0, 6)]).toEqual([5, 5, 0, 5, 5, 0]);
  });

  test("a tick is tallied when every record of it is a finished count", () => {
    const rollup = rollupOf();
    put(rollup, 1, "approved", 90, { isTally: true });
    expect(rollup.newestOpen()?.isTallied).toBe(true);
    put(rollup, 2, "denied");
    expect(rollup.newestOpen()?.isTallied).toBe(false);
  });

  test("a count of zero is a record: the tick is known to be empty of it", () => {
    const rollup = rollupOf();
    put(rollup, 1, "approved", 0);
    put(rollup, 11, "approved");
    expect(shown(closed(rollup))).toEqual([[0, [0, 0], 1]]);
  });

  test("jumps over a long silence, but not over a tick that has records", () => {
    const rollup = rollupOf();
    put(rollup, 0, "approved");
    put(rollup, 10, "approved");
    closed(rollup);
    expect(rollup.skipTo(START + 3_600_000)).toBe(0);
    put(rollup, 3605, "approved");
    expect(rollup.takeClosed()?.at).toBe(START + TICK);
    expect(rollup.skipTo(START + 3_600_000)).toBe(358);
    expect(rollup.nextTick).toBe(START + 3_600_000);
    expect(rollup.skipTo(START)).toBe(0);
  });

  test("property: nothing is lost and nothing doubled: closed, open and late make up what was received", () => {
    const record = fc.record({ second: fc.nat(300), isDenied: fc.boolean(), count: fc.nat(9), takes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), (records) => {
        const rollup = rollupOf();
        const ticks: TickCounts[] = [];
        for (const { second, isDenied, count, takes } of records) {
          put(rollup, second, isDenied ? "denied" : "approved", count);
          if (takes) ticks.push(...closed(rollup));
        }
        put(rollup, 1000, "approved");
        ticks.push(...closed(rollup));
        const judged = ticks.reduce((sum, { counts }) => sum + counts.reduce((one, other) => one + other, 0), 0);
        expect(judged + rollup.late + 1).toBe(rollup.received);
        for (const [index, { at }] of ticks.entries()) expect(at).toBe((ticks[0]?.at ?? 0) + index * TICK);
      }),
    );
  });
});
