import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonFaultAt } from "./json-fault.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("jsonFaultAt", () => {
  test.each([
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ["{a: 1}", 1],
    ["[1, 2", 5],
    ["[1 2]", 3],
    ["[1, 2]]", 6],
    ['{"a": NaN}', 6],
    ['{"a": "b\nc"}', 8],
    ['{"a": "\\x"}', 7],
    ['{"a": "b', 8],
    ["01", 1],
    ["", 0],
    ["{]", 1],
    ["[}", 1],
    ["[,1]", 1],
    ["'a'", 0],
  ])("finds the fault of %j at %i", (text, at) => {
    expect(isJson(text)).toBe(false);
    expect(jsonFaultAt(text)).toBe(at);
  });

  test("does not run out of stack on a million brackets", () => {
    expect(jsonFaultAt("[".repeat(1_000_000))).toBe(1_000_000);
  });

  test("property: nothing is wrong with JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonFaultAt(text)).toBe(-1);
      }),
    );
  });

  test("property: it agrees with the engine on JSON in which a character was changed", () => {
    const character = fc.constantFrom(...Array.from('{}[],:"\\0123456789.eE+-truefalsn \n\u0001x'));
    fc.assert(
      fc.property(fc.json(), fc.nat(), character, (text, position, replacement) => {
        const at = position % text.length;
        const changed = text.slice(0, at) + replacement + text.slice(at + 1);
        expect(jsonFaultAt(changed) === -1).toBe(isJson(changed));
      }),
    );
  });
});
