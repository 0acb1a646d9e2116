import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Monitor } from "../../core/model/monitor.ts";
import { budgetSteps, draftOf, EMPTY_DRAFT, isComplete, monitorOf, outwards, yamlOf } from "./monitor-draft.ts";

const FULL: Monitor = {
  name: 'issuers: "all"',
  by: "issuer",
  statuses: ["denied", "failed"],
  budget: "2/week",
  limit: 50,
  alertBy: "both",
  rules: [
    { name: "many", status: "denied", when: 'sum("denied", "1h") > 10 # not a comment', for: "5m" },
    { status: "failed", when: "failed > 2" },
  ],
};

describe("a monitor that is filled in", () => {
  test("is what it was when nothing is changed", () => {
    expect(monitorOf(draftOf(FULL))).toEqual(FULL);
    expect(monitorOf(draftOf({ name: "all" }))).toEqual({ name: "all", budget: "1/week" });
  });

  test("has a limit only where there is something to limit", () => {
    expect(monitorOf({ ...draftOf(FULL), by: "" })).not.toHaveProperty("limit");
  });

  test.each([
    [{}, false],
    [{ name: " x " }, true],
    [{ name: "x", statuses: [] }, false],
    [{ name: "x", limit: "0" }, false],
    [{ name: "x", rules: [{ name: "", status: "denied", when: " ", for: "" }] }, false],
  ])("is asked about once it is complete: %o", (changes, complete) => {
    expect(isComplete({ ...EMPTY_DRAFT, ...changes })).toBe(complete);
  });

  test("is read from its YAML as it is", () => {
    expect(parse(yamlOf(FULL))).toEqual({ monitors: [FULL] });
  });
});

describe("the steps of the budget", () => {
  test("go from quiet to talkative and have the own one at its place", () => {
    expect(budgetSteps("1/week")).toHaveLength(8);
    const steps = budgetSteps("3/week");
    expect(steps.slice(2, 6)).toEqual(["1/week", "2/week", "3/week", "4/week"]);
    // 7 a week are 1 a day, and are shown as they were written.
    expect(budgetSteps("7/week")).toContain("7/week");
    expect(budgetSteps("7/week")).not.toContain("1/day");
  });

  test("are asked for from the chosen one outwards", () => {
    expect(outwards(["a", "b", "c", "d"], "b")).toEqual(["b", "a", "c", "d"]);
  });
});
