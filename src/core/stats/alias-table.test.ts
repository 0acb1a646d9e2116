import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AliasTable } from "./alias-table.ts";
import { createRandom } from "./random.ts";

describe("an alias table", () => {
  test("property: draws follow the weights, and a weight of zero is never drawn", () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(weights, fc.integer(), (list, seed) => {
        const sum = list.reduce((total, weight) => total + weight, 0);
        fc.pre(sum > 0);
        const draws = 4000;
        const counts = new Int32Array(list.length);
        new AliasTable(Float64Array.from(list)).countInPlace(counts, draws, createRandom(seed));
        const isPlausible = list.map((weight, index) => {
          const share = weight / sum;
          const sigma = Math.sqrt(draws * share * (1 - share));
          // 6 sigma and a little more: sparse counts are skewed.
          return Math.abs((counts[index] ?? 0) - draws * share) <= (weight === 0 ? 0 : 6 * sigma + 6);
        });
        expect(isPlausible).not.toContain(false);
      }),
    );
  });

  test("weights that are no distribution are refused", () => {
    for (const wrong of [[], [0, 0], [1, -1], [1, Number.NaN], [Infinity]]) {
      expect(() => new AliasTable(Float64Array.from(wrong))).toThrow(RangeError);
    }
  });
});
