import { describe, expect, test } from "vitest";
import { type AskedBefore, withAsked } from "./query-history.ts";

const asked = (sql: string, at: number, parameters = {}): AskedBefore => ({ sql, parameters, at });

describe("the history of queries", () => {
  test("has the newest first, and each once", () => {
    const history = [asked("SELECT 1", 1), asked("SELECT 2", 2)].reduce(withAsked, [] as AskedBefore[]);
    expect(withAsked(history, asked("SELECT 1 ", 3)).map(({ sql, at }) => [sql.trim(), at])).toEqual([
      ["SELECT 1", 3],
      ["SELECT 2", 2],
    ]);
  });

  test("knows the same text with other values as another query", () => {
    const history = withAsked([asked("SELECT {n:UInt8}", 1, { n: "1" })], asked("SELECT {n:UInt8}", 2, { n: "2" }));
    expect(history).toHaveLength(2);
  });

  test("ends after a hundred", () => {
    const all = Array.from({ length: 120 }, (_, index) => asked(`SELECT ${index}`, index));
    const history = all.reduce(withAsked, [] as AskedBefore[]);
    expect(history).toHaveLength(100);
    expect(history[0]?.sql).toBe("SELECT 119");
  });
});
