import { describe, expect, test } from "vitest";
import { compiledRule } from "./compiled-rule.ts";
import { ALL_STATUSES, type RuleInput } from "./rule-input.ts";

const STATUSES = ["approved", "denied", "failed"];

function compile(when: string, status = "failed") {
  const rule = compiledRule({ when, status }, STATUSES);
  if ("faults" in rule) throw new Error(JSON.stringify(rule.faults));
  return rule;
}

/** Whether the expression holds when every question is answered from `answers`, by the question's kind. */
function holds(when: string, answers: Partial<Record<RuleInput["kind"], number | string>> = {}): boolean {
  const rule = compile(when);
  return rule.holds(rule.inputs.map(({ kind }) => answers[kind] ?? Number.NaN));
}

function faultsOf(when: string) {
  const rule = compiledRule({ when, status: "failed" }, STATUSES);
  return "faults" in rule ? rule.faults : [];
}

describe("a rule", () => {
  test("asks for what its expression names, of its own status unless another is named", () => {
    const when = 'failed > 20 && share > 0.02 || sum("denied", "10m") > expectedSum("1h") && total > 5';
    expect(compile(when).inputs).toEqual([
      { kind: "count", status: 2, windowMs: null },
      { kind: "share", status: 2 },
      { kind: "count", status: 1, windowMs: 600_000 },
      { kind: "expected", status: 2, windowMs: 3_600_000 },
      { kind: "count", status: ALL_STATUSES, windowMs: null },
    ]);
  });

  test("holds by the numbers that it is given", () => {
    expect(holds("failed > 20 && share > 0.02", { count: 21, share: 0.03 })).toBe(true);
    expect(holds("failed > 20 && share > 0.02", { count: 20, share: 0.03 })).toBe(false);
    expect(holds("value >= 3 * expected + 1", { count: 16, expected: 5 })).toBe(true);
    expect(holds("(value > 100 ? share : usualShare) >= 0.5", { count: 101, share: 0.5, usualShare: 0 })).toBe(true);
    expect(holds("-value == -2 && value == 2u && value != 3 && !(value < 2.0)", { count: 2 })).toBe(true);
  });

  test("reckons in decimal numbers, also where none is written", () => {
    expect(holds("value * 1 / 2 == 0.5", { count: 1 })).toBe(true);
    expect(holds("1 / 2 > 0", {})).toBe(true);
  });

  test("may speak of the scope", () => {
    const scope = "issuer=aurora";
    expect(holds('scope == "issuer=aurora"', { scope })).toBe(true);
    expect(holds('scope.startsWith("issuer=") && !scope.endsWith("x")', { scope })).toBe(true);
    expect(holds('scope in ["issuer=aurora", "issuer=borealis"]', { scope })).toBe(true);
    expect(holds('scope.matches("^issuer=b")', { scope })).toBe(false);
  });
});

test("a rule that cannot be evaluated says so", () => {
  expect(() => compile("value > 20").holds(["many"])).toThrow(RangeError);
});

describe("an unknown number", () => {
  const count = 30;

  test.each([
    "value > expected",
    "value <= expected",
    "!(value > expected)",
    "value == expected",
    "value != expected",
    "value > 2 * expected + 1",
    "value > 20 && value > expected",
    "expected > 0 ? true : false",
    "!(value > 20 && value > expected)",
  ])("lets %s not hold", (when) => {
    expect(holds(when, { count })).toBe(false);
  });

  test("does not matter where the rest decides", () => {
    expect(holds("value > expected || value > 20", { count })).toBe(true);
    expect(holds("!(value > expected && value > 40)", { count })).toBe(true);
  });

  test.each(["value / 0 > 0.5", "0 / 0 == 0", "value / (value - 30) > 1", "!(value / 0 < 1)"])(
    "is what a division by zero gives: %s does not hold",
    (when) => {
      expect(holds(when, { count })).toBe(false);
    },
  );
});

describe("what is wrong with a rule", () => {
  test.each([
    ["faild > 20", '"faild" at column 1'],
    ["failed > 20 && shre > 1", '"shre" at column 16'],
    ['summ("failed", "10m") > 1', '"summ" at column 1'],
    ['sum("faild", "10m") > 1', '"faild" at column 5'],
    ['scope.beginsWith("a")', '"beginsWith" at column 6'],
  ])("%s: the name and where it stands", (when, got) => {
    const [fault, ...others] = faultsOf(when);
    expect(fault?.got).toBe(got);
    expect(fault?.typed).toBe(got.split('"')[1]);
    expect(fault?.known).toContain(when.includes("scope") ? "startsWith" : when.startsWith("summ") ? "sum" : "failed");
    expect(others).toEqual([]);
  });

  test.each([
    ["failed + 1", "a condition", "a number as the result"],
    ['"failed"', "a condition", "text as the result"],
    ['failed > "20"', "a number beside >", "text at column 10"],
    ["failed && share > 1", "something true or false beside &&", "a number at column 1"],
    ["!failed", "something true or false beside !", "a number at column 2"],
    ['failed == "a"', "the same kind of value on both sides of ==", "a number and text at column 1"],
    ['sum("failed", "10 minutes") > 1', "a duration from 1s to 24h", '"10 minutes" at column 15'],
    ['sum("25h") > 1', "a duration from 1s to 24h", '"25h" at column 5'],
    ['sum(failed, "10m") > 1', "a status and a duration in quotes", "something else at column 5"],
    ["sum() > 1", "a status and a duration in quotes", "something else at column 1"],
    ["failed % 2 == 0", "an operator that rules have (&& || !", '"%" at column 7'],
    ["[1, 2].all(x, x > failed)", "numbers, texts, variables", "a part of CEL that rules do not have"],
    ["scope.size > 1", "numbers, texts, variables", "a part of CEL that rules do not have"],
    ["failed > null", "a number, a text, true or false", "null or bytes"],
    ["scope in scope", "a list of texts", "no list"],
    ["failed in [1]", "a list of texts", "a number"],
    ["failed >", "a CEL expression", '"failed >", which makes no sense at column 8'],
    ["failed > 20 and share > 1", "a CEL expression", "which makes no sense at column 13"],
    ["for > 1", "a CEL expression", "which makes no sense at column 1: the word there is reserved"],
    ['scope.matches("(")', "a pattern", '"("'],
  ])("%s: expected %s, got %s", (when, expected, got) => {
    const faults = faultsOf(when);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.expected).toContain(expected);
    expect(faults[0]?.got).toContain(got);
  });

  test("is told all at once", () => {
    expect(faultsOf("faild > 20 && shre > 1").map(({ typed }) => typed)).toEqual(["faild", "shre"]);
  });
});
