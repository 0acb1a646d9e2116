import { describe, expect, test } from "vitest";
import { parametersIn } from "./parameters-in.ts";

describe("the parameters of a query", () => {
  test("are found once each, in the order of the text", () => {
    const sql = "SELECT { least : UInt32 }, {day:Nullable(Date)}, {least:UInt32}";
    expect(parametersIn(sql)).toEqual([
      { name: "least", type: "UInt32" },
      { name: "day", type: "Nullable(Date)" },
    ]);
  });

  test("are not looked for in texts, quoted names and remarks", () => {
    const sql = "SELECT '{a:UInt8} it''s \\' {b:UInt8}', `{c:UInt8}` -- {d:UInt8}\n/* {e:UInt8} */, {f:String}";
    expect(parametersIn(sql).map(({ name }) => name)).toEqual(["f"]);
  });

  test("need a type", () => {
    expect(parametersIn("SELECT {a}, {b:}, map(1, 2)")).toEqual([]);
  });
});
