import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JudgeOutput } from "./series-tests.ts";
import { VerdictHistory } from "./verdict-history.ts";

function outputOf(value: number, expected: number, score: number, isFlagged: boolean): JudgeOutput {
  const column = (cell: number): Float64Array<ArrayBuffer> => new Float64Array([-1, -1, cell, cell + 1]);
  return {
    value: column(value),
    expected: column(expected),
    shape: column(7),
    score: column(score),
    isFlagged: new Float64Array([0, 0, isFlagged ? 1 : 0, 0]),
  };
}

describe("VerdictHistory", () => {
  test("property: it is the end of a plain list", () => {
    const tick = fc.record({
      gap: fc.integer({ min: 1, max: 5 }),
      value: fc.nat(100_000),
      expected: fc.oneof(fc.float({ noNaN: true, min: 0, max: 1000 }), fc.constant(Number.NaN)),
      isFlagged: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(tick, { maxLength: 40 }), (capacity, ticks) => {
        const history = new VerdictHistory(2, capacity);
        const list: { at: number; value: number; expected: number; isFlagged: boolean }[] = [];
        let at = 0;
        for (const { gap, ...verdict } of ticks) {
          at += gap * 1000;
          history.add(at, outputOf(verdict.value, verdict.expected, 2, verdict.isFlagged), 2);
          list.push({ at, ...verdict });
        }
        const kept = list.slice(-capacity);
        expect(history.length).toBe(kept.length);
        expect(history.at(kept.length)).toBeNaN();
        for (const [age, want] of kept.toReversed().entries()) {
          expect(history.at(age)).toBe(want.at);
          expect(history.verdict(age, 0)).toEqual({
            value: want.value,
            expected: want.expected,
            shape: 7,
            score: 2,
            isFlagged: want.isFlagged,
            grounds: want.isFlagged ? 1 : 0,
          });
          expect(history.verdict(age, 1).value).toBe(want.value + 1);
        }
        for (const from of [0, 3000, at - 4000, at - 500, at, at + 1]) {
          expect(history.ageSince(from)).toBe(kept.filter((one) => one.at >= from).length - 1);
        }
      }),
    );
  });
});
