import { describe, expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import type { Incident, Member } from "../model/incident.ts";
import type { Message } from "../model/message.ts";
import type { Announcement } from "./announcer.ts";
import { messageFor } from "./message-for.ts";

const MINUTE = 60_000;
const T = Date.UTC(2025, 6, 1, 17, 30);

function member(status: string, more: Partial<Member> = {}): Member {
  return memberLike({
    status,
    startedAt: T,
    peakAt: T + 2 * MINUTE,
    peakValue: 105,
    peakExpected: 46.2,
    reason: `${status}: 105 in the last minute, 46 expected`,
    ...more,
  });
}

function incident(members: Member[], more: Partial<Incident> = {}): Incident {
  const title = "denied above normal, all traffic";
  return incidentLike({ id: "12", openedAt: T, detectedAt: T + MINUTE, title, members, ...more });
}

function told(event: Announcement["event"], of: Incident, timeZone = "America/Sao_Paulo"): Message {
  return messageFor({ event, incident: of }, [{ at: T, value: 105, expected: 46 }], T + MINUTE, timeZone);
}

function shown({ title, summary, facts }: Message): string {
  return [title, summary, ...facts.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}

function peakOf(peakExpected: number): string | undefined {
  return told("opened", incident([member("denied", { peakExpected })])).facts.at(-1)?.value;
}

describe("messageFor", () => {
  test("an alert says what, where, since when, how bad and where to look", () => {
    const message = told("opened", incident([member("denied")]));
    expect(shown(message)).toMatchInlineSnapshot(`
      "Alert: denied above normal, all traffic
      denied: 105 in the last minute, 46 expected.
      Where: all traffic
      Since: 1 Jul, 14:30 GMT-3
      Peak of denied: 105 at 1 Jul, 14:32 GMT-3, 46 expected"
    `);
    expect(message).toMatchObject({ event: "opened", at: T + MINUTE, incident: { id: "12" }, path: "/#/incidents/12" });
    expect(message.trail).toEqual([{ at: T, value: 105, expected: 46 }]);
  });

  test("an update lists the series, the worst gives the reason", () => {
    const members = [member("denied"), member("failed", { scope: "issuer=aurora", peakScore: 9, peakExpected: 0.31 })];
    expect(shown(told("updated", incident(members)))).toMatchInlineSnapshot(`
      "Still burning: denied above normal, all traffic
      failed: 105 in the last minute, 46 expected.
      Where: all traffic, issuer aurora
      Since: 1 Jul, 14:30 GMT-3
      Peak of denied, all traffic: 105 at 1 Jul, 14:32 GMT-3, 46 expected
      Peak of failed, issuer aurora: 105 at 1 Jul, 14:32 GMT-3, 0.3 expected"
    `);
  });

  test("an end says when and for how long", () => {
    const resolved = incident([member("denied", { endedAt: T + 14 * MINUTE })], {
      state: "resolved",
      resolvedAt: T + 14 * MINUTE,
    });
    expect(shown(told("resolved", resolved))).toMatchInlineSnapshot(`
      "Resolved: denied above normal, all traffic
      All series are normal again. denied: 105 in the last minute, 46 expected.
      Where: all traffic
      Since: 1 Jul, 14:30 GMT-3
      Until: 1 Jul, 14:44 GMT-3 (14 min)
      Peak of denied: 105 at 1 Jul, 14:32 GMT-3, 46 expected"
    `);
  });

  test("a silence says what was missed", () => {
    const silent = member("traffic", { symptom: "silence", peakValue: 0, peakExpected: 812.4, reason: "nothing came" });
    const message = told("opened", incident([silent], { title: "nothing comes in, all traffic" }));
    expect(shown(message)).toMatchInlineSnapshot(`
      "Alert: nothing comes in, all traffic
      nothing came.
      Where: all traffic
      Since: 1 Jul, 14:30 GMT-3
      Missed: about 812 transactions"
    `);
  });

  test("lists six series and counts the others", () => {
    const members = ["a", "b", "c", "d", "e", "f", "g", "h"].map((status) => member(status));
    const { facts } = told("updated", incident(members));
    expect(facts.filter(({ name }) => name.startsWith("Peak of"))).toHaveLength(6);
    expect(facts.at(-1)).toEqual({ name: "And", value: "2 more series" });
  });

  test("times are those of the configured zone", () => {
    expect(told("opened", incident([member("denied")]), "Asia/Kolkata").facts[1]?.value).toContain("23:00");
    expect(told("opened", incident([member("denied")]), "UTC").facts[1]?.value).toContain("17:30");
  });

  test.each([
    [812.4, "812 expected"],
    [9.7, ", 9.7 expected"],
    [3.4, ", 3.4 expected"],
    [0.31, "0.3 expected"],
    [2e-7, "under 0.01 expected"],
  ])("an expectation of %f is told as a person would", (expected, text) => {
    expect(peakOf(expected)).toContain(text);
  });
});
