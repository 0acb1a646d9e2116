import { describe, expect, test } from "vitest";
import { rowAfter } from "./shortcuts.ts";

const known = ["g i", "g l", "?", "n"];

function pressed(keys: string): string[] {
  let row = "";
  const matches: string[] = [];
  for (const key of keys) {
    const next = rowAfter(row, key, known);
    row = next.row;
    if (next.match !== null) matches.push(next.match);
  }
  return matches;
}

describe("rows of keys", () => {
  test.each([
    ["gi", ["g i"]],
    ["?", ["?"]],
    ["i", []],
    ["gxi", []],
    ["gn", ["n"]],
    ["ggl", ["g l"]],
    ["gign", ["g i", "n"]],
  ])("%j runs %j", (keys, matches) => {
    expect(pressed(keys)).toEqual(matches);
  });
});
