import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecentSum } from "./recent-sum.ts";

const CELL = 15;
const SPAN = 300;

describe("a sum of what happened lately", () => {
  test("is exact to one cell", () => {
    const sum = new RecentSum(CELL, SPAN);
    sum.add(29, 1);
    sum.add(30, 10);
    sum.add(44, 100);
    sum.add(45, 1000);
    expect([sum.value(0), sum.value(16), sum.value(30), sum.value(31), sum.value(46)]).toEqual([
      1111, 1110, 1110, 1000, 0,
    ]);
  });

  test("property: equals the sum over whole cells, however the events are spread", () => {
    const events = fc.array(fc.record({ at: fc.nat(1000), amount: fc.nat(9) }), { maxLength: 60 });
    fc.assert(
      fc.property(events, (unsorted) => {
        const sorted = unsorted.toSorted((one, other) => one.at - other.at);
        const sum = new RecentSum(CELL, SPAN);
        for (const { at, amount } of sorted) sum.add(at, amount);
        const from = (sorted.at(-1)?.at ?? 0) - SPAN + CELL;
        const kept = sorted.filter(({ at }) => Math.floor(at / CELL) * CELL >= from);
        expect(sum.value(from)).toBe(kept.reduce((total, { amount }) => total + amount, 0));
      }),
    );
  });

  test("forgets what is older than its span", () => {
    const sum = new RecentSum(CELL, SPAN);
    for (let at = 0; at < 10 * SPAN; at++) sum.add(at, 1);
    expect(sum.value(-Infinity)).toBeLessThanOrEqual(SPAN + CELL);
  });
});
