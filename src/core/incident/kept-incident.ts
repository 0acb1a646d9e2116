import type { Incident, Member, TimelineEntry } from "../model/incident.ts";
import type { ScopeKey } from "../model/scope.ts";
import { isAtLeast, type Severity } from "../model/severity.ts";
import { impactOf, totalsByStatus } from "./impact.ts";
import { type IncidentEvent, incidentTransitions } from "./incident-state.ts";
import type { Sighting } from "./member.ts";
import { severityOf } from "./severity-of.ts";

/** It came so often in so long: it flaps. */
const SWINGS = 3;
const SWING_MS = 60 * 60_000;

/** An incident, and what decides on its life beside what people see of it. */
export interface KeptIncident {
  incident: Incident;
  /** When alarms began while none was on, as far as that makes it flap. */
  cameAt: readonly number[];
  /** Since when one or the other has been on without a break. */
  onSince: number;
  /** When the last alarm ended. */
  lastAlarmAt: number;
  /** Series whose alarm still went on when a person resolved it. */
  stillOn: readonly string[];
  /** People know that it is on, now; and that it was, before it was resolved. */
  isTold: boolean;
  wasTold: boolean;
  alarmMs: number;
  /** When it was last shown as it is. */
  shownAt: number;
}

export function keptFor(sighting: Sighting, id: string, now: number): KeptIncident {
  return {
    incident: {
      id,
      state: "pending",
      severity: "minor",
      openedAt: sighting.at,
      detectedAt: now,
      resolvedAt: null,
      title: "",
      members: [],
      impact: { lost: null, surplus: null, minutes: 0 },
      acknowledgedBy: null,
      assignee: null,
      mark: null,
      reopened: 0,
      mutedBy: [],
      timeline: [],
    },
    cameAt: [],
    onSince: now,
    lastAlarmAt: now,
    stillOn: [],
    isTold: false,
    wasTold: false,
    alarmMs: 0,
    shownAt: now,
  };
}

/** What leaves the book does not change any more. */
export function copyOf(incident: Incident): Incident {
  return {
    ...incident,
    members: incident.members.map((member) => ({ ...member, rules: [...member.rules], tally: { ...member.tally } })),
    mutedBy: [...incident.mutedBy],
    timeline: incident.timeline.map((line) => ({ ...line })),
  };
}

export function copyOfKept(kept: KeptIncident): KeptIncident {
  return { ...kept, incident: copyOf(kept.incident) };
}

export function seriesKey(scope: ScopeKey, status: string): string {
  return `${scope} ${status}`;
}

export function ongoingOf({ members }: Incident): Member[] {
  return members.filter(({ endedAt }) => endedAt === null);
}

export function alarmLine(at: number, text: string): TimelineEntry {
  return { at, kind: "alarm", by: null, text };
}

export function stateLine(at: number, text: string): TimelineEntry {
  return { at, kind: "state", by: null, text };
}

/** Moves the incident by an event of the table; true when that is another state. */
export function move({ incident }: KeptIncident, event: IncidentEvent): boolean {
  const before = incident.state;
  incident.state = incidentTransitions[before][event];
  return incident.state !== before;
}

/** An alarm began while none was on. Returns true when that makes it flap. */
export function noteComing(kept: KeptIncident, now: number): boolean {
  kept.cameAt = [...kept.cameAt.filter((at) => now - at < SWING_MS), now];
  kept.onSince = now;
  return kept.cameAt.length >= SWINGS;
}

/** Says anew what it cost so far, and how bad that is; true when it is worse than ever. */
export function weigh({ incident, alarmMs }: KeptIncident, now: number): boolean {
  const totals = totalsByStatus(incident.members);
  const minutes = Math.min(alarmMs, Math.max(0, now - incident.openedAt)) / 60_000;
  incident.impact = impactOf(totals, Math.round(10 * minutes) / 10);
  return raiseSeverity(incident, severityOf(totals), now);
}

/** Notes how bad it is by now; true when that is worse than ever. Nothing becomes milder while it is open. */
export function raiseSeverity(incident: Incident, severity: Severity, now: number): boolean {
  if (isAtLeast(incident.severity, severity)) return false;
  incident.severity = severity;
  incident.timeline.push(stateLine(now, `now ${severity}`));
  return true;
}
