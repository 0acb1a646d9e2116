import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import { describe, expect, test } from "vitest";
import { defaultIncidentSettings, type IncidentSettings } from "../model/engine-settings.ts";
import type { Action } from "../model/action.ts";
import { IncidentBook, type IncidentChange } from "./incident-book.ts";
import type { Measure, Sighting } from "./member.ts";

const MINUTE = 60_000;
const T = Date.UTC(2025, 6, 1, 12);

function bookWith(settings: Partial<IncidentSettings> = {}): IncidentBook {
  const book = new IncidentBook();
  book.configure({ ...defaultIncidentSettings, ...settings }, MINUTE);
  return book;
}

function sighting(status: string, minute: number, more: Partial<Sighting> = {}): Sighting {
  const at = T + minute * MINUTE;
  const reason = `${status} is high`;
  const grounds = { by: "score", rules: [] } as const;
  return { scope: "all", status, symptom: "above", at, value: 40, expected: 10, score: 6, ...grounds, reason, ...more };
}

function begin(book: IncidentBook, status: string, minute: number, more: Partial<Sighting> = {}): IncidentChange {
  return book.begin(sighting(status, minute, more), T + (minute + 1) * MINUTE);
}

function progress(book: IncidentBook, status: string, minute: number, more: Partial<Sighting>): IncidentChange[] {
  return book.progress([sighting(status, minute, more)], T + (minute + 1) * MINUTE);
}

function end(book: IncidentBook, status: string, minute: number): IncidentChange | null {
  return book.end("all", status, T + minute * MINUTE, "is normal again");
}

function settle(book: IncidentBook, minute: number): IncidentChange[] {
  return book.settle(T + minute * MINUTE);
}

function act(book: IncidentBook, minute: number, action: Action): IncidentChange | null {
  return book.act({ action, by: "ada", via: "cli", at: T + minute * MINUTE });
}

describe("IncidentBook", () => {
  test("an alarm opens an incident that says what, where, when and why", () => {
    const book = bookWith();
    expect(begin(book, "denied", 0)).toEqual({
      event: "opened",
      incident: incidentLike({
        openedAt: T,
        detectedAt: T + MINUTE,
        title: "denied above normal, all traffic",
        members: [
          memberLike({
            startedAt: T,
            peakAt: T,
            peakValue: 40,
            peakExpected: 10,
            peakScore: 6,
            reason: "denied is high",
          }),
        ],
        timeline: [{ at: T + MINUTE, kind: "alarm", by: null, text: "all traffic: denied is high" }],
      }),
    });
    expect(book.firingCount).toBe(1);
  });

  test("a series that alerts by its score and then by a rule too is told by both", () => {
    const book = bookWith();
    begin(book, "failed", 0);
    const ruled = sighting("failed", 1, { by: "rule", rules: ["many"] });
    expect(book.progress([ruled], T + 2 * MINUTE)[0]?.incident.members[0]).toMatchObject({
      by: "both",
      rules: ["many"],
    });
    expect(book.progress([ruled], T + 2 * MINUTE)).toEqual([]);
  });

  test("what belongs to it joins, and the title and the beginning follow", () => {
    const book = bookWith();
    begin(book, "denied", 5);
    const { event, incident } = begin(book, "failed", 3);
    expect(event).toBe("joined");
    expect(incident).toMatchObject({ id: "1", title: "denied and failed above normal, all traffic" });
    expect(incident.openedAt).toBe(T + 3 * MINUTE);
  });

  test("progress is told only when the series is farther from normal than ever", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    expect(progress(book, "denied", 1, { value: 35 })).toEqual([]);
    const [change] = progress(book, "denied", 2, { value: 90, score: 4, reason: "worse" });
    expect(change?.incident.members[0]).toMatchObject({
      peakAt: T + 2 * MINUTE,
      peakValue: 90,
      peakScore: 6,
      reason: "worse",
    });
    expect(progress(book, "failed", 3, { value: 900 })).toEqual([]);
  });

  test("is resolved three minutes after the last series ended, and dated with that end", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    begin(book, "failed", 1);
    end(book, "denied", 10);
    expect(settle(book, 30)).toEqual([]);
    end(book, "failed", 30);
    expect(settle(book, 32)).toEqual([]);
    const [change] = settle(book, 33);
    expect(change).toMatchObject({ event: "resolved", incident: { state: "resolved", resolvedAt: T + 30 * MINUTE } });
    expect(settle(book, 40)).toEqual([]);
    expect(book.firingCount).toBe(0);
  });

  test("a series that comes back before that goes on in the same incident, soon after reopens it, and later opens a new one", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    end(book, "denied", 10);
    expect(begin(book, "denied", 12, { value: 70 })).toMatchObject({ event: "progressed", incident: { id: "1" } });
    expect(book.holding("all", "denied")?.members).toMatchObject([{ startedAt: T, endedAt: null, peakValue: 70 }]);
    end(book, "denied", 20);
    settle(book, 23);
    expect(begin(book, "denied", 30)).toMatchObject({ event: "flapping", incident: { id: "1", reopened: 1 } });
  });

  test("a series that rises and then falls farther is called by its fall", () => {
    const book = bookWith();
    begin(book, "denied", 0, { value: 15 });
    end(book, "denied", 1);
    const { incident } = begin(book, "denied", 2, { symptom: "below", value: 0 });
    expect(incident).toMatchObject({ title: "denied below normal, all traffic", members: [{ symptom: "below" }] });
  });

  test("the end of what no incident holds changes nothing", () => {
    const book = bookWith();
    expect(end(book, "denied", 1)).toBeNull();
    begin(book, "denied", 2);
    end(book, "denied", 3);
    expect(end(book, "denied", 4)).toBeNull();
  });

  test("lists firing before resolved, newest first, and finds both", () => {
    const book = bookWith();
    for (const [index, status] of ["a", "b", "c"].entries()) begin(book, status, index * 60);
    end(book, "b", 70);
    settle(book, 80);
    expect(book.all().map(({ id }) => id)).toEqual(["3", "1", "2"]);
    expect(book.find("2")?.state).toBe("resolved");
    expect(book.find("9")).toBeNull();
  });

  test("what left the book does not change any more", () => {
    const book = bookWith();
    const { incident } = begin(book, "denied", 0);
    const before = structuredClone(incident);
    progress(book, "denied", 1, { value: 900 });
    begin(book, "failed", 2);
    end(book, "denied", 3);
    expect(incident).toEqual(before);
  });

  test("remembers the last 500 that are resolved", () => {
    const book = bookWith();
    for (let index = 0; index < 510; index++) {
      begin(book, "denied", index * 60);
      end(book, "denied", index * 60 + 5);
      settle(book, index * 60 + 30);
    }
    expect(book.all()).toHaveLength(500);
    expect(book.find("10")).toBeNull();
    expect(book.find("11")?.state).toBe("resolved");
  });
});

