import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import type { Incident } from "../../core/model/incident.ts";
import type { Overview } from "../../core/model/overview.ts";
import type { Link, Pulse } from "../store.ts";
import { overallState, type StateInWords } from "./overall-state.ts";

function overview(state: Overview["state"], ticksSeen = 0): Overview {
  return {
    version: "0",
    now: 0,
    tickMs: 10_000,
    timeZone: "UTC",
    isDemo: false,
    state,
    ticksSeen,
    ticksToLearn: 30,
    received: 0,
    statuses: [],
    scopes: [],
    channels: [],
    troubles: [],
  };
}

const incident = incidentLike({
  id: "i-1",
  title: "denied far above normal",
  members: [memberLike({ reason: "9 denied where 1.0 was expected." })],
});

function stateOf(link: Link, known: Overview | null, firing: Incident[] = []): StateInWords {
  return overallState({
    link: signal(link),
    overview: signal(known),
    pulse: signal<Pulse | null>(null),
    firing: signal<readonly Incident[]>(firing),
  });
}

const live: Link = { kind: "live" };

test("an open incident is told with its title and reason", () => {
  expect(stateOf(live, overview("alert"), [incident])).toMatchObject({
    kind: "alert",
    headline: "1 incident: denied far above normal",
    detail: "9 denied where 1.0 was expected.",
    incidentId: "i-1",
  });
});

test("several incidents are counted", () => {
  const firing = [incident, { ...incident, id: "i-2" }];
  expect(stateOf(live, overview("alert"), firing).headline).toBe("2 incidents: denied far above normal");
});

test("learning tells how far it is", () => {
  expect(stateOf(live, overview("learning", 4))).toMatchObject({ headline: "Learning: 4 of 30 ticks" });
});

test("nothing received, calm and connecting have their own words", () => {
  expect(stateOf(live, overview("waiting")).headline).toBe("Nothing received yet");
  expect(stateOf(live, overview("calm")).headline).toBe("Calm");
  expect(stateOf({ kind: "connecting" }, null).headline).toBe("Connecting");
});

test("a lost connection is never shown as calm", () => {
  expect(stateOf({ kind: "lost", since: 0 }, overview("calm"))).toMatchObject({
    kind: "unknown",
    headline: "Not connected",
  });
});
