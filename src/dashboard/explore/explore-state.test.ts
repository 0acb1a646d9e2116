import { expect, test } from "vitest";
import { shifted } from "./explore-state.ts";

test("a fault in what was selected is shown where it is in the whole text", () => {
  const sql = "SELECT 1;\n  SELECT 2,\n nothing";
  const from = sql.indexOf("SELECT 2");
  expect(shifted({ line: 1, column: 8, length: 1 }, sql, from)).toEqual({ line: 2, column: 10, length: 1 });
  expect(shifted({ line: 2, column: 2, length: 7 }, sql, from)).toEqual({ line: 3, column: 2, length: 7 });
  expect(shifted({ line: 2, column: 3, length: 1 }, sql, 0)).toEqual({ line: 2, column: 3, length: 1 });
});
