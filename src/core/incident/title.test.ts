import { describe, expect, test } from "vitest";
import { memberLike } from "../../../test/support/examples.ts";
import type { Member, Symptom } from "../model/incident.ts";
import { titleOf } from "./title.ts";

function members(...series: [scope: string, status: string, symptom: Symptom][]): Member[] {
  return series.map(([scope, status, symptom]) =>
    memberLike({ scope, status, symptom, peakValue: 0, peakExpected: 0, peakScore: 0 }),
  );
}

describe("titleOf", () => {
  test.each([
    ["denied above normal, all traffic", members(["all", "denied", "above"])],
    ["approved below normal, issuer aurora", members(["issuer=aurora", "approved", "below"])],
    ["denied and failed above normal, all traffic", members(["all", "denied", "above"], ["all", "failed", "above"])],
    ["approved and denied off normal, all traffic", members(["all", "approved", "below"], ["all", "denied", "above"])],
    [
      "denied, failed and 2 more above normal, all traffic",
      members(["all", "denied", "above"], ["all", "failed", "above"], ["all", "a", "above"], ["all", "b", "above"]),
    ],
    ["denied above normal, issuer aurora", members(["all", "denied", "above"], ["issuer=aurora", "denied", "above"])],
    [
      "denied above normal, issuer aurora and 2 more",
      members(["issuer=aurora", "denied", "above"], ["issuer=b", "denied", "above"], ["brand=x", "denied", "above"]),
    ],
    ["nothing comes in, all traffic", members(["all", "traffic", "silence"])],
    ["nothing comes in, all traffic", members(["all", "approved", "below"], ["all", "traffic", "silence"])],
    ["denied above normal, all traffic", members(["all", "traffic", "silence"], ["all", "denied", "above"])],
  ])("%s", (title, of) => {
    expect(titleOf(of)).toBe(title);
  });

  test("what alerts by rule alone is not said to be off normal", () => {
    const ruled = (status: string, rule: string): Member[] =>
      members(["all", status, "above"]).map((member) => ({ ...member, by: "rule", rules: [rule] }));
    expect(titleOf(ruled("failed", "many"))).toBe('failed by rule "many", all traffic');
    expect(titleOf([...ruled("failed", "many"), ...ruled("denied", "half")])).toBe(
      "failed and denied by rule, all traffic",
    );
    expect(titleOf([...ruled("failed", "many"), ...members(["all", "denied", "above"])])).toBe(
      "failed and denied above normal, all traffic",
    );
  });
});
