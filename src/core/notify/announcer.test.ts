import { describe, expect, test } from "vitest";
import { channelLike, incidentLike, memberLike } from "../../../test/support/examples.ts";
import { settingsWith } from "../../../test/support/engine-play.ts";
import type { IncidentChange } from "../incident/incident-book.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import type { Route } from "../model/route.ts";
import { type Announcement, Announcer } from "./announcer.ts";

const MINUTE = 60_000;
const TEAM: Route = { name: "rest", channels: ["team"] };
const channels = [channelLike("team"), channelLike("chief"), channelLike("pager", { digests: false })];

/** An announcer beside the incidents that it follows; every line is `event id channel`. */
class Play {
  readonly announcer = new Announcer();
  readonly incidents = new Map<string, Incident>();
  readonly muted = new Set<string>();
  settings: EngineSettings;

  constructor(...routes: Route[]) {
    this.settings = settingsWith({ routes: routes.length > 0 ? routes : [TEAM], channels });
  }

  change(event: IncidentChange["event"], minute: number, changes: Partial<Incident> = {}): string[] {
    const { id = "1" } = changes;
    const state = event === "resolved" || event === "acknowledged" ? { state: event } : {};
    const incident: Incident = { ...(this.incidents.get(id) ?? incidentLike({ id })), ...state, ...changes };
    this.incidents.set(id, incident);
    const told = this.announcer.announce({ event, incident }, { settings: this.settings });
    return [...told.map(lineOf), ...this.at(minute)];
  }

  at(minute: number): string[] {
    const due = this.announcer.due({
      now: minute * MINUTE,
      settings: this.settings,
      incidentOf: (id) => this.incidents.get(id) ?? null,
      isMuted: ({ id }) => this.muted.has(id),
    });
    return due.map(lineOf);
  }
}

function lineOf({ event, incidentId, channel }: Announcement): string {
  return `${event} ${incidentId} ${channel}`;
}

const silent = [memberLike({ symptom: "silence", status: "traffic" })];

describe("openings and ends", () => {
  test("are told at once", () => {
    const play = new Play();
    expect(play.change("opened", 0)).toEqual(["opened 1 team"]);
    expect(play.change("resolved", 1)).toEqual(["resolved 1 team"]);
    expect(play.change("reopened", 2, { state: "firing" })).toEqual(["reopened 1 team"]);
  });

  test("of what is pending are told when it is firing, or not at all", () => {
    const play = new Play();
    expect(play.change("opened", 0, { state: "pending" })).toEqual([]);
    expect(play.change("progressed", 1, { state: "firing" })).toEqual(["opened 1 team"]);
    expect(play.change("opened", 0, { id: "2", state: "pending" })).toEqual([]);
    expect(play.change("resolved", 1, { id: "2" })).toEqual([]);
  });

  test("of history are told to nobody, but what joins it later is news", () => {
    const play = new Play();
    for (const event of ["progressed", "noted"] as const) expect(play.change(event, 0)).toEqual([]);
    expect(play.change("joined", 1)).toEqual(["opened 1 team"]);
    expect(play.change("resolved", 2, { id: "2" })).toEqual([]);
  });

  test("an end that no change tells of, because history brought it, is told all the same", () => {
    const play = new Play();
    play.change("opened", 0);
    play.incidents.set("1", incidentLike({ state: "resolved" }));
    expect(play.at(1)).toEqual(["resolved 1 team"]);
    expect(play.at(2)).toEqual([]);
  });

  test("an end goes to every channel that heard of the beginning, unless its route does not want it", () => {
    const play = new Play({ ...TEAM, goesOn: true, resolved: false }, { name: "second", channels: ["chief"] });
    expect(play.change("opened", 0)).toEqual(["opened 1 team", "opened 1 chief"]);
    expect(play.change("resolved", 1)).toEqual(["resolved 1 chief"]);
    expect(play.announcer.takeDropped()).toEqual([{ incidentId: "1", channel: "team" }]);
  });

  test("what somebody acknowledged before it was told is not told any more", () => {
    const play = new Play();
    play.change("opened", 0, { state: "pending" });
    expect(play.change("acknowledged", 1)).toEqual([]);
    expect(play.change("unacknowledged", 2, { state: "firing" })).toEqual(["opened 1 team"]);
  });
});

