import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../model/action.ts";
import type { Incident, IncidentState } from "../model/incident.ts";
import { IncidentBook, type IncidentChange } from "./incident-book.ts";
import { type IncidentEvent, incidentTransitions } from "./incident-state.ts";

const MINUTE = 60_000;
const T = Date.UTC(2025, 6, 1, 12);
const STATUSES = ["approved", "denied", "failed", "reversed"];
const REOPEN_MINUTES = 10;

describe("incidentTransitions", () => {
  const events = Object.keys(incidentTransitions.firing) as IncidentEvent[];

  test("has an answer for every state and event, and nothing but an alarm leaves resolved", () => {
    for (const cells of Object.values(incidentTransitions)) expect(Object.keys(cells)).toEqual(events);
    for (const event of events) {
      expect(incidentTransitions.resolved[event]).toBe(event === "alarm" ? "pending" : "resolved");
    }
  });
});

/** What is known of an incident, in minutes and words of its own: the book must come to the same. */
interface Known {
  state: IncidentState;
  isTold: boolean;
  wasTold: boolean;
  cameAt: number[];
  onSince: number;
  /** When its last alarm ended. */
  endedAt: number;
  reopened: number;
  series: Set<string>;
  /** Alarms that a person closed and that go on. */
  unheld: Set<string>;
}

interface Model {
  minute: number;
  pendingMinutes: number;
  byId: Map<string, Known>;
  resolved: Map<string, Incident>;
}

type Command = fc.Command<Model, IncidentBook>;

function commandOf(name: string, run: Command["run"], check: Command["check"] = () => true): Command {
  return { check, run, toString: () => name };
}

function isInAlarm({ byId }: Readonly<Model>, status: string): boolean {
  return [...byId.values()].some(({ series, unheld }) => series.has(status) || unheld.has(status));
}

/** What people are told of a change of an incident that they know of, or not. */
function wordFor(known: Known, event: IncidentChange["event"]): IncidentChange["event"] {
  if (known.isTold || event === "flapping") {
    known.isTold = true;
    return event;
  }
  if (known.state !== "firing") return "noted";
  known.isTold = true;
  return known.wasTold ? "reopened" : "opened";
}

function beginning(status: string): Command {
  const run = (model: Model, book: IncidentBook): void => {
    const { minute, byId, pendingMinutes } = model;
    const at = T + minute * MINUTE;
    const grounds = { by: "score", rules: [], reason: "" } as const;
    const seen = { scope: "all", status, symptom: "above", at, value: 9, expected: 1, score: 6, ...grounds } as const;
    const { event, incident } = book.begin(seen, at);
    const fresh: Known = {
      state: "pending",
      isTold: false,
      wasTold: false,
      cameAt: [],
      onSince: minute,
      endedAt: minute,
      reopened: 0,
      series: new Set(),
      unheld: new Set(),
    };
    const known = byId.get(incident.id) ?? fresh;
    if (known === fresh) expect(incident.id).toBe(String(byId.size + 1));
    byId.set(incident.id, known);
    if (known.state === "resolved") {
      expect(known.unheld.size > 0 || minute - known.endedAt <= REOPEN_MINUTES).toBe(true);
      Object.assign(known, { state: "pending", reopened: known.reopened + 1, unheld: new Set() });
      model.resolved.delete(incident.id);
    }
    let isSwung = false;
    if (known.series.size === 0) {
      known.cameAt = [...known.cameAt.filter((came) => minute - came < 60), minute];
      known.onSince = minute;
      isSwung = known.cameAt.length >= 3 && (known.state === "pending" || known.state === "firing");
    }
    const isJoining = !incident.members.some((member) => member.status === status && member.startedAt < at);
    known.series.add(status);
    if (isSwung) known.state = "flapping";
    else if (known.state === "pending" && minute - known.onSince >= pendingMinutes) known.state = "firing";
    const word = wordFor(known, isSwung ? "flapping" : "progressed");
    // Two alarms of a series in one minute look like one: whether the second joined is not to be seen.
    if (word === "progressed") expect(["joined", "progressed"]).toContain(event);
    else expect(event).toBe(word);
    if (isJoining && event === "progressed")
      expect(incident.members.some((member) => member.startedAt === at)).toBe(true);
  };
  return commandOf(`begin ${status}`, run, (model) => !isInAlarm(model, status));
}

function ending(status: string): Command {
  return commandOf(`end ${status}`, (model, book) => {
    const change = book.end("all", status, T + model.minute * MINUTE, "is normal again");
    for (const [id, known] of model.byId) {
      if (!known.series.delete(status) && !known.unheld.delete(status)) continue;
      known.endedAt = model.minute;
      if (known.state === "resolved") expect(change).toBeNull();
      else expect(change).toMatchObject({ incident: { id }, event: wordFor(known, "progressed") });
      return;
    }
    expect(change).toBeNull();
  });
}