describe("an incident that is pending", () => {
  const pending = (): IncidentBook => bookWith({ pendingMs: 3 * MINUTE });

  test("is seen at once, and told when its alarm has lasted", () => {
    const book = pending();
    expect(begin(book, "denied", 0)).toMatchObject({ event: "noted", incident: { state: "pending" } });
    expect(book.firingCount).toBe(0);
    expect(settle(book, 3)).toEqual([]);
    expect(settle(book, 4)).toMatchObject([{ event: "opened", incident: { state: "firing" } }]);
    expect(book.firingCount).toBe(1);
  });

  test("is told by its series together, whichever it was that lasted", () => {
    const book = pending();
    begin(book, "denied", 0);
    expect(begin(book, "failed", 1)).toMatchObject({ event: "noted" });
    expect(end(book, "denied", 2)).toMatchObject({ event: "noted" });
    expect(settle(book, 4)).toMatchObject([{ event: "opened", incident: { members: [{}, { endedAt: null }] } }]);
  });

  test("that is over before is resolved and never told", () => {
    const book = pending();
    begin(book, "denied", 0);
    end(book, "denied", 2);
    expect(settle(book, 4)).toEqual([]);
    expect(settle(book, 5)).toMatchObject([{ event: "noted", incident: { state: "resolved" } }]);
  });

  test("that comes back soon must last again, and is then told for the first time", () => {
    const book = pending();
    begin(book, "denied", 0);
    end(book, "denied", 1);
    settle(book, 4);
    expect(begin(book, "denied", 6)).toMatchObject({ event: "noted", incident: { id: "1", state: "pending" } });
    expect(settle(book, 10)).toMatchObject([{ event: "opened", incident: { reopened: 1 } }]);
  });
});

