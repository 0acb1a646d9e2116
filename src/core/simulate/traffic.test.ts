import { describe, expect, test } from "vitest";
import type { Transaction } from "../model/transaction.ts";
import { createRandom } from "../stats/random.ts";
import { demonstrationFaults } from "./fault-schedule.ts";
import type { Fault } from "./fault.ts";
import { createTraffic } from "./traffic.ts";

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const WEDNESDAY = Date.UTC(2026, 2, 4);
const AFTERNOON = WEDNESDAY + 15 * HOUR_MS;

function total(rows: readonly Transaction[], isMeant: (row: Transaction) => boolean = () => true): number {
  return rows.reduce((sum, row) => sum + (isMeant(row) ? row.count : 0), 0);
}

/** Within 5 standard deviations of a Poisson count; the seeds are fixed. */
function isNear(count: number, expected: number): boolean {
  return Math.abs(count - expected) < 5 * Math.sqrt(expected);
}

describe("tallies", () => {
  const traffic = createTraffic({ rateAt: AFTERNOON }, 1);
  const hour = traffic.tallyBetween(AFTERNOON - HOUR_MS / 2, AFTERNOON + HOUR_MS / 2, createRandom(1));

  test("come at the rate that was asked for", () => {
    expect(traffic.perSecondAt(AFTERNOON)).toBe(30);
    expect(isNear(total(hour), 30 * 3600)).toBe(true);
  });

  test.each([
    ["approved", 0.871],
    ["denied", 0.085],
    ["refunded", 0.016],
    ["reversed", 0.012],
    ["backend_reversed", 0.005],
    ["failed", 0.005],
    ["processing", 0.006],
  ])("the share of %s is %f", (status, share) => {
    expect(
      isNear(
        total(hour, (row) => row.status === status),
        share * 30 * 3600,
      ),
    ).toBe(true);
  });

  test("have one row per status and dimensions, at the start of the stretch, none of them empty", () => {
    const keys = hour.map((row) => `${row.status} ${JSON.stringify(row.dimensions)}`);
    expect(new Set(keys).size).toBe(hour.length);
    expect(hour.every((row) => row.at === AFTERNOON - HOUR_MS / 2 && row.count > 0)).toBe(true);
  });

  test("of ten seconds at the peak have at most about 150 rows", () => {
    const random = createRandom(2);
    const sizes = Array.from({ length: 60 }, (_, index) => {
      const from = AFTERNOON + index * 10 * SECOND_MS;
      return traffic.tallyBetween(from, from + 10 * SECOND_MS, random).length;
    });
    expect(Math.max(...sizes)).toBeLessThan(165);
  });

  test("by night are an eighth of those in the afternoon", () => {
    const night = traffic.tallyBetween(WEDNESDAY + 2.5 * HOUR_MS, WEDNESDAY + 3.5 * HOUR_MS, createRandom(1));
    expect(total(hour) / total(night)).toBeGreaterThan(7.5);
    expect(total(hour) / total(night)).toBeLessThan(8.5);
  });

  test("without an instant for the rate, it is the mean of a week", () => {
    const average = createTraffic({ perSecond: 2, utcOffsetMinutes: -180 }, 1);
    const random = createRandom(4);
    const week = Array.from({ length: 168 }, (_, index) => {
      const from = WEDNESDAY + index * HOUR_MS;
      return total(average.tallyBetween(from, from + HOUR_MS, random));
    });
    expect(
      isNear(
        week.reduce((sum, count) => sum + count, 0),
        2 * 168 * 3600,
      ),
    ).toBe(true);
  });

  test("are the same for the same seeds", () => {
    const once = createTraffic({}, 7).tallyBetween(AFTERNOON, AFTERNOON + HOUR_MS, createRandom(3));
    expect(createTraffic({}, 7).tallyBetween(AFTERNOON, AFTERNOON + HOUR_MS, createRandom(3))).toEqual(once);
    expect(createTraffic({}, 7).tallyBetween(AFTERNOON, AFTERNOON + HOUR_MS, createRandom(4))).not.toEqual(once);
  });

  test("of no time are empty", () => {
    expect(traffic.tallyBetween(AFTERNOON, AFTERNOON, createRandom(1))).toEqual([]);
  });
});

