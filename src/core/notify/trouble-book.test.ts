import { expect, test } from "vitest";
import { TroubleBook } from "./trouble-book.ts";

const entry = (at: number, part: string, isOver = false) => ({ kind: "troubled" as const, at, part, text: "", isOver });

test("a trouble is told once and its end once, also by a book that goes on from what was saved", () => {
  const book = new TroubleBook();
  expect(book.note(entry(1, "journal", true))).toBe(false);
  expect(book.note(entry(2, "journal"))).toBe(true);
  expect(book.note(entry(3, "judge"))).toBe(true);
  const next = new TroubleBook();
  next.load(book.save());
  expect([...next.told]).toEqual([
    ["journal", 2],
    ["judge", 3],
  ]);
  expect(next.note(entry(4, "journal"))).toBe(false);
  expect(next.note(entry(5, "journal", true))).toBe(true);
  expect(next.note(entry(6, "journal", true))).toBe(false);
  expect(next.note(entry(7, "journal"))).toBe(true);
});