describe("an incident that comes back", () => {
  test("within the time for that is reopened, with its whole past", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    act(book, 1, { do: "acknowledge", incidentId: "1" });
    end(book, "denied", 5);
    settle(book, 8);
    const change = begin(book, "denied", 15, { value: 90 });
    expect(change).toMatchObject({
      event: "reopened",
      incident: { id: "1", state: "firing", reopened: 1, resolvedAt: null, acknowledgedBy: null },
    });
    expect(change.incident.members).toMatchObject([{ startedAt: T, endedAt: null, peakValue: 90 }]);
    expect(change.incident.timeline.map(({ text }) => text)).toContain("reopened");
    expect(book.all()).toHaveLength(1);
  });

  test("later is another one", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    end(book, "denied", 5);
    settle(book, 8);
    expect(begin(book, "denied", 16)).toMatchObject({ event: "opened", incident: { id: "2" } });
  });

  test("is another one too where nothing is to be reopened", () => {
    const book = bookWith({ reopenMs: 0 });
    begin(book, "denied", 0);
    end(book, "denied", 1);
    settle(book, 4);
    expect(begin(book, "denied", 4)).toMatchObject({ event: "opened", incident: { id: "2" } });
  });

  test("keeps its place in the list", () => {
    const book = bookWith();
    begin(book, "a", 0);
    end(book, "a", 6);
    begin(book, "b", 6);
    settle(book, 9);
    begin(book, "a", 9);
    expect(book.all().map(({ id }) => id)).toEqual(["2", "1"]);
  });
});

describe("an incident that comes and goes", () => {
  function flapping(): IncidentBook {
    const book = bookWith();
    for (const minute of [0, 6, 12]) {
      const { event } = begin(book, "denied", minute);
      expect(event).toBe({ 0: "opened", 6: "reopened", 12: "flapping" }[minute]);
      end(book, "denied", minute + 1);
      if (minute < 12) settle(book, minute + 5);
    }
    return book;
  }

  test("three times within an hour flaps, which is told once", () => {
    const book = flapping();
    expect(settle(book, 18)).toEqual([]);
    expect(begin(book, "denied", 18)).toMatchObject({ event: "progressed", incident: { state: "flapping" } });
    expect(book.find("1")?.timeline.filter(({ text }) => text.startsWith("flapping"))).toHaveLength(1);
  });

  test("is resolved after ten quiet minutes", () => {
    const book = flapping();
    expect(settle(book, 22)).toEqual([]);
    expect(settle(book, 23)).toMatchObject([{ event: "resolved", incident: { resolvedAt: T + 13 * MINUTE } }]);
  });

  test("fires again after ten minutes in alarm, and begins to be counted anew", () => {
    const book = flapping();
    begin(book, "denied", 20);
    expect(settle(book, 30)).toEqual([]);
    expect(settle(book, 31)).toMatchObject([{ event: "progressed", incident: { state: "firing" } }]);
    end(book, "denied", 32);
    expect(begin(book, "denied", 33)).toMatchObject({ event: "progressed", incident: { state: "firing" } });
  });

  test("less often does not flap", () => {
    const book = bookWith({ reopenMs: 60 * MINUTE });
    for (const minute of [0, 31, 62, 93]) {
      expect(begin(book, "denied", minute).event).not.toBe("flapping");
      end(book, "denied", minute + 1);
      settle(book, minute + 5);
    }
  });
});

