import { describe, expect, test } from "vitest";
import { cellText, instantOf, isName, isNumeric, isTime, numberOf } from "./answer.ts";

const column = (type: string) => ({ name: "x", type });

describe("the columns of an answer", () => {
  test.each([
    ["UInt8", "number"],
    ["Nullable(Float64)", "number"],
    ["Decimal(18, 2)", "number"],
    ["DateTime", "time"],
    ["DateTime64(3, 'UTC')", "time"],
    ["Nullable(Date)", "time"],
    ["LowCardinality(Nullable(String))", "name"],
    ["Enum8('a' = 1)", "name"],
    ["Array(UInt8)", "other"],
    ["Tuple(UInt8, UInt8)", "other"],
    ["Interval", "other"],
  ])("%s is a %s", (type, kind) => {
    const kinds = { number: isNumeric(column(type)), time: isTime(column(type)), name: isName(column(type)) };
    const found = Object.entries(kinds).flatMap(([name, is]) => (is ? [name] : []));
    expect(found).toEqual(kind === "other" ? [] : [kind]);
  });
});

describe("the cells of an answer", () => {
  test("are instants of the clock that wrote them", () => {
    expect(instantOf("2026-03-02 09:30:00")).toBe(Date.UTC(2026, 2, 2, 9, 30));
    expect(instantOf("2026-03-02 09:30:00.250")).toBe(Date.UTC(2026, 2, 2, 9, 30, 0, 250));
    expect(instantOf("2026-03-02")).toBe(Date.UTC(2026, 2, 2));
    expect(instantOf(null)).toBeNaN();
  });

  test("are numbers, also as texts; what is missing is none", () => {
    expect(numberOf("18446744073709551615")).toBe(2 ** 64);
    expect(numberOf(null)).toBeNaN();
    expect(numberOf("")).toBeNaN();
  });

  test("are copied as people read them", () => {
    expect([null, 0, "a", [1, "b"], true].map(cellText)).toEqual(["", "0", "a", '[1,"b"]', "true"]);
  });
});
