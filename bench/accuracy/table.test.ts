import { describe, expect, test } from "vitest";
import { optionsFrom } from "./options.ts";
import { withSection } from "./readme-section.ts";
import { markdownTable } from "./table.ts";

describe("markdownTable", () => {
  test("pads cells as prettier does", () => {
    const columns = [
      { title: "", align: "left" },
      { title: "delay", align: "right" },
    ] as const;
    expect(markdownTable(columns, [["ours", "× 1.1"], ["a longer name"]])).toBe(
      [
        "|               | delay |", //
        "| ------------- | ----: |",
        "| ours          | × 1.1 |",
        "| a longer name |       |",
      ].join("\n"),
    );
  });
});

describe("withSection", () => {
  test("puts the text between the markers and leaves the rest", () => {
    const page = "a\n\n<!-- bench:accuracy -->\n\nold\n\n<!-- /bench:accuracy -->\n\nb\n";
    const expected = "a\n\n<!-- bench:accuracy -->\n\nnew\n\n<!-- /bench:accuracy -->\n\nb\n";
    expect(withSection(page, "new")).toBe(expected);
    expect(withSection(expected, "new")).toBe(expected);
  });

  test("refuses a page without markers", () => {
    expect(() => withSection("a", "new")).toThrow(RangeError);
  });
});

describe("optionsFrom", () => {
  test("knows its flags and refuses others", () => {
    expect(optionsFrom([])).toEqual({ seed: 1, isLong: false, hasCells: false, writesReadme: false });
    expect(optionsFrom(["--long", "--seed", "7"])).toMatchObject({ seed: 7, isLong: true });
    for (const words of [["--help"], ["--seed", "x"], ["--seed", "-1"], ["long"]])
      expect(optionsFrom(words)).toBeUndefined();
  });
});
