import { describe, expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import type { Incident, Member } from "../model/incident.ts";
import { type Alarm, incidentFor } from "./grouping.ts";

const MINUTE = 60_000;
const TICK_MS = 10_000;
const T = Date.UTC(2025, 6, 1, 12);

function member(scope: string, status: string, more: Partial<Member> = {}): Member {
  return memberLike({ scope, status, startedAt: T, peakAt: T, ...more });
}

function incident(id: string, ...members: [Member, ...Member[]]): Incident {
  return incidentLike({ id, openedAt: T, detectedAt: T, members });
}

function alarm(scope: string, status: string, minutes: number, symptom: Alarm["symptom"] = "above"): Alarm {
  return { scope, status, symptom, at: T + minutes * MINUTE };
}

function chosen(firing: readonly Incident[], one: Alarm): string | null {
  return incidentFor(firing, one, TICK_MS)?.id ?? null;
}

describe("incidentFor", () => {
  const denied = incident("1", member("issuer=a", "denied"));

  test.each([
    ["the same series, however late", alarm("issuer=a", "denied", 600), "1"],
    ["another status of the scope within five minutes", alarm("issuer=a", "failed", 5), "1"],
    ["another status of the scope later", alarm("issuer=a", "failed", 6), null],
    ["all traffic around it within five minutes", alarm("all", "denied", 3), "1"],
    ["another value of the dimension", alarm("issuer=b", "denied", 1), null],
    ["an alarm that began before it", alarm("issuer=a", "failed", -2), "1"],
  ])("%s", (_name, one, id) => {
    expect(chosen([denied], one)).toBe(id);
  });

  test("the five minutes count from the last that joined", () => {
    const joined = incident("1", member("all", "denied"), member("all", "failed", { startedAt: T + 4 * MINUTE }));
    expect(chosen([joined], alarm("all", "reversed", 9))).toBe("1");
    expect(chosen([joined], alarm("all", "reversed", 10))).toBeNull();
  });

  test("an incident of three statuses of a scope takes its others however late, and no other scope's", () => {
    const broad = incident("1", member("all", "denied"), member("all", "failed"), member("all", "reversed"));
    expect(chosen([broad], alarm("all", "refunded", 300))).toBe("1");
    expect(chosen([broad], alarm("issuer=a", "refunded", 300))).toBeNull();
  });

  test("the incident that holds the series comes before one that is merely near", () => {
    const near = incident("1", member("all", "failed", { startedAt: T + 60 * MINUTE }));
    const own = incident("2", member("all", "denied"));
    expect(chosen([near, own], alarm("all", "denied", 61))).toBe("2");
  });

  test("a silence belongs to a fall of the same scope that goes on, else to itself", () => {
    const fall = member("all", "approved", { symptom: "below" });
    expect(chosen([incident("1", fall)], alarm("all", "traffic", 200, "silence"))).toBe("1");
    expect(chosen([incident("1", { ...fall, endedAt: T })], alarm("all", "traffic", 1, "silence"))).toBeNull();
    expect(chosen([incident("1", member("all", "denied"))], alarm("all", "traffic", 1, "silence"))).toBeNull();
    expect(chosen([incident("1", { ...fall, scope: "issuer=a" })], alarm("all", "traffic", 1, "silence"))).toBeNull();
  });

  test("a silence that comes back belongs to the one that it was", () => {
    const silence = member("all", "traffic", { symptom: "silence", endedAt: T });
    expect(chosen([incident("1", silence)], alarm("all", "traffic", 3, "silence"))).toBe("1");
  });

  test.each([
    ["another value of the dimension, a tick later", alarm("issuer=b", "denied", 1 / 6), "1"],
    ["a value of another dimension, two ticks later", alarm("brand=visa", "failed", 2 / 6), "1"],
    ["another value, three ticks later", alarm("issuer=b", "denied", 3 / 6), null],
  ])("scopes beside each other that fail at the same instant are one: %s", (_name, one, id) => {
    expect(chosen([denied], one)).toBe(id);
  });

  test("with ticks of an hour, the same instant is the same tick", () => {
    const at = alarm("issuer=b", "denied", 60);
    expect(incidentFor([denied], at, 60 * MINUTE)).toBeNull();
    expect(incidentFor([denied], { ...at, at: T }, 60 * MINUTE)?.id).toBe("1");
  });

  test("nothing is firing: an incident of its own", () => {
    expect(incidentFor([], alarm("all", "denied", 0), TICK_MS)).toBeNull();
  });
});
