import { describe, expect, test } from "vitest";
import { Repeats } from "./repeats.ts";

const BIN_MINUTES = 15;
const TEN_AT_NIGHT = 88;

function repeats(): Repeats {
  const one = new Repeats(BIN_MINUTES);
  one.grow(2);
  return one;
}

describe("what is far out at the same time of two days", () => {
  test.each([0, 47, 48, TEN_AT_NIGHT, 95])("is known on the second, in bin %i", (bin) => {
    const one = repeats();
    expect(one.note(1, bin, false, true)).toBe(false);
    expect(one.note(1, bin, false, true)).toBe(false);
    one.endDay(1);
    expect(one.note(1, bin, false, true)).toBe(true);
  });

  test("is told apart by time, direction, size and slot", () => {
    const one = repeats();
    one.note(1, TEN_AT_NIGHT, false, true);
    one.note(0, 40, false, false);
    one.endDay(0);
    one.endDay(1);
    expect(one.note(1, TEN_AT_NIGHT - 2, false, true)).toBe(false);
    expect(one.note(1, TEN_AT_NIGHT, true, true)).toBe(false);
    expect(one.note(1, TEN_AT_NIGHT, false, false)).toBe(false);
    expect(one.note(0, TEN_AT_NIGHT, false, true)).toBe(false);
    expect(one.note(0, 40, false, true)).toBe(false);
  });

  test("is forgotten after a day without it", () => {
    const one = repeats();
    one.note(0, TEN_AT_NIGHT, false, true);
    one.endDay(0);
    one.endDay(0);
    expect(one.note(0, TEN_AT_NIGHT, false, true)).toBe(false);
  });

  test("the last count alone says whether it is out now", () => {
    const one = repeats();
    one.note(0, TEN_AT_NIGHT, false, true);
    expect(one.isOut(0)).toBe(true);
    one.noteUsual(0);
    expect(one.isOut(0)).toBe(false);
  });
});