describe("single transactions", () => {
  const traffic = createTraffic({ rateAt: AFTERNOON }, 1);
  const minutes = traffic.transactionsBetween(AFTERNOON, AFTERNOON + 600 * SECOND_MS, createRandom(1));

  test("come in order, inside the stretch, at the same rate and shares as tallies", () => {
    const times = minutes.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times[0]).toBeGreaterThanOrEqual(AFTERNOON);
    expect(times.at(-1)).toBeLessThan(AFTERNOON + 600 * SECOND_MS);
    expect(isNear(minutes.length, 18_000)).toBe(true);
    expect(
      isNear(
        total(minutes, (row) => row.status === "denied"),
        0.085 * 18_000,
      ),
    ).toBe(true);
  });

  test("have ids of their own and plausible amounts", () => {
    expect(new Set(minutes.map(({ id }) => id)).size).toBe(minutes.length);
    const amounts = minutes
      .filter(({ dimensions }) => dimensions?.["merchant"] === "harbor-market")
      .map(({ amountMinor }) => amountMinor ?? 0)
      .toSorted((one, other) => one - other);
    expect(amounts.every((amount) => Number.isInteger(amount) && amount >= 50)).toBe(true);
    const median = amounts[Math.floor(amounts.length / 2)] ?? 0;
    expect(median / 3800).toBeGreaterThan(0.93);
    expect(median / 3800).toBeLessThan(1.07);
  });
});

describe("faults", () => {
  const outage: Fault = {
    kind: "silence",
    from: AFTERNOON + 5 * SECOND_MS,
    to: AFTERNOON + 15 * SECOND_MS,
    where: {},
    strength: 1,
  };

  test("begin and end to the millisecond, also within a tick", () => {
    const traffic = createTraffic({ perSecond: 200, rateAt: AFTERNOON, faults: [outage] }, 1);
    const times = traffic
      .transactionsBetween(AFTERNOON, AFTERNOON + 20 * SECOND_MS, createRandom(1))
      .map(({ at }) => at - AFTERNOON);
    expect(times.filter((at) => at >= 5000 && at < 15_000)).toEqual([]);
    expect(isNear(times.length, 2000)).toBe(true);
    expect(isNear(total(traffic.tallyBetween(AFTERNOON, AFTERNOON + 10 * SECOND_MS, createRandom(2))), 1000)).toBe(
      true,
    );
  });

  test("of an endless schedule are read as far as needed, and can be asked for", () => {
    const traffic = createTraffic({ rateAt: AFTERNOON, faults: demonstrationFaults(AFTERNOON, 1) }, 1);
    expect(traffic.faultsBetween(AFTERNOON - 24 * HOUR_MS, AFTERNOON)).toEqual([]);
    expect(traffic.faultsBetween(AFTERNOON, AFTERNOON + 60 * SECOND_MS)).toHaveLength(1);
    expect(traffic.faultsBetween(AFTERNOON, AFTERNOON + HOUR_MS).length).toBeGreaterThanOrEqual(6);
    expect(traffic.faultsBetween(AFTERNOON, AFTERNOON + 60 * SECOND_MS)).toHaveLength(1);
    expect(() => traffic.faultsBetween(AFTERNOON, Infinity)).toThrow(RangeError);
  });

  test("the first of the demonstration is unmistakable in its first ten seconds", () => {
    const traffic = createTraffic({ rateAt: AFTERNOON, faults: demonstrationFaults(AFTERNOON, 1) }, 1);
    const denied = (from: number): number =>
      total(traffic.tallyBetween(from, from + 10 * SECOND_MS, createRandom(5)), (row) => row.status === "denied");
    expect(isNear(denied(AFTERNOON + 30 * SECOND_MS), 25.5)).toBe(true);
    // 25 expected: 60 would be 7 standard deviations.
    expect(denied(AFTERNOON + 40 * SECOND_MS)).toBeGreaterThan(60);
  });
});
