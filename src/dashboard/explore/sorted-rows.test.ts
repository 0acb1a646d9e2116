import { describe, expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { nextSorting, sortedRows } from "./sorted-rows.ts";

const answer: Answer = {
  columns: [
    { name: "name", type: "String" },
    { name: "n", type: "Nullable(UInt64)" },
  ],
  rows: [
    ["h10", 9],
    ["h9", null],
    ["a", "100"],
  ],
  rowCount: 3,
  truncated: false,
  elapsedMs: 1,
  rowsRead: null,
  bytesRead: null,
};

const names = (sorting: Parameters<typeof sortedRows>[1]) => sortedRows(answer, sorting).map(([name]) => name);

describe("sorting", () => {
  test("is by size for numbers, with what is missing last either way", () => {
    expect(names({ column: 1, isDescending: true })).toEqual(["a", "h10", "h9"]);
    expect(names({ column: 1, isDescending: false })).toEqual(["h10", "a", "h9"]);
  });

  test("is as people count for texts, and leaves the answer alone", () => {
    expect(names({ column: 0, isDescending: false })).toEqual(["a", "h9", "h10"]);
    expect(names(null)).toEqual(["h10", "h9", "a"]);
  });

  test("goes round: numbers begin with the largest, texts with the first", () => {
    const once = nextSorting(null, 1, true);
    const twice = nextSorting(once, 1, true);
    expect([once, twice, nextSorting(twice, 1, true)]).toEqual([
      { column: 1, isDescending: true },
      { column: 1, isDescending: false },
      null,
    ]);
    expect(nextSorting(once, 0, false)).toEqual({ column: 0, isDescending: false });
  });
});