describe("updates", () => {
  test("what joined is told once after two minutes, and then five minutes after the last message", () => {
    const play = new Play();
    play.change("opened", 0);
    expect(play.change("joined", 0.5)).toEqual([]);
    expect(play.change("joined", 1)).toEqual([]);
    expect(play.at(1.99)).toEqual([]);
    expect(play.at(2)).toEqual(["updated 1 team"]);
    expect(play.at(3)).toEqual([]);
    play.change("joined", 4);
    expect(play.at(6.99)).toEqual([]);
    expect(play.at(7)).toEqual(["updated 1 team"]);
  });

  test("progress alone is not worth a message", () => {
    const play = new Play();
    play.change("opened", 0);
    play.change("progressed", 1);
    expect(play.at(60)).toEqual([]);
  });

  test("that it became major is told with what joined; minutes show how bad it is", () => {
    const play = new Play();
    play.change("opened", 0, { severity: "minor" });
    expect(play.change("progressed", 0.5, { severity: "major" })).toEqual([]);
    expect(play.at(2)).toEqual(["updated 1 team"]);
  });

  test("that it became critical, or that nothing comes in any more, is told at once, and once", () => {
    const play = new Play();
    play.change("opened", 0, { severity: "minor" });
    expect(play.change("progressed", 0.5, { severity: "critical" })).toEqual(["updated 1 team"]);
    expect(play.change("progressed", 0.6, { severity: "minor" })).toEqual([]);
    expect(play.change("progressed", 0.7, { severity: "critical" })).toEqual([]);
    expect(play.change("joined", 1, { members: silent })).toEqual(["updated 1 team"]);
    expect(play.at(1.1)).toEqual([]);
  });

  test("whoever is at work on it hears that it became critical, but not of one more series", () => {
    const play = new Play();
    play.change("opened", 0);
    play.change("acknowledged", 1);
    expect(play.change("joined", 2)).toEqual([]);
    expect(play.at(10)).toEqual([]);
    expect(play.change("progressed", 11, { severity: "critical" })).toEqual(["updated 1 team"]);
  });

  test("routes that fit only now get the opening, the others the update", () => {
    const play = new Play({ name: "bad", severity: "critical", channels: ["pager"], goesOn: true }, TEAM);
    expect(play.change("opened", 0)).toEqual(["opened 1 team"]);
    expect(play.change("progressed", 1, { severity: "critical" })).toEqual(["opened 1 pager", "updated 1 team"]);
    expect(play.change("resolved", 2)).toEqual(["resolved 1 team", "resolved 1 pager"]);
  });

  test("flapping is told once, with nothing more until it is steady", () => {
    const play = new Play();
    play.change("opened", 0);
    expect(play.change("flapping", 1, { state: "flapping" })).toEqual(["flapping 1 team"]);
    expect(play.change("joined", 2)).toEqual([]);
    expect(play.at(20)).toEqual([]);
    expect(play.change("progressed", 21, { state: "firing" })).toEqual(["updated 1 team"]);
  });

  test("an acknowledgement is told to receivers that keep incidents of their own", () => {
    const play = new Play({ name: "both", channels: ["team", "pager"] });
    play.change("opened", 0);
    expect(play.change("acknowledged", 1)).toEqual(["acknowledged 1 pager"]);
  });
});

describe("while nobody answers", () => {
  const watched: Route = {
    ...TEAM,
    remind: "30m",
    escalate: { after: "10m", channels: ["chief", "team"] },
  };

  test("it is escalated once, and people are reminded again and again", () => {
    const play = new Play(watched);
    play.change("opened", 0);
    expect(play.at(9.9)).toEqual([]);
    expect(play.at(10)).toEqual(["escalated 1 chief", "escalated 1 team"]);
    expect(play.at(29)).toEqual([]);
    expect(play.at(30)).toEqual(["reminder 1 team"]);
    expect(play.at(59)).toEqual([]);
    expect(play.at(60)).toEqual(["reminder 1 team"]);
    expect(play.change("resolved", 61)).toEqual(["resolved 1 team", "resolved 1 chief"]);
  });

  test("an acknowledgement stops both; taken back, the time begins anew", () => {
    const play = new Play(watched);
    play.change("opened", 0);
    play.change("acknowledged", 9);
    expect(play.at(100)).toEqual([]);
    expect(play.change("unacknowledged", 101, { state: "firing" })).toEqual([]);
    expect(play.at(109)).toEqual([]);
    expect(play.at(110)).toEqual(["escalated 1 chief", "escalated 1 team"]);
  });
});

describe("while it is kept quiet", () => {
  test("nothing is told; it is told when that ends and it goes on", () => {
    const play = new Play({ ...TEAM, remind: "30m" });
    play.muted.add("1");
    expect(play.change("opened", 0)).toEqual([]);
    expect(play.change("joined", 1)).toEqual([]);
    expect(play.at(60)).toEqual([]);
    play.muted.clear();
    expect(play.at(61)).toEqual(["opened 1 team"]);
    play.muted.add("1");
    expect(play.change("joined", 62)).toEqual([]);
    expect(play.at(120)).toEqual([]);
    expect(play.change("resolved", 121)).toEqual(["resolved 1 team"]);
  });

  test("what begins and ends in it is never told", () => {
    const play = new Play();
    play.muted.add("1");
    play.change("opened", 0);
    expect(play.change("resolved", 5)).toEqual([]);
    play.muted.clear();
    expect(play.at(6)).toEqual([]);
  });
});

test("an announcer goes on from what was saved", () => {
  const play = new Play();
  play.change("opened", 0);
  play.change("joined", 1);
  const saved = play.announcer.save();
  play.at(2);
  play.announcer.load(saved);
  expect(play.at(3)).toEqual(["updated 1 team"]);
});
