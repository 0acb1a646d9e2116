import { describe, expect, test } from "vitest";
import { plannedDirections, seriesPlan } from "./series-plan.ts";

describe("seriesPlan", () => {
  test("puts a series into its group, a configured status into all traffic, and lets any other stand alone", () => {
    expect(seriesPlan(["g01/denied", "approved", "web sales"])).toEqual([
      { name: "g01/denied", place: { group: "g01", status: "denied above" }, direction: "above" },
      { name: "approved", place: { group: null, status: "approved below" }, direction: "below" },
      { name: "web sales", place: { group: "web sales", status: "count both" }, direction: "both" },
    ]);
  });

  test("a group may have slashes of its own", () => {
    expect(seriesPlan(["north/shop 1/failed"])[0]?.place.group).toBe("north/shop 1");
  });

  test.each([
    ["one word is for all", [{ pattern: "*", direction: "below" }] as const, "below"],
    ["a status is more exact than all", directions("denied=both", "*=below"), "both"],
    ["a name is more exact than its status", directions("g01/denied=below", "denied=both"), "below"],
    ["of two rules as exact, the later one holds", directions("g*=below", "*/denied=both"), "both"],
    ["a rule for others changes nothing", directions("g02/*=below", "failed=both"), "above"],
  ])("%s", (_, rules, direction) => {
    expect(seriesPlan(["g01/denied"], rules)[0]?.direction).toBe(direction);
  });

  test("two series of one status with two directions are two statuses to the judge", () => {
    const plan = seriesPlan(["g01/denied", "g02/denied"], directions("g02/denied=both"));
    expect([...plannedDirections(plan)]).toEqual([
      ["denied above", "above"],
      ["denied both", "both"],
    ]);
  });
});

function directions(...rules: string[]) {
  return rules.map((rule) => {
    const [pattern = "", direction = ""] = rule.split("=");
    return { pattern, direction: direction as "above" | "below" | "both" };
  });
}
