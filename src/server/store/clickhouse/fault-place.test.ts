import { describe, expect, test } from "vitest";
import { placeAt, placeOfName } from "./fault-place.ts";

describe("the place of a fault", () => {
  test("counts lines and columns from 1", () => {
    expect(placeAt("SELECT 1\nFORM x", 9, 4)).toEqual({ line: 2, column: 1, length: 4 });
  });

  test.each([
    ["Unknown expression identifier `statsu`", "SELECT 1,\n  statsu FROM minutes", { line: 2, column: 3, length: 6 }],
    ["table system.users cannot be read: only ...", "SELECT * FROM system.users", { line: 1, column: 15, length: 12 }],
    ["function file cannot be used here", "SELECT profile, file('x')", { line: 1, column: 17, length: 4 }],
    ["Substitution `least` is not set", "SELECT {least:UInt8}", { line: 1, column: 9, length: 5 }],
    ["Unknown table expression identifier 'x'", "-- x\nSELECT 'x' FROM /* x */ x", { line: 2, column: 25, length: 1 }],
  ])("is that of the name in: %s", (message, sql, place) => {
    expect(placeOfName(sql, message)).toEqual(place);
  });

  test("is not known where no name is told, or the text has none such", () => {
    expect(placeOfName("SELECT 1", "one query at a time")).toBeNull();
    expect(placeOfName("SELECT 1", "Unknown identifier `x`")).toBeNull();
  });
});
