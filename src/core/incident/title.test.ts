import { describe, expect, test } from "vitest";
import type { Member, Symptom } from "../model/incident.ts";
import { titleOf } from "./title.ts";

function members(...series: [scope: string, status: string, symptom: Symptom][]): Member[] {
  return series.map(([scope, status, symptom]) => ({
    scope,
    status,
    symptom,
    startedAt: 0,
    endedAt: null,
    peakAt: 0,
    peakValue: 0,
    peakExpected: 0,
    peakScore: 0,
    reason: "",
  }));
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
});
