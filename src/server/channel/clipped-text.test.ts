import { expect, test } from "vitest";
import { clippedText } from "./clipped-text.ts";

test.each([
  ["plain", 10, "plain"],
  ["  around  ", 10, "around"],
  ["two\r\nlines", 20, "two lines"],
  ["reversed \u202eback", 20, "reversed  back"],
  ["half of one: \ud83d", 20, "half of one:"],
  ["longer than that", 6, "longe…"],
  ["😀😀😀😀", 3, "😀😀…"],
  ["", 3, ""],
])("%j of at most %i characters is %j", (text, longest, clipped) => {
  expect(clippedText(text, longest)).toBe(clipped);
});
