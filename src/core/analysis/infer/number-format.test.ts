import { describe, expect, test } from "vitest";
import { decimalOf, isMissing, numberOf } from "./number-format.ts";

describe("numberOf", () => {
  test.each([
    ["7", 7],
    [" +7 ", 7],
    ["-3", -3],
    ["6.42", 6.42],
    [".5", 0.5],
    ["1,234", 1234],
    ["1,234,567.5", 1_234_567.5],
    ["1 234", 1234],
    ["1\u00a0234.5", 1234.5],
    ["1'234'567", 1_234_567],
    ["1.5e3", 1500],
  ])("reads %j with a decimal point", (text, number) => expect(numberOf(text, ".")).toBe(number));

  test.each([
    ["6,42", 6.42],
    ["1.234", 1234],
    ["1.234.567,5", 1_234_567.5],
    ["1 234,5", 1234.5],
    ["7", 7],
  ])("reads %j with a decimal comma", (text, number) => expect(numberOf(text, ",")).toBe(number));

  test.each(["", "12 %", "R$ 12", "1,23", "1.2.3", "12,34,567", "1e999", "0x10", "Infinity", "seven", "08h", "1 23"])(
    "takes %j for none",
    (text) => {
      expect(numberOf(text, ".")).toBeNaN();
    },
  );
});

describe("decimalOf", () => {
  const guess = (texts: string[], separator: string | undefined) => decimalOf(texts, separator);

  test("goes by the numbers that can be read one way only", () => {
    expect(guess(["1.234", "6,42"], ",")).toMatchObject({ decimal: ",", isOpen: false });
    expect(guess(["1,234", "6.42"], ";")).toMatchObject({ decimal: ".", isOpen: false });
    expect(guess(["1.234.567"], ",")).toMatchObject({ decimal: ",", isOpen: false });
    expect(guess(["0.280"], ";")).toMatchObject({ decimal: ".", isOpen: false });
    expect(guess(["7", "08h", "2026-07-13", "13.07.2026"], ";")).toMatchObject({
      decimal: ".",
      because: "no number has decimals",
    });
  });

  test("says so where both readings are possible", () => {
    expect(guess(["1.234"], ";")).toEqual({
      decimal: ",",
      because: "1.234 could be both; in files like this it is in the thousands",
      isOpen: true,
    });
    expect(guess(["1,234"], ",")).toEqual({
      decimal: ".",
      because: "1,234 could be both; in files like this it is in the thousands",
      isOpen: true,
    });
  });
});

test("what programs write for nothing is missing", () => {
  for (const text of ["", " ", "-", "NA", "n/a", "#N/A", "NaN", "null", "None", "\\N"])
    expect(isMissing(text), text).toBe(true);
  for (const cell of ["0", "no", 0, false]) expect(isMissing(cell)).toBe(false);
});
