import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyColumns, growColumns } from "./columns.ts";

const KINDS = {
  plain: {},
  filled: { fill: -1 },
  wide: { width: 3, fill: 0.1 },
  single: { fill: 0.1, isSingle: true },
} as const;

describe("columns", () => {
  test("begin empty, in single precision where that was asked for", () => {
    const columns = emptyColumns(KINDS);
    expect(columns.plain).toEqual(new Float64Array(0));
    expect(columns.single).toEqual(new Float32Array(0));
  });

  test("hold the fill in slots that are new", () => {
    const columns = emptyColumns(KINDS);
    growColumns(columns, KINDS, 2);
    expect([...columns.plain]).toEqual([0, 0]);
    expect([...columns.filled]).toEqual([-1, -1]);
    expect([...columns.wide]).toEqual([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]);
    expect([...columns.single]).toEqual([Math.fround(0.1), Math.fround(0.1)]);
  });

  test("have no room to spare when they are made at once", () => {
    const columns = emptyColumns(KINDS);
    growColumns(columns, KINDS, 1000);
    expect([columns.plain.length, columns.wide.length, columns.single.length]).toEqual([1000, 3000, 1000]);
  });

  test("property: grow by whatever steps, keep what they hold and fill the rest", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }), (steps) => {
        const columns = emptyColumns(KINDS);
        let slots = 0;
        for (const step of steps) {
          growColumns(columns, KINDS, slots + step);
          for (let slot = slots; slot < slots + step; slot++) {
            expect([columns.filled[slot], columns.wide[slot * 3 + 2]]).toEqual([-1, 0.1]);
            columns.filled[slot] = slot;
            columns.wide.fill(slot, slot * 3, slot * 3 + 3);
            columns.single[slot] = slot;
          }
          slots += step;
        }
        for (let slot = 0; slot < slots; slot++) {
          expect([
            columns.filled[slot],
            columns.wide[slot * 3],
            columns.wide[slot * 3 + 2],
            columns.single[slot],
          ]).toEqual([slot, slot, slot, slot]);
        }
        expect([...columns.filled.subarray(slots)].every((cell) => cell === -1)).toBe(true);
      }),
    );
  });

  test("grown one by one are copied a few times, and have at most a quarter to spare", () => {
    const columns = emptyColumns(KINDS);
    let copies = 0;
    for (let slots = 1; slots <= 10_000; slots++) {
      const before = columns.plain;
      growColumns(columns, KINDS, slots);
      if (columns.plain !== before) copies += 1;
    }
    expect(copies).toBeLessThan(50);
    expect(columns.plain.length).toBeLessThanOrEqual(12_500);
  });

  test("that are large enough stay as they are", () => {
    const columns = emptyColumns(KINDS);
    growColumns(columns, KINDS, 8);
    const { plain } = columns;
    growColumns(columns, KINDS, 5);
    expect(columns.plain).toBe(plain);
  });
});
