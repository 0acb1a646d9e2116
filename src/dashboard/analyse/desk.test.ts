import { expect, test } from "vitest";
import { joined } from "./desk.ts";

test.each([
  [undefined, "a=observed", "a=observed"],
  ["a=observed,b=ignored", "a=count of yesterday", "a=count of yesterday,b=ignored"],
  ["x=y=ignored", "x=observed", "x=y=ignored,x=observed"],
])("what was said of columns, %j, and now %j, are %j", (before, value, text) => {
  expect(joined(before, value)).toBe(text);
});
