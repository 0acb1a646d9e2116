import { describe, expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import type { Incident, Member } from "../../core/model/incident.ts";
import { createClock } from "../format.ts";
import { incidentSpan, inOrder, memberSpan, peakInWords, statusesOf } from "./incident-in-words.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const clock = createClock("UTC");

function member(change: Partial<Member> = {}): Member {
  return memberLike({ startedAt: NOON, peakAt: NOON, peakValue: 145, peakExpected: 12.44, ...change });
}

function incident(change: Partial<Incident> = {}): Incident {
  return incidentLike({ id: "i", openedAt: NOON, detectedAt: NOON, members: [member()], ...change });
}

describe("an incident", () => {
  test("tells since when and for how long while it lasts", () => {
    expect(incidentSpan(incident(), clock, NOON + 3.5 * MINUTE)).toBe("since 12:00, for 3 min 30 s");
  });

  test("tells from when to when after its end", () => {
    const over = incident({ state: "resolved", resolvedAt: NOON + 7 * MINUTE });
    expect(incidentSpan(over, clock, NOON + 60 * MINUTE)).toBe("12:00 to 12:07, 7 min");
  });

  test("names each status once", () => {
    const members = [member(), member({ status: "backend_reversed" }), member({ scope: "issuer=aurora" })];
    expect(statusesOf(incident({ members }))).toEqual(["denied", "backend reversed"]);
  });

  test("comes before resolved ones, the newest first", () => {
    const old = incident({ id: "old", openedAt: 1 });
    const over = incident({ id: "over", state: "resolved", openedAt: 9 });
    const young = incident({ id: "young", openedAt: 5 });
    expect(inOrder([over, old, young]).map((each) => each.id)).toEqual(["young", "old", "over"]);
  });
});

describe("a member", () => {
  test("tells its peak against what was expected", () => {
    expect(peakInWords(member())).toBe("peak 145, expected 12.4");
    expect(peakInWords(member({ symptom: "below", peakValue: 3 }))).toBe("low 3, expected 12.4");
  });

  test("of a silence tells what is missing", () => {
    expect(peakInWords(member({ symptom: "silence", peakValue: 6120 }))).toBe("6,120 transactions missed");
  });

  test("tells when it was in alarm", () => {
    expect(memberSpan(member(), clock, NOON)).toBe("since 12:00");
    expect(memberSpan(member({ endedAt: NOON + MINUTE }), clock, NOON)).toBe("12:00 to 12:01");
  });
});
