import { describe, expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import type { Incident, Member } from "../model/incident.ts";
import type { Message } from "../model/message.ts";
import { messageFor, type Telling } from "./message-for.ts";

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

function told(event: Telling["event"], of: Incident, timeZone = "America/Sao_Paulo"): Message {
  const route = { mention: ["Ana"], runbook: "https://example.com/denials" };
  return messageFor({ event, incident: of, route }, [{ at: T, value: 105, expected: 46 }], T + 20 * MINUTE, timeZone);
}

function shown({ title, summary, facts }: Message): string {
  return [title, summary, ...facts.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}

function peakOf(peakExpected: number): string | undefined {
  return told("opened", incident([member("denied", { peakExpected })])).facts.at(-1)?.value;
}

describe("messageFor", () => {
  test("an opening says what, how bad, where, since when, what it cost and where to look", () => {
    const lost = {
      least: 61.2,
      most: 137,
      by: [
        { reference: "expected" as const, value: 61.2 },
        { reference: "day before" as const, value: 137 },
      ],
    };
    const falls = [member("approved", { symptom: "below", reason: "approved: 0 in the last 20 minutes, 61 expected" })];
    const impact = { lost, surplus: null, minutes: 20 };
    const title = "approved below normal, all traffic";
    const message = told("opened", incident(falls, { impact, title, severity: "critical", assignee: "Bo" }));
    expect(shown(message)).toMatchInlineSnapshot(`
      "Critical: approved below normal, all traffic
      approved: 0 in the last 20 minutes, 61 expected. About 61 to 137 approvals lost so far, about 5 a minute.
      Where: all traffic
      Since: 1 Jul, 14:30 GMT-3
      Severity: critical
      Lost: 61 by what was learnt, 137 by the day before
      Peak of approved: 105 at 1 Jul, 14:32 GMT-3, 46 expected
      Assigned to: Bo"
    `);
    expect(message).toMatchObject({
      event: "opened",
      at: T + 20 * MINUTE,
      incident: { id: "12" },
      path: "/#/incidents/12",
    });
    expect(message.trail).toEqual([{ at: T, value: 105, expected: 46 }]);
    expect(message).toMatchObject({ mentions: ["Ana"], runbook: "https://example.com/denials" });
  });

  test("an update lists the series, the worst gives the reason, and nobody is called by name", () => {
    const members = [member("denied"), member("failed", { scope: "issuer=aurora", peakScore: 9, peakExpected: 0.31 })];
    const message = told("updated", incident(members));
    expect(shown(message)).toMatchInlineSnapshot(`
      "Update, major: denied above normal, all traffic
      failed: 105 in the last minute, 46 expected.
      Where: all traffic, issuer aurora
      Since: 1 Jul, 14:30 GMT-3
      Severity: major
      Peak of denied, all traffic: 105 at 1 Jul, 14:32 GMT-3, 46 expected
      Peak of failed, issuer aurora: 105 at 1 Jul, 14:32 GMT-3, 0.3 expected"
    `);
    expect(message.mentions).toEqual([]);
  });

  test("an end says when and for how long", () => {
    const resolved = incident([member("denied", { endedAt: T + 14 * MINUTE })], {
      state: "resolved",
      resolvedAt: T + 14 * MINUTE,
      acknowledgedBy: "Ana",
      reopened: 1,
    });
    expect(shown(told("resolved", resolved))).toMatchInlineSnapshot(`
      "Resolved: denied above normal, all traffic
      All series are normal again. denied: 105 in the last minute, 46 expected.
      Where: all traffic
      Since: 1 Jul, 14:30 GMT-3
      Until: 1 Jul, 14:44 GMT-3 (14 min)
      Severity: major
      Peak of denied: 105 at 1 Jul, 14:32 GMT-3, 46 expected
      Acknowledged by: Ana
      Came back: once"
    `);
  });

  test("what somebody closed is not said to be normal", () => {
    const closed = incident([member("denied")], { state: "resolved", resolvedAt: T + 14 * MINUTE });
    expect(told("resolved", closed).summary).toMatch(/^It was closed by hand\./);
  });

  test("while nobody answers, it says for how long", () => {
    expect(told("escalated", incident([member("denied")])).summary).toMatch(
      /^Nobody has acknowledged it in the 19 min since it was found\. denied: /,
    );
    expect(told("reminder", incident([member("denied")])).summary).toMatch(/^It has gone on for 20 min, and nobody /);
  });

  test.each<[Telling["event"], string]>([
    ["reopened", "Again, major: denied above normal, all traffic"],
    ["flapping", "Comes and goes, major: denied above normal, all traffic"],
    ["reminder", "Still major: denied above normal, all traffic"],
    ["escalated", "Nobody has answered, major: denied above normal, all traffic"],
    ["acknowledged", "Acknowledged: denied above normal, all traffic"],
  ])("the title of %s", (event, title) => {
    expect(told(event, incident([member("denied")])).title).toBe(title);
  });

  test("a silence says what was missed", () => {
    const silent = member("traffic", { symptom: "silence", peakValue: 0, peakExpected: 812.4, reason: "nothing came" });
    const message = told("opened", incident([silent], { title: "nothing comes in, all traffic" }));
    expect(shown(message)).toMatchInlineSnapshot(`
      "Major: nothing comes in, all traffic
      nothing came.
      Where: all traffic
      Since: 1 Jul, 14:30 GMT-3
      Severity: major
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
