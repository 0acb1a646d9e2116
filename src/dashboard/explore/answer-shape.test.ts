import { describe, expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { barsOf, bigNumber, linesOf, MOST_BARS, MOST_LINES, viewsFor } from "./answer-shape.ts";

function answerOf(types: Record<string, string>, rows: unknown[][]): Answer {
  const columns = Object.entries(types).map(([name, type]) => ({ name, type }));
  const read = { elapsedMs: 1, rowsRead: null, bytesRead: null };
  return { columns, rows, rowCount: rows.length, truncated: false, ...read };
}

const minute = (number: number): string => `2026-03-02 09:0${number}:00`;

describe("how an answer is shown", () => {
  test("one number is a big number", () => {
    const answer = answerOf({ total: "UInt64" }, [[42]]);
    expect(viewsFor(answer)).toEqual(["number", "table"]);
    expect(bigNumber(answer)).toEqual({ name: "total", value: 42 });
  });

  test("a time and numbers are lines, a line for each number", () => {
    const answer = answerOf({ minute: "DateTime", denied: "Int64", failed: "Nullable(Int64)" }, [
      [minute(1), 5, null],
      [minute(0), 4, 1],
    ]);
    expect(viewsFor(answer)[0]).toBe("lines");
    expect(linesOf(answer)).toEqual({
      at: [Date.UTC(2026, 2, 2, 9, 0), Date.UTC(2026, 2, 2, 9, 1)],
      series: [
        { name: "denied", values: [4, 5] },
        { name: "failed", values: [1, null] },
      ],
      left: 0,
    });
  });

  test("a time, a name and a number are a line for each name", () => {
    const answer = answerOf({ minute: "DateTime", status: "LowCardinality(String)", count: "Int64" }, [
      [minute(0), "denied", 4],
      [minute(0), "failed", 1],
      [minute(1), "denied", 5],
    ]);
    expect(linesOf(answer)?.series).toEqual([
      { name: "denied", values: [4, 5] },
      { name: "failed", values: [1, null] },
    ]);
  });

  test("too many lines: the largest are drawn, and it is told how many are not", () => {
    const rows = Array.from({ length: 20 }, (_, index) => [minute(index % 2), `n${Math.floor(index / 2)}`, index]);
    const lines = linesOf(answerOf({ minute: "DateTime", name: "String", n: "UInt8" }, rows));
    expect(lines?.left).toBe(10 - MOST_LINES);
    expect(lines?.series.map(({ name }) => name)).toEqual(["n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"]);
  });

  test("a name and numbers are bars, in the order of the answer", () => {
    const answer = answerOf({ issuer: "String", excess: "Float64", n: "UInt8" }, [
      ["aurora", 1.5, 3],
      ["borealis", -2, null],
    ]);
    expect(viewsFor(answer)).toEqual(["bars", "table"]);
    expect(barsOf(answer)).toEqual({
      measures: ["excess", "n"],
      rows: [
        { name: "aurora", values: [1.5, 3] },
        { name: "borealis", values: [-2, null] },
      ],
      left: 0,
    });
    const many = answerOf(
      { issuer: "String", n: "UInt8" },
      Array.from({ length: 60 }, (_, n) => [`i${n}`, n]),
    );
    expect(barsOf(many)).toMatchObject({ left: 60 - MOST_BARS });
  });

  test("bars are no more than a choice where names repeat, are several or are many", () => {
    const repeated = answerOf({ a: "String", n: "UInt8" }, [
      ["x", 1],
      ["x", 2],
    ]);
    const several = answerOf({ a: "String", b: "String", n: "UInt8" }, [["x", "y", 1]]);
    const many = answerOf(
      { a: "String", n: "UInt8" },
      Array.from({ length: 60 }, (_, n) => [`i${n}`, n]),
    );
    for (const answer of [repeated, several, many]) expect(viewsFor(answer)).toEqual(["table", "bars"]);
  });

  test.each([
    ["no row", answerOf({ n: "UInt8", name: "String" }, [])],
    ["only names", answerOf({ a: "String", b: "String" }, [["x", "y"]])],
    ["lists", answerOf({ a: "String", b: "Array(UInt8)" }, [["x", [1]]])],
  ])("all else is a table: %s", (_, answer) => {
    expect(viewsFor(answer)).toEqual(["table"]);
  });

  test("several rows for one time that no name tells apart are no lines", () => {
    const answer = answerOf({ minute: "DateTime", n: "UInt8" }, [
      [minute(0), 1],
      [minute(0), 2],
      [minute(1), 3],
    ]);
    expect(linesOf(answer)).toBeNull();
  });
});
