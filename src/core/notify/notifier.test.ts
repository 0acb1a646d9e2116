import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { channelLike, incidentLike, memberLike } from "../../../test/support/examples.ts";
import { settingsWith } from "../../../test/support/engine-play.ts";
import type { IncidentChange } from "../incident/incident-book.ts";
import type { Action } from "../model/action.ts";
import type { Delivery } from "../model/delivery.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import { DeliveryBook } from "./delivery-book.ts";
import { Notifier } from "./notifier.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 25, 8, 30);

/** A notifier beside incidents that the test keeps; minutes count from half past eight. */
class Play {
  readonly incidents = new Map<string, Incident>();
  readonly deliveries = new DeliveryBook();
  readonly settings: EngineSettings;
  notifier = this.#create();
  #now = START;

  constructor(changes: Partial<EngineSettings> = {}) {
    this.settings = settingsWith({ channels: [channelLike("team"), channelLike("mail")], ...changes });
    this.notifier.setClock(START);
    this.notifier.configure(this.settings);
  }

  #create(): Notifier {
    return new Notifier({
      deliveries: this.deliveries,
      incidentOf: (id) => this.incidents.get(id) ?? null,
      incidents: () => [...this.incidents.values()],
      trailOf: () => [],
    });
  }

  /** Goes on with another notifier, from what this one saved. */
  restart(): void {
    const state = structuredClone(this.notifier.save());
    this.notifier = this.#create();
    this.notifier.load(state, this.settings, this.#now);
  }

  note(event: IncidentChange["event"], changes: Partial<Incident> = {}): this {
    const { id = "1" } = changes;
    const state = event === "resolved" ? { state: "resolved" as const } : {};
    const incident = {
      ...(this.incidents.get(id) ?? incidentLike({ id, title: `incident ${id}` })),
      ...state,
      ...changes,
    };
    this.incidents.set(id, incident);
    this.notifier.note({ event, incident });
    return this;
  }

  act(action: Action, minute: number): string[] {
    this.#tick(minute);
    return [...this.notifier.act(action), ...this.notifier.flush()].map(lineOf);
  }

  /** What is planned when the clock shows this minute and a tick ends. */
  at(minute: number): string[] {
    this.#tick(minute);
    return [...this.notifier.move(), ...this.notifier.flush()].map(lineOf);
  }

  #tick(minute: number): void {
    this.#now = START + minute * MINUTE;
    this.notifier.setClock(this.#now);
  }
}

function lineOf({ channel, message }: Delivery): string {
  return `${channel}: ${message.event} ${message.title}`;
}

describe("a storm", () => {
  test("200 incidents at once are one message on each channel, with the worst first", () => {
    const play = new Play();
    for (let id = 1; id <= 200; id++)
      play.note("opened", { id: String(id), severity: id === 77 ? "critical" : "minor" });
    const title = "200 incidents: 1 critical, 199 minor";
    expect(play.at(0)).toEqual([`team: digest ${title}`, `mail: digest ${title}`]);
    const [delivery] = play.deliveries.all();
    expect(delivery?.message.facts[0]?.value).toBe("incident 77");
    expect(delivery).toMatchObject({ incidentId: null, route: "everything" });
    for (let id = 1; id <= 200; id++) play.note("resolved", { id: String(id) });
    expect(play.at(5)).toEqual(["team: resolved 200 incidents resolved", "mail: resolved 200 incidents resolved"]);
  });

  test("a receiver that keeps incidents of its own hears of each", () => {
    const pager = channelLike("pager", { digests: false, burst: 100, perMinute: 100 });
    const play = new Play({ channels: [pager] });
    for (let id = 1; id <= 20; id++) play.note("opened", { id: String(id) });
    const lines = play.at(0);
    expect(lines).toHaveLength(20);
    expect(lines[19]).toBe("pager: opened Major: incident 20");
  });
});

