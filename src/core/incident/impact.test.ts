import { describe, expect, test } from "vitest";
import { memberLike } from "../../../test/support/examples.ts";
import type { Member, Tally } from "../model/incident.ts";
import { impactOf, totalsByStatus } from "./impact.ts";
import { severityOf, severityOfPeak } from "./severity-of.ts";

function member(
  scope: string,
  status: string,
  symptom: Member["symptom"],
  observed: number,
  expected: number,
  more: Partial<Tally> = {},
): Member {
  const tally = { ticks: 1, observed, expected, hourBefore: null, dayBefore: null, ...more };
  return memberLike({ scope, status, symptom, tally });
}

const impact = (...members: Member[]) => impactOf(totalsByStatus(members), 5);

describe("impactOf", () => {
  test("is a range by reference, with each named", () => {
    expect(impact(member("all", "approved", "below", 40, 100, { hourBefore: 130, dayBefore: 90 }))).toEqual({
      lost: {
        least: 50,
        most: 90,
        by: [
          { reference: "expected", value: 60 },
          { reference: "hour before", value: 90 },
          { reference: "day before", value: 50 },
        ],
      },
      surplus: null,
      minutes: 5,
    });
  });

  test("counts nothing twice: a broad scope holds the narrow ones, and dimensions overlap", () => {
    const { surplus } = impact(
      member("issuer=a", "denied", "above", 60, 10),
      member("all", "denied", "above", 90, 20),
      member("issuer=b", "denied", "above", 15, 5),
      member("brand=visa", "denied", "above", 70, 15),
    );
    expect(surplus?.most).toBe(70);
  });

  test("adds the values of one dimension where all traffic is no member, and statuses", () => {
    const { surplus } = impact(
      member("issuer=a", "denied", "above", 60, 10),
      member("issuer=b", "denied", "above", 25, 5),
      member("brand=visa", "denied", "above", 30, 15),
      member("issuer=a", "failed", "above", 8, 1),
    );
    expect(surplus?.most).toBe(77);
  });

  test("a broad scope that joined late does not make it less", () => {
    const { lost } = impact(
      member("issuer=a", "approved", "below", 0, 1000),
      member("all", "approved", "below", 90, 100),
    );
    expect(lost?.most).toBe(1000);
  });

  test("of a silence it is what did not come", () => {
    expect(impact(member("all", "traffic", "silence", 0, 250, { dayBefore: 180 }))).toMatchObject({
      lost: { least: 180, most: 250 },
      surplus: null,
    });
  });

  test("leaves a reference out that cannot say of every part, and never falls below nothing", () => {
    const { surplus } = impact(
      member("all", "denied", "above", 50, 10, { hourBefore: 9, dayBefore: 60 }),
      member("all", "failed", "above", 5, 1, { dayBefore: 2 }),
    );
    expect(surplus?.by).toEqual([
      { reference: "expected", value: 44 },
      { reference: "day before", value: 3 },
    ]);
  });

  test("knows nothing before the first tick has closed", () => {
    expect(impact(member("all", "denied", "above", 0, 0, { ticks: 0 }))).toMatchObject({ lost: null, surplus: null });
  });
});

describe("severityOf", () => {
  test.each([
    ["nothing comes in", "silence", 0, 12, "critical"],
    ["most approvals are lost", "below", 10, 100, "critical"],
    ["a quarter of them", "below", 75, 100, "major"],
    ["most of a few", "below", 1, 9, "minor"],
    ["a little of very many", "below", 9800, 10_000, "major"],
    ["a storm of reversals", "above", 300, 10, "critical"],
    ["twice as many", "above", 40, 20, "major"],
    ["a large ratio of a few", "above", 3, 0.1, "minor"],
    ["half as many again", "above", 30, 20, "minor"],
  ] as const)("%s", (_name, side, observed, expected, severity) => {
    const one = member("all", "x", side, observed, expected);
    expect(severityOf(totalsByStatus([one]))).toBe(severity);
    expect(severityOfPeak({ ...one, peakValue: observed, peakExpected: expected })).toBe(severity);
  });
});
