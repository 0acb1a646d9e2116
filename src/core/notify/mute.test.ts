import { describe, expect, test } from "vitest";
import { deliveryLike, incidentLike, memberLike } from "../../../test/support/examples.ts";
import type { Silence } from "../model/silence.ts";
import { mutedBy, mutesAt, previewOf, silenceFault } from "./mute.ts";
import { SilenceBook } from "./silence-book.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 27, 12);

function silence(changes: Partial<Silence> = {}): Silence {
  return {
    id: "s1",
    match: ["issuer=aurora"],
    startsAt: NOW,
    endsAt: NOW + HOUR,
    owner: "Ana",
    reason: "the issuer moves",
    ...changes,
  };
}

const aurora = memberLike({ scope: "issuer=aurora" });
const borealis = memberLike({ scope: "issuer=borealis" });

describe("mutedBy", () => {
  const mutes = mutesAt([silence()], [], NOW, "UTC");

  test("an incident is quiet when every series in alarm is", () => {
    expect(mutedBy(incidentLike({ members: [aurora] }), mutes)).toEqual(["silence s1"]);
    expect(mutedBy(incidentLike({ members: [aurora, borealis] }), mutes)).toEqual([]);
    expect(mutedBy(incidentLike({ members: [aurora, { ...borealis, endedAt: NOW }] }), mutes)).toEqual(["silence s1"]);
    expect(mutedBy(incidentLike({ members: [{ ...borealis, endedAt: NOW }] }), mutes)).toEqual([]);
  });

  test("two silences may share the series", () => {
    const both = mutesAt([silence(), silence({ id: "s2", match: ["issuer=bor*"] })], [], NOW, "UTC");
    expect(mutedBy(incidentLike({ members: [aurora, borealis] }), both)).toEqual(["silence s1", "silence s2"]);
  });

  test("planned work without conditions keeps everything quiet, while it goes on", () => {
    const window = { name: "release", weekly: { from: "12:00", to: "13:00" } };
    const at = (now: number): string[] => mutedBy(incidentLike(), mutesAt([], [window], now, "UTC"));
    expect(at(NOW)).toEqual(["maintenance release"]);
    expect(at(NOW + HOUR)).toEqual([]);
  });

  test("a silence with hours of the week holds in these alone, on the clocks of its place", () => {
    const weekly = { days: ["fri" as const], from: "09:00", to: "10:00", timeZone: "America/Sao_Paulo" };
    const at = (now: number): string[] => {
      return mutedBy(incidentLike({ members: [aurora] }), mutesAt([silence({ weekly })], [], now, "UTC"));
    };
    expect(at(NOW)).toEqual(["silence s1"]);
    expect(at(NOW + HOUR)).toEqual([]);
    expect(at(NOW + DAY)).toEqual([]);
    expect(at(NOW + 7 * DAY)).toEqual(["silence s1"]);
  });

  test("a silence of mild incidents ends when they become bad", () => {
    const mild = mutesAt([silence({ match: ["issuer=aurora", "severity=minor"] })], [], NOW, "UTC");
    expect(mutedBy(incidentLike({ members: [aurora], severity: "minor" }), mild)).toEqual(["silence s1"]);
    expect(mutedBy(incidentLike({ members: [aurora], severity: "critical" }), mild)).toEqual([]);
  });
});

describe("silenceFault", () => {
  test.each<[string, Partial<Silence>, RegExp]>([
    ["everything", { match: ["status=*", "scope=*"] }, /names something/],
    ["everything but one", { match: ["issuer!=aurora"] }, /names something/],
    ["the past", { startsAt: NOW - DAY, endsAt: NOW }, /future/],
    ["an end before the beginning", { startsAt: NOW + DAY, endsAt: NOW + HOUR }, /after the beginning/],
    ["more than thirty days", { endsAt: NOW + 30 * DAY + 1 }, /30 days/],
  ])("refuses %s", (_name, changes, words) => {
    expect(silenceFault(silence(changes), NOW)).toMatch(words);
  });

  test("accepts one with an end and a condition", () => {
    expect(silenceFault(silence({ endsAt: NOW + 30 * DAY }), NOW)).toBeNull();
    const weekly = { from: "02:00", to: "04:00" };
    expect(silenceFault(silence({ endsAt: NOW + 200 * DAY, weekly }), NOW)).toBeNull();
    expect(silenceFault(silence({ endsAt: NOW + 400 * DAY, weekly }), NOW)).toMatch(/a year/);
    expect(silenceFault(silence({ weekly: { from: "24:00", to: "04:00" } }), NOW)).toMatch(/weekly.from/);
    expect(silenceFault(silence({ match: ["scope!=all", "status=denied"] }), NOW)).toBeNull();
  });
});

test("a preview counts what would have been quiet in seven days: whole incidents, and their messages", () => {
  const incidents = [
    incidentLike({ id: "1", members: [aurora], openedAt: NOW - 9 * DAY, resolvedAt: NOW - 8 * DAY }),
    incidentLike({ id: "2", members: [aurora], openedAt: NOW - 8 * DAY, resolvedAt: NOW - 6 * DAY }),
    incidentLike({ id: "3", members: [aurora, borealis], openedAt: NOW - DAY }),
    incidentLike({ id: "4", members: [aurora], openedAt: NOW - HOUR }),
  ];
  const deliveries = [
    deliveryLike({ incidentId: "2", plannedAt: NOW - 8 * DAY }),
    deliveryLike({ incidentId: "2", plannedAt: NOW - 6 * DAY }),
    deliveryLike({ incidentId: "3", plannedAt: NOW - DAY }),
    deliveryLike({ incidentId: "4", plannedAt: NOW - HOUR }),
    deliveryLike({ incidentId: null, plannedAt: NOW - HOUR }),
  ];
  const preview = previewOf(silence(), incidents, deliveries, NOW);
  expect(preview.incidents.map(({ id }) => id)).toEqual(["4", "2"]);
  expect(preview).toMatchObject({ messages: 2, from: NOW - 7 * DAY, to: NOW });
});

describe("SilenceBook", () => {
  test("a silence holds from its beginning to its end, or to when somebody ends it", () => {
    const book = new SilenceBook();
    book.add(silence({ startsAt: NOW + HOUR, endsAt: NOW + 3 * HOUR }), NOW);
    const active = (hours: number): number => book.active(NOW + hours * HOUR).length;
    expect([0, 1, 2, 3].map(active)).toEqual([0, 1, 1, 0]);
    book.end("s1", NOW + 2 * HOUR);
    expect([1, 2].map(active)).toEqual([1, 0]);
    book.end("s1", NOW + 4 * HOUR);
    expect(book.find("s1")?.endsAt).toBe(NOW + 2 * HOUR);
  });

  test("what has ended is kept for weeks, and forgotten after that", () => {
    const book = new SilenceBook();
    book.add(silence(), NOW);
    book.add(silence({ id: "s2", startsAt: NOW + 8 * DAY, endsAt: NOW + 9 * DAY }), NOW + 8 * DAY);
    expect(book.all().map(({ id }) => id)).toEqual(["s2", "s1"]);
    book.add(silence({ id: "s3", startsAt: NOW + 32 * DAY, endsAt: NOW + 33 * DAY }), NOW + 32 * DAY);
    expect(book.all().map(({ id }) => id)).toEqual(["s3", "s2"]);
  });
});
