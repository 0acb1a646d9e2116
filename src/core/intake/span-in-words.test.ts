import { expect, test } from "vitest";
import { spanInWords } from "./span-in-words.ts";

test.each([
  [0, "less than a second"],
  [1000, "1 second"],
  [300_000, "5 minutes"],
  [7_800_000, "2 hours 10 minutes"],
  [90_061_000, "1 day 1 hour"],
  [86_405_000, "1 day 5 seconds"],
])("%i ms are %s", (spanMs, words) => {
  expect(spanInWords(spanMs)).toBe(words);
});