describe("what people do to an incident", () => {
  test("stands in its timeline with who did it and where", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    act(book, 1, { do: "acknowledge", incidentId: "1" });
    act(book, 2, { do: "assign", incidentId: "1", to: "ben" });
    act(book, 3, { do: "note", incidentId: "1", text: "the acquirer knows" });
    act(book, 4, { do: "mark", incidentId: "1", as: "real" });
    const incident = act(book, 5, { do: "unacknowledge", incidentId: "1" })?.incident;
    expect(incident).toMatchObject({ state: "firing", assignee: "ben", mark: "real", acknowledgedBy: null });
    expect(incident?.timeline.slice(1)).toEqual(
      [
        "acknowledged",
        "assigned to ben",
        "the acquirer knows",
        "marked as real: nothing of it is learnt",
        "acknowledgement taken back",
      ].map((text, index) => ({ at: T + (index + 1) * MINUTE, kind: "person", by: "ada", via: "cli", text })),
    );
  });

  test.each<[string, Action]>([
    ["acknowledging again", { do: "acknowledge", incidentId: "1" }],
    ["assigning to nobody what is nobody's", { do: "assign", incidentId: "1", to: null }],
    ["taking back no mark", { do: "mark", incidentId: "1", as: null }],
    ["anything of an incident that is not known", { do: "resolve", incidentId: "7" }],
    ["what is not about an incident", { do: "retry", deliveryId: "1" }],
  ])("%s changes nothing", (_name, action) => {
    const book = bookWith();
    begin(book, "denied", 0);
    act(book, 1, { do: "acknowledge", incidentId: "1" });
    const before = structuredClone(book.all());
    expect(act(book, 2, action)).toBeNull();
    expect(book.all()).toEqual(before);
  });

  test("another one may take an acknowledged incident over", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    act(book, 1, { do: "acknowledge", incidentId: "1" });
    const deed = { by: "ben", via: "api", at: T + 2 * MINUTE } as const;
    const change = book.act({ action: { do: "acknowledge", incidentId: "1" }, ...deed });
    expect(change).toMatchObject({ event: "noted", incident: { state: "acknowledged", acknowledgedBy: "ben" } });
  });

  test("an incident that somebody takes care of before it is due is told to nobody", () => {
    const book = bookWith({ pendingMs: 10 * MINUTE });
    begin(book, "denied", 0);
    expect(act(book, 1, { do: "acknowledge", incidentId: "1" })?.event).toBe("noted");
    expect(settle(book, 20)).toEqual([]);
    expect(act(book, 21, { do: "unacknowledge", incidentId: "1" })?.event).toBe("opened");
  });

  describe("resolving it while its alarm is on", () => {
    function closed(): IncidentBook {
      const book = bookWith();
      begin(book, "denied", 0);
      const change = act(book, 5, { do: "resolve", incidentId: "1" });
      const at = T + 5 * MINUTE;
      expect(change).toMatchObject({
        event: "resolved",
        incident: { resolvedAt: at, members: [{ endedAt: at }] },
      });
      return book;
    }

    test("closes it: the alarm that goes on does not open it again", () => {
      const book = closed();
      expect(progress(book, "denied", 6, { value: 900 })).toEqual([]);
      expect(book.holding("all", "denied")).toBeNull();
      expect(end(book, "denied", 50)).toBeNull();
      expect(settle(book, 60)).toEqual([]);
      expect(act(book, 61, { do: "resolve", incidentId: "1" })).toBeNull();
    });

    test("the next alarm reopens it, as long after the end of that one as after any", () => {
      const book = closed();
      end(book, "denied", 50);
      expect(begin(book, "denied", 55)).toMatchObject({ event: "reopened", incident: { id: "1" } });
    });

    test("so does one of another status meanwhile", () => {
      expect(begin(closed(), "failed", 5)).toMatchObject({ event: "reopened", incident: { id: "1" } });
    });

    test("a mark and a note come afterwards too", () => {
      const book = closed();
      const saved = book.save();
      const before = structuredClone(saved);
      expect(act(book, 70, { do: "mark", incidentId: "1", as: "expected" })?.event).toBe("noted");
      expect(act(book, 71, { do: "note", incidentId: "1", text: "a promotion" })?.event).toBe("noted");
      expect(book.find("1")).toMatchObject({ state: "resolved", mark: "expected" });
      expect(saved).toEqual(before);
    });
  });
});

describe("what an incident costs", () => {
  const measure = (observed: number, expected: number, more: Partial<Measure> = {}): Measure => {
    const references = { hourBefore: null, dayBefore: null };
    return { scope: "all", status: "denied", ticks: 1, observed, expected, ...references, ...more };
  };
  const at = (minute: number): number => T + minute * MINUTE;

  test("adds up over the ticks in alarm and is shown once a minute", () => {
    const book = bookWith();
    begin(book, "denied", 0);
    expect(book.measure([measure(20, 10, { hourBefore: 12 })], at(1))).toEqual([]);
    const [change] = book.measure([measure(25, 10, { hourBefore: 12 })], at(2));
    expect(change).toMatchObject({
      event: "progressed",
      incident: {
        members: [{ tally: { ticks: 2, observed: 45, expected: 20, hourBefore: 24, dayBefore: null } }],
        impact: { minutes: 2, lost: null, surplus: { least: 21, most: 25 } },
      },
    });
    expect(book.measure([measure(20, 10), measure(9, 1, { status: "failed" })], at(2.5))).toEqual([]);
  });

  test("raises the severity at once, says so, and never lowers it while it is open", () => {
    const book = bookWith();
    expect(begin(book, "denied", 0, { value: 15 }).incident.severity).toBe("minor");
    const [worse] = book.measure([measure(300, 10)], at(1));
    expect(worse).toMatchObject({ event: "progressed", incident: { severity: "critical" } });
    expect(worse?.incident.timeline.at(-1)).toEqual({ at: at(1), kind: "state", by: null, text: "now critical" });
    book.measure([measure(0, 900)], at(2));
    expect(book.find("1")?.severity).toBe("critical");
  });

  test("of what people do not know of is not told to them", () => {
    const book = bookWith({ pendingMs: 10 * MINUTE });
    begin(book, "denied", 0, { value: 15 });
    expect(book.measure([measure(300, 10)], at(1))).toMatchObject([{ event: "noted" }]);
  });
});
