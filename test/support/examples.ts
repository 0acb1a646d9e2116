import type { Sighting } from "../../src/core/incident/member.ts";
import type { Delivery } from "../../src/core/model/delivery.ts";
import type { ChannelReference } from "../../src/core/model/engine-settings.ts";
import type { Incident, Member } from "../../src/core/model/incident.ts";
import type { Message } from "../../src/core/model/message.ts";

/** Whole nouns for tests that care for a few of their fields. */
export function memberLike(changes: Partial<Member> = {}): Member {
  return {
    scope: "all",
    status: "denied",
    symptom: "above",
    startedAt: 0,
    endedAt: null,
    peakAt: 0,
    peakValue: 9,
    peakExpected: 1,
    peakScore: 5,
    by: "score",
    rules: [],
    reason: "",
    tally: { ticks: 0, observed: 0, expected: 0, hourBefore: null, dayBefore: null },
    ...changes,
  };
}

export function sightingLike(changes: Partial<Sighting> = {}): Sighting {
  return {
    scope: "all",
    status: "denied",
    symptom: "above",
    at: 0,
    value: 90,
    expected: 2,
    score: 9,
    by: "score",
    rules: [],
    reason: "90 denied, about 2 expected",
    ...changes,
  };
}

export function incidentLike(changes: Partial<Incident> = {}): Incident {
  return {
    id: "1",
    state: "firing",
    severity: "major",
    openedAt: 0,
    detectedAt: 0,
    resolvedAt: null,
    title: "",
    members: [memberLike()],
    impact: { lost: null, surplus: null, minutes: 0 },
    acknowledgedBy: null,
    assignee: null,
    mark: null,
    reopened: 0,
    mutedBy: [],
    timeline: [],
    ...changes,
  };
}

export function messageLike(changes: Partial<Message> = {}): Message {
  const incident: Message["incident"] = {
    id: "1",
    state: "firing",
    severity: "major",
    openedAt: 0,
    resolvedAt: null,
    members: [{ scope: "all", status: "denied", symptom: "above" }],
  };
  return {
    event: "opened",
    at: 0,
    title: "",
    summary: "",
    facts: [],
    trail: [],
    thread: "incident-1",
    incident,
    mentions: [],
    runbook: null,
    timeZone: "UTC",
    path: "/#/incidents/1",
    ...changes,
  };
}

export function deliveryLike(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: "incident-1-1-teams",
    incidentId: "1",
    channel: "teams",
    route: "everything",
    insteadOf: null,
    state: "planned",
    plannedAt: 0,
    attempts: 0,
    detail: null,
    message: messageLike(),
    ...changes,
  };
}

export function channelLike(name: string, changes: Partial<ChannelReference> = {}): ChannelReference {
  return { name, kind: "teams", burst: 10, perMinute: 2, digests: true, ...changes };
}
