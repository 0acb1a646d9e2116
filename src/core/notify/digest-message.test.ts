import { describe, expect, test } from "vitest";
import { incidentLike } from "../../../test/support/examples.ts";
import type { Incident } from "../model/incident.ts";
import type { Message } from "../model/message.ts";
import { digestMessage, type DigestLine } from "./digest-message.ts";

const T = Date.UTC(2025, 6, 1, 17, 30);

function line(title: string, changes: Partial<Incident> = {}, isOver = false): DigestLine {
  return { incident: incidentLike({ title, openedAt: T, ...changes }), isOver, mentions: [] };
}

function shown({ title, summary, facts }: Message): string {
  return [title, summary, ...facts.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}

describe("digestMessage", () => {
  test("lists the worst and counts the rest", () => {
    const minor = Array.from({ length: 12 }, (_, index) => line(`minor ${index}`, { severity: "minor" }));
    const lines = [...minor, line("denied above normal", { severity: "critical" })];
    expect(shown(digestMessage(lines, 0, T, "UTC"))).toMatchInlineSnapshot(`
      "13 incidents: 1 critical, 12 minor
      Told in one message, to keep the channel readable. The worst: denied above normal.
      Critical, since 1 Jul, 17:30 UTC: denied above normal
      Minor, since 1 Jul, 17:30 UTC: minor 0
      Minor, since 1 Jul, 17:30 UTC: minor 1
      Minor, since 1 Jul, 17:30 UTC: minor 2
      Minor, since 1 Jul, 17:30 UTC: minor 3
      Minor, since 1 Jul, 17:30 UTC: minor 4
      Minor, since 1 Jul, 17:30 UTC: minor 5
      Minor, since 1 Jul, 17:30 UTC: minor 6
      Minor, since 1 Jul, 17:30 UTC: minor 7
      Minor, since 1 Jul, 17:30 UTC: minor 8
      And: 3 more: 3 minor"
    `);
  });

  test("mentions what was over before it was told", () => {
    const lines = [line("denied above normal"), line("failed above normal", {}, true)];
    expect(shown(digestMessage(lines, 0, T, "UTC"))).toMatchInlineSnapshot(`
      "1 incident: 1 major, and 1 resolved
      Told in one message, to keep the channel readable. The worst: denied above normal.
      Major, since 1 Jul, 17:30 UTC: denied above normal
      Resolved: failed above normal"
    `);
  });

  test("says how many of those that were told are resolved", () => {
    const over = Array.from({ length: 7 }, (_, index) => line(`denied ${index}`, {}, true));
    expect(shown(digestMessage(over, 3, T, "UTC"))).toMatchInlineSnapshot(`
      "7 of 10 incidents resolved
      3 go on.
      Resolved: denied 0
      Resolved: denied 1
      Resolved: denied 2
      Resolved: denied 3
      Resolved: denied 4
      And: 2 more resolved"
    `);
    expect(digestMessage(over, 0, T, "UTC").title).toBe("7 incidents resolved");
  });

  test("of equals, the one that cost most comes first, and whoever is to be called is called once", () => {
    const lost = { least: 10, most: 50, by: [] };
    const lines = [
      { ...line("one"), mentions: ["Ana"] },
      { ...line("two", { impact: { lost, surplus: null, minutes: 1 } }), mentions: ["Ana", "Bo"] },
    ];
    const message = digestMessage(lines, 0, T, "UTC");
    expect(message.facts.map(({ value }) => value)).toEqual(["two", "one"]);
    expect(message).toMatchObject({ mentions: ["Ana", "Bo"], event: "digest", incident: null });
  });
});