function waiting(minutes: number): Command {
  return commandOf(`wait ${minutes}`, (model, book) => {
    model.minute += minutes;
    const { minute, pendingMinutes } = model;
    const wanted: [string, string][] = [];
    const open = [...model.byId].filter(([, { state }]) => state !== "resolved");
    for (const [id, known] of open) {
      const isQuiet = known.series.size === 0 && minute - known.endedAt >= (known.state === "flapping" ? 10 : 3);
      if (isQuiet) {
        known.state = "resolved";
        wanted.push([id, known.isTold ? "resolved" : "noted"]);
        known.wasTold ||= known.isTold;
        known.isTold = false;
      } else if (known.series.size > 0 && known.state === "pending" && minute - known.onSince >= pendingMinutes) {
        known.state = "firing";
        wanted.push([id, wordFor(known, "progressed")]);
      } else if (known.series.size > 0 && known.state === "flapping" && minute - known.onSince >= 10) {
        known.state = "firing";
        known.cameAt = [];
        wanted.push([id, "progressed"]);
      }
    }
    const changes = book.settle(T + minute * MINUTE);
    expect(changes.map(({ incident, event }) => [incident.id, event])).toEqual(wanted);
    for (const { incident } of changes) if (incident.state === "resolved") model.resolved.set(incident.id, incident);
  });
}

const PEOPLE = ["acknowledge", "unacknowledge", "resolve"] as const;

function acting(deed: (typeof PEOPLE)[number], number: number): Command {
  const run = (model: Model, book: IncidentBook): void => {
    const incidentId = String(number);
    const action: Action = { do: deed, incidentId };
    const change = book.act({ action, by: "ada", via: "api", at: T + model.minute * MINUTE });
    const known = model.byId.get(incidentId);
    const before = known?.state ?? "resolved";
    const isOpen = before !== "resolved";
    const changes = { acknowledge: isOpen && before !== "acknowledged", unacknowledge: before === "acknowledged" };
    if (known === undefined || !{ ...changes, resolve: isOpen }[deed]) {
      expect(change).toBeNull();
      return;
    }
    if (deed === "acknowledge") known.state = "acknowledged";
    if (deed === "unacknowledge") known.state = "firing";
    if (deed !== "resolve") {
      expect(change).toMatchObject({ event: wordFor(known, `${deed}d`), incident: { state: known.state } });
      return;
    }
    expect(change).toMatchObject({ event: known.isTold ? "resolved" : "noted", incident: { state: "resolved" } });
    if (known.series.size > 0) known.endedAt = model.minute;
    known.unheld = known.series;
    known.series = new Set();
    known.wasTold ||= known.isTold;
    Object.assign(known, { state: "resolved", isTold: false });
    if (change !== null) model.resolved.set(incidentId, change.incident);
  };
  return commandOf(`${deed} ${number}`, run);
}

function looking(): Command {
  return commandOf("look", (model, book) => {
    expect(book.all()).toHaveLength(model.byId.size);
    expect(book.openedCount).toBe(model.byId.size);
    for (const [id, { state, reopened, series }] of model.byId) {
      const incident = book.find(id);
      expect(incident).toMatchObject({ state, reopened });
      const ongoing = incident?.members.filter(({ endedAt }) => endedAt === null).map(({ status }) => status);
      expect(ongoing?.toSorted()).toEqual([...series].sort());
      for (const status of series) expect(book.holding("all", status)?.id).toBe(id);
    }
    for (const [id, incident] of model.resolved) expect(book.find(id)).toEqual(incident);
  });
}

/** The book is saved and loaded. */
function restarting(): Command {
  return commandOf("restart", (_model, book) => {
    book.load(structuredClone(book.save()));
  });
}

describe("IncidentBook, walked at random", () => {
  test("property: every incident is in the state, and people are told of it, as the model says", () => {
    const status = fc.constantFrom(...STATUSES);
    const minutes = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 15 }));
    const commands = fc.commands(
      [
        status.map((name) => beginning(name)),
        status.map((name) => ending(name)),
        minutes.map((count) => waiting(count)),
        fc.tuple(fc.constantFrom(...PEOPLE), fc.integer({ min: 1, max: 4 })).map(([deed, id]) => acting(deed, id)),
        fc.constant(looking()),
        fc.constant(restarting()),
      ],
      { maxCommands: 80, size: "max" },
    );
    fc.assert(
      fc.property(commands, fc.constantFrom(0, 2, 5), (walk, pendingMinutes) => {
        const model: Model = { minute: 0, pendingMinutes, byId: new Map(), resolved: new Map() };
        const real = new IncidentBook();
        const times = { pendingMs: pendingMinutes * MINUTE, reopenMs: REOPEN_MINUTES * MINUTE };
        real.configure(times, MINUTE);
        fc.modelRun(() => ({ model, real }), [...walk, looking()]);
      }),
      { numRuns: 300 },
    );
  });
});