describe("a silence", () => {
  const silence = {
    id: "s1",
    match: ["issuer=aurora"],
    startsAt: START,
    endsAt: START + 60 * MINUTE,
    owner: "Ana",
    reason: "moves",
  };
  const aurora = [memberLike({ scope: "issuer=aurora" })];

  test("keeps an incident quiet; when it ends and the incident goes on, it is told", () => {
    const play = new Play({ channels: [channelLike("team")] });
    expect(play.act({ do: "silence", silence }, 0)).toEqual([]);
    play.note("opened", { members: aurora });
    expect(play.at(1)).toEqual([]);
    expect(play.notifier.mutings([...play.incidents.values()])).toEqual([{ incidentId: "1", mutedBy: ["silence s1"] }]);
    expect(play.at(59)).toEqual([]);
    expect(play.at(60)).toEqual(["team: opened Major: incident 1"]);
    const [incident] = play.incidents.values();
    expect(play.notifier.mutings(incident ? [{ ...incident, mutedBy: ["silence s1"] }] : [])).toEqual([
      { incidentId: "1", mutedBy: [] },
    ]);
  });

  test("that somebody ends is over at once", () => {
    const play = new Play({ channels: [channelLike("team")] });
    play.act({ do: "silence", silence }, 0);
    play.note("opened", { members: aurora });
    play.at(1);
    expect(play.act({ do: "end-silence", silenceId: "s1" }, 5)).toEqual(["team: opened Major: incident 1"]);
  });

  test("does not keep the end of an incident quiet whose beginning was told", () => {
    const play = new Play({ channels: [channelLike("team")] });
    play.note("opened", { members: aurora });
    expect(play.at(0)).toHaveLength(1);
    play.act({ do: "silence", silence }, 1);
    play.note("resolved");
    expect(play.at(2)).toEqual(["team: resolved Resolved: incident 1"]);
  });

  test("planned work does the same", () => {
    const maintenance = [{ name: "release", once: { from: "2026-11-25 08:00", to: "2026-11-25 09:00" } }];
    const play = new Play({ channels: [channelLike("team")], maintenance });
    play.note("opened");
    expect(play.at(0)).toEqual([]);
    expect(play.at(29.9)).toEqual([]);
    expect(play.at(30)).toEqual(["team: opened Major: incident 1"]);
  });
});

describe("a channel that stays down", () => {
  const channels = [channelLike("team", { backup: { channel: "mail", afterMs: 5 * MINUTE } }), channelLike("mail")];
  const routes = [{ name: "rest", channels: ["team"] }];

  test("is stood in for, once, by a message that says so", () => {
    const play = new Play({ channels, routes });
    play.note("opened");
    expect(play.at(0)).toEqual(["team: opened Major: incident 1"]);
    expect(play.at(4.9)).toEqual([]);
    expect(play.at(5)).toEqual(["mail: opened Major: incident 1"]);
    expect(play.at(20)).toEqual([]);
    const [taken, first] = play.deliveries.all();
    expect(taken).toMatchObject({ insteadOf: first?.id, route: "rest", incidentId: "1" });
    expect(taken?.message.facts.at(-1)).toEqual({
      name: "Instead of",
      value: "the channel team, which has not taken this message since 25 Nov, 08:30 UTC",
    });
  });

  test("is not told of its own trouble while there is another", () => {
    const trouble = { kind: "troubled" as const, at: START, part: "channel team", text: "It is down.", isOver: false };
    const told = (more: Partial<EngineSettings>): string[] =>
      new Play({ channels, ...more }).notifier.tellTrouble(trouble).map(lineOf);
    expect(told({})).toEqual(["mail: trouble The monitor has a trouble: channel team"]);
    expect(told({ routes })).toEqual(["team: trouble The monitor has a trouble: channel team"]);
  });
});

test("a trouble is told where everything falls to, and so is its end", () => {
  const routes = [
    { name: "bad", severity: "critical" as const, channels: ["mail"] },
    { name: "rest", channels: ["team"] },
  ];
  const play = new Play({ routes });
  const entry = { kind: "troubled" as const, at: START, part: "judge", text: "It lags.", isOver: false };
  expect(play.notifier.tellTrouble(entry).map(lineOf)).toEqual(["team: trouble The monitor has a trouble: judge"]);
  expect(play.notifier.tellTrouble({ ...entry, isOver: true }).map(lineOf)).toEqual([
    "team: recovered Well again: judge",
  ]);
});

test("a heartbeat comes once a day and tells what the day had", () => {
  const play = new Play({ channels: [channelLike("team", { heartbeat: "09:00" })] });
  play.note("opened", { detectedAt: START });
  expect(play.at(0)).toHaveLength(1);
  expect(play.at(29)).toEqual([]);
  expect(play.at(30)).toEqual(["team: heartbeat Smokewatch is watching"]);
  expect(play.at(31)).toEqual([]);
  expect(play.deliveries.all()[0]?.message.facts).toEqual([
    { name: "Incidents of the last day", value: "1" },
    { name: "Open now", value: "1" },
    { name: "Messages of the last day", value: "1" },
    { name: "Not delivered", value: "1" },
  ]);
});

