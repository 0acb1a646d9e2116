import { describe, expect, test } from "vitest";
import type { Direction } from "../model/status.ts";
import { Roster } from "./roster.ts";

const DIRECTIONS: readonly Direction[] = ["below", "above", "above", "both"];
const [APPROVED, DENIED, FAILED, REVERSED] = [0, 1, 2, 3];

function rosterOf(scopes = 1, directions = DIRECTIONS): Roster {
  const roster = new Roster(directions);
  roster.grow(scopes);
  for (let scope = 0; scope < scopes; scope++) roster.addScope(scope);
  return roster;
}

function meet(roster: Roster, counts: readonly number[], scope = 0): boolean {
  return roster.meet(scope, Float64Array.from(counts));
}

function shares(roster: Roster): number[] {
  return [...DIRECTIONS.keys()].filter((series) => roster.isShare(series));
}

describe("Roster", () => {
  test("a status that matters by its fall has a day of its own from the beginning, a rise is a share of none", () => {
    const roster = rosterOf();
    expect(shares(roster)).toEqual([DENIED, FAILED]);
    expect(roster.ownSlots).toBe(2);
    expect([roster.ownSlot(APPROVED), roster.ownSlot(REVERSED)]).toEqual([0, 1]);
  });

  test("the only rise of a scope has one too, until another status comes", () => {
    const roster = rosterOf();
    expect(meet(roster, [0, 0, 0, 0])).toBe(false);
    expect(meet(roster, [0, 3, 0, 0])).toBe(false);
    expect(shares(roster)).toEqual([FAILED]);
    expect(meet(roster, [0, 2, 0, 0])).toBe(false);
    expect(roster.ownSlots).toBe(3);
    expect(meet(roster, [0, 2, 1, 0])).toBe(true);
    expect(shares(roster)).toEqual([DENIED, FAILED]);
    expect(meet(roster, [0, 2, 1, 0])).toBe(false);
  });

  test("nothing begins anew where no rise was alone: its shares were learnt all along", () => {
    const roster = rosterOf();
    meet(roster, [9, 0, 0, 0]);
    expect(meet(roster, [9, 1, 0, 0])).toBe(false);
    expect(shares(roster)).toEqual([DENIED, FAILED]);
    expect(roster.ownSlots).toBe(2);
  });

  test("says of an open tick whether its close would make shares of rises", () => {
    const roster = rosterOf();
    meet(roster, [0, 3, 0, 0]);
    expect(roster.wouldBegin(DENIED, 5, 5)).toBe(false);
    expect(roster.wouldBegin(DENIED, 5, 6)).toBe(true);
    expect(roster.wouldBegin(FAILED, 0, 5)).toBe(false);
    expect(roster.wouldBegin(FAILED, 1, 5)).toBe(true);
    meet(roster, [1, 3, 0, 0]);
    expect(roster.wouldBegin(FAILED, 1, 5)).toBe(false);
  });

  test("a scope is known unless a status that it has seen has no count", () => {
    const roster = rosterOf();
    const without = (status: number): Float64Array =>
      Float64Array.from([9, 1, 0, 0]).fill(Number.NaN, status, status + 1);
    expect(roster.isKnown(0, without(DENIED))).toBe(true);
    meet(roster, [9, 1, Number.NaN, 0]);
    expect(roster.isKnown(0, without(DENIED))).toBe(false);
    expect(roster.isKnown(0, without(FAILED))).toBe(true);
    // Once there is a volume, none of a status is a count of it.
    meet(roster, [9, 1, 0, 0]);
    expect(roster.isKnown(0, without(FAILED))).toBe(false);
  });

  test("scopes share nothing but the numbering of slots", () => {
    const roster = rosterOf(2);
    roster.meet(1, Float64Array.from([0, 0, 0, 0, 0, 0, 4, 0]));
    expect([4, 5, 6, 7].map((series) => roster.ownSlot(series))).toEqual([2, -1, 4, 3]);
    expect(shares(roster)).toEqual([DENIED, FAILED]);
  });
});
