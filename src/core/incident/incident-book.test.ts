import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Incident } from "../model/incident.ts";
import { IncidentBook, type IncidentChange, type Sighting } from "./incident-book.ts";
import { type IncidentEvent, incidentTransitions } from "./incident-state.ts";

const MINUTE = 60_000;
const T = Date.UTC(2025, 6, 1, 12);

function sighting(status: string, minute: number, more: Partial<Sighting> = {}): Sighting {
  const at = T + minute * MINUTE;
  const reason = `${status} is high`;
  const grounds = { by: "score", rules: [] } as const;
  return { scope: "all", status, symptom: "above", at, value: 40, expected: 10, score: 6, ...grounds, reason, ...more };
}

function begin(book: IncidentBook, status: string, minute: number, more: Partial<Sighting> = {}): IncidentChange {
  return book.begin(sighting(status, minute, more), T + (minute + 1) * MINUTE);
}

function end(book: IncidentBook, status: string, minute: number): IncidentChange | null {
  return book.end("all", status, T + minute * MINUTE, "is normal again");
}

function settle(book: IncidentBook, minute: number): IncidentChange[] {
  return book.settle(T + minute * MINUTE, MINUTE);
}

describe("IncidentBook", () => {
  test("an alarm opens an incident that says what, where, when and why", () => {
    const book = new IncidentBook();
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
    const book = new IncidentBook();
    begin(book, "failed", 0);
    const ruled = sighting("failed", 1, { by: "rule", rules: ["many"] });
    expect(book.progress([ruled])[0]?.incident.members[0]).toMatchObject({ by: "both", rules: ["many"] });
    expect(book.progress([ruled])).toEqual([]);
  });

  test("what belongs to it joins, and the title and the beginning follow", () => {
    const book = new IncidentBook();
    begin(book, "denied", 5);
    const { event, incident } = begin(book, "failed", 3);
    expect(event).toBe("joined");
    expect(incident).toMatchObject({ id: "1", title: "denied and failed above normal, all traffic" });
    expect(incident.openedAt).toBe(T + 3 * MINUTE);
  });

  test("progress is told only when the series is farther from normal than ever", () => {
    const book = new IncidentBook();
    begin(book, "denied", 0);
    expect(book.progress([sighting("denied", 1, { value: 35 })])).toEqual([]);
    const [change] = book.progress([sighting("denied", 2, { value: 90, score: 4, reason: "worse" })]);
    expect(change?.incident.members[0]).toMatchObject({
      peakAt: T + 2 * MINUTE,
      peakValue: 90,
      peakScore: 6,
      reason: "worse",
    });
    expect(book.progress([sighting("failed", 3, { value: 900 })])).toEqual([]);
  });

  test("is resolved three minutes after the last series ended, and dated with that end", () => {
    const book = new IncidentBook();
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

  test("a series that comes back before that goes on in the same incident, later in a new one", () => {
    const book = new IncidentBook();
    begin(book, "denied", 0);
    end(book, "denied", 10);
    expect(begin(book, "denied", 12, { value: 70 })).toMatchObject({ event: "progressed", incident: { id: "1" } });
    expect(book.holding("all", "denied")?.members).toMatchObject([{ startedAt: T, endedAt: null, peakValue: 70 }]);
    end(book, "denied", 20);
    settle(book, 23);
    expect(begin(book, "denied", 24)).toMatchObject({ event: "opened", incident: { id: "2" } });
  });

  test("a series that rises and then falls farther is called by its fall", () => {
    const book = new IncidentBook();
    begin(book, "denied", 0, { value: 15 });
    end(book, "denied", 1);
    const { incident } = begin(book, "denied", 2, { symptom: "below", value: 0 });
    expect(incident).toMatchObject({ title: "denied below normal, all traffic", members: [{ symptom: "below" }] });
  });

  test("the end of what no incident holds changes nothing", () => {
    const book = new IncidentBook();
    expect(end(book, "denied", 1)).toBeNull();
    begin(book, "denied", 2);
    end(book, "denied", 3);
    expect(end(book, "denied", 4)).toBeNull();
  });

  test("lists firing before resolved, newest first, and finds both", () => {
    const book = new IncidentBook();
    for (const [index, status] of ["a", "b", "c"].entries()) begin(book, status, index * 60);
    end(book, "b", 70);
    settle(book, 80);
    expect(book.all().map(({ id }) => id)).toEqual(["3", "1", "2"]);
    expect(book.find("2")?.state).toBe("resolved");
    expect(book.find("9")).toBeNull();
  });

  test("what left the book does not change any more", () => {
    const book = new IncidentBook();
    const { incident } = begin(book, "denied", 0);
    const before = structuredClone(incident);
    book.progress([sighting("denied", 1, { value: 900 })]);
    begin(book, "failed", 2);
    end(book, "denied", 3);
    expect(incident).toEqual(before);
  });

  test("remembers the last 500 that are resolved", () => {
    const book = new IncidentBook();
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

describe("incidentTransitions", () => {
  const events = Object.keys(incidentTransitions.firing) as IncidentEvent[];

  test("has an answer for every state and event, and nothing but an alarm leaves resolved", () => {
    for (const cells of Object.values(incidentTransitions)) expect(Object.keys(cells)).toEqual(events);
    for (const event of events) {
      expect(incidentTransitions.resolved[event]).toBe(event === "alarm" ? "firing" : "resolved");
    }
  });
});

const STATUSES = ["approved", "denied", "failed", "reversed"];

/** What a book must never get wrong: which series are in alarm, since when each incident is quiet, how many there were. */
interface Model {
  minute: number;
  /** Series in alarm, with the incident that holds each. */
  ongoing: Map<string, string>;
  /** Firing incidents and the minute at which their last series ended. */
  firing: Map<string, number>;
  opened: number;
  resolved: Map<string, Incident>;
}

type Command = fc.Command<Model, IncidentBook>;

function commandOf(
  name: string,
  run: (model: Model, book: IncidentBook) => void,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command {
  return { check, run, toString: () => name };
}

function beginning(status: string): Command {
  const run = (model: Model, book: IncidentBook): void => {
    const { event, incident } = begin(book, status, model.minute);
    if (event === "opened") model.opened += 1;
    else expect(model.firing.has(incident.id)).toBe(true);
    expect(Number(incident.id)).toBeLessThanOrEqual(model.opened);
    expect(event).not.toBe("resolved");
    model.ongoing.set(status, incident.id);
    model.firing.set(incident.id, Infinity);
  };
  return commandOf(`begin ${status}`, run, ({ ongoing }) => !ongoing.has(status));
}

function ending(status: string): Command {
  return commandOf(`end ${status}`, (model, book) => {
    const id = model.ongoing.get(status);
    expect(end(book, status, model.minute)?.incident.id).toBe(id);
    if (id === undefined) return;
    model.ongoing.delete(status);
    if (![...model.ongoing.values()].includes(id)) model.firing.set(id, model.minute);
  });
}

function waiting(minutes: number): Command {
  return commandOf(`wait ${minutes}`, (model, book) => {
    model.minute += minutes;
    const due = [...model.firing].filter(([, quietSince]) => model.minute - quietSince >= 3);
    const changes = settle(book, model.minute);
    expect(changes.map(({ incident }) => [incident.id, incident.resolvedAt])).toEqual(
      due.map(([id, quietSince]) => [id, T + quietSince * MINUTE]),
    );
    for (const { incident } of changes) {
      model.firing.delete(incident.id);
      model.resolved.set(incident.id, incident);
    }
  });
}

function looking(): Command {
  return commandOf("look", (model, book) => {
    expect(book.all()).toHaveLength(model.opened);
    expect(book.firingCount).toBe(model.firing.size);
    for (const [id, incident] of model.resolved) expect(book.find(id)).toEqual(incident);
    for (const status of STATUSES) expect(book.holding("all", status)?.id).toBe(model.ongoing.get(status));
    const inAlarm = book.all().flatMap(({ members }) => members.filter(({ endedAt }) => endedAt === null));
    expect(inAlarm.map(({ status }) => status).sort()).toEqual([...model.ongoing.keys()].sort());
  });
}

describe("IncidentBook, walked at random", () => {
  test("property: holds each series in alarm once, resolves what is quiet, and changes nothing that is resolved", () => {
    const status = fc.constantFrom(...STATUSES);
    const commands = fc.commands(
      [
        status.map((name) => beginning(name)),
        status.map((name) => ending(name)),
        fc.integer({ min: 0, max: 7 }).map((minutes) => waiting(minutes)),
        fc.constant(looking()),
      ],
      { maxCommands: 60 },
    );
    fc.assert(
      fc.property(commands, (walk) => {
        const model: Model = { minute: 0, ongoing: new Map(), firing: new Map(), opened: 0, resolved: new Map() };
        fc.modelRun(() => ({ model, real: new IncidentBook() }), [...walk, looking()]);
      }),
    );
  });
});