test("whoever tries a channel is not kept waiting by a budget, and a channel that is not there gets nothing", () => {
  const play = new Play({ channels: [channelLike("team", { burst: 1, perMinute: 0.1 })] });
  play.note("opened");
  play.at(0);
  expect(play.act({ do: "test-channel", channel: "team" }, 0)).toEqual(["team: test Test of the channel team"]);
  expect(play.act({ do: "test-channel", channel: "nobody" }, 0)).toEqual([]);
});

test("what was given up is tried again when somebody wants it", () => {
  const play = new Play({ channels: [channelLike("team")] });
  play.note("opened");
  play.at(0);
  const [delivery] = play.deliveries.all();
  const deliveryId = delivery?.id ?? "";
  expect(play.act({ do: "retry", deliveryId }, 1)).toEqual([]);
  play.deliveries.settle({ deliveryId, state: "failed", detail: "404" });
  expect(play.act({ do: "retry", deliveryId }, 2)).toEqual(["team: opened Major: incident 1"]);
  expect(play.deliveries.find(deliveryId)?.state).toBe("planned");
});

describe("whatever happens", () => {
  const step = fc.record({
    passedMs: fc.nat(4 * MINUTE),
    id: fc.nat(40).map(String),
    burst: fc.nat(8),
    what: fc.constantFrom("open", "worse", "resolve", "acknowledge"),
    isSilenced: fc.boolean(),
  });
  const channels = [
    channelLike("team", { burst: 3, perMinute: 1 }),
    channelLike("pager", { burst: 3, perMinute: 5, digests: false }),
  ];
  const routes = [
    { name: "bad", severity: "critical" as const, channels: ["pager"], goesOn: true },
    { name: "issuers", match: ["issuer=*"], channels: ["team"] },
  ];
  const silence = {
    id: "s1",
    match: ["issuer=mute*"],
    startsAt: 0,
    endsAt: START + 10_000 * MINUTE,
    owner: "Ana",
    reason: "x",
  };

  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  /** Plays the steps and then an hour; `between` may do something at the end of each. Returns all lines, with when they were planned. */
  function lines(play: Play, steps: readonly Step[], between: () => void = () => undefined): string[] {
    const told: string[] = [];
    let minute = 0;
    const look = (): void => {
      told.push(...play.at(minute).map((line) => `${minute} ${line}`));
      between();
    };
    play.act({ do: "silence", silence }, 0);
    for (const { passedMs, id, burst, what, isSilenced } of steps) {
      minute += passedMs / MINUTE;
      const members = [memberLike({ scope: `issuer=${isSilenced ? "mute" : "loud"}` })];
      if (what === "open") {
        for (let each = 0; each <= burst; each++) {
          if (!play.incidents.has(`${id}-${each}`)) play.note("opened", { id: `${id}-${each}`, members });
        }
      } else if (play.incidents.get(`${id}-0`)?.state === "firing") {
        if (what === "worse") play.note("progressed", { id: `${id}-0`, severity: "critical" });
        if (what === "resolve") play.note("resolved", { id: `${id}-0` });
        if (what === "acknowledge") play.note("acknowledged", { id: `${id}-0`, state: "acknowledged" });
      }
      look();
    }
    for (let more = 0; more < 60; more++) {
      minute += 1;
      look();
    }
    return told;
  }

  test("property: every incident that fires is told to somebody, and what is kept quiet to nobody", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const play = new Play({ channels, routes });
        lines(play, steps);
        const told = play.deliveries.all();
        const isQuiet = ({ members }: Incident): boolean => members[0]?.scope === "issuer=mute";
        for (const { id } of [...play.incidents.values()].filter(isQuiet)) {
          expect(told.filter(({ incidentId }) => incidentId === id)).toEqual([]);
        }
        const openings = told.map(({ message }) => Number(/^(\d+) incidents?:/.exec(message.title)?.[1] ?? 0));
        const inDigests = openings.reduce((sum, count) => sum + count, 0);
        const alone = new Set(told.flatMap(({ incidentId }) => incidentId ?? []));
        const loud = [...play.incidents.values()].filter(
          (incident) => !isQuiet(incident) && incident.state === "firing",
        );
        const untold = loud.filter(({ id }) => !alone.has(id));
        expect(inDigests).toBeGreaterThanOrEqual(untold.length);
      }),
    );
  });

  test("property: a notifier that was saved and loaded after every step says the same", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const whole = new Play({ channels, routes });
        const parts = new Play({ channels, routes });
        expect(lines(parts, steps, () => parts.restart())).toEqual(lines(whole, steps));
        expect(parts.notifier.save()).toEqual(whole.notifier.save());
      }),
    );
  });
});
