import type { Action } from "../model/action.ts";
import type { Incident, Member, Symptom, TimelineEntry } from "../model/incident.ts";
import { type By, bothBy } from "../model/rule.ts";
import { scopeLabel, type ScopeKey } from "../model/scope.ts";
import { incidentFor } from "./grouping.ts";
import { incidentTransitions } from "./incident-state.ts";
import { titleOf } from "./title.ts";

/** An incident is resolved when all its series have been normal for this long, and for three ticks. */
const QUIET_MS = 60_000;
const QUIET_TICKS = 3;
const REMEMBERED = 500;

/** What a series looks like at an alerting tick. */
export interface Sighting {
  scope: ScopeKey;
  status: string;
  symptom: Symptom;
  /** Start of the tick. */
  at: number;
  value: number;
  expected: number;
  score: number;
  by: By;
  /** Names, or expressions, of the rules that it alerts by. */
  rules: readonly string[];
  reason: string;
}

/**
 * joined      one more series
 * progressed  worse than before, or one series is back to normal
 * noted       somebody said or marked something: nothing to tell others of
 */
export interface IncidentChange {
  event:
    | "opened"
    | "joined"
    | "progressed"
    | "reopened"
    | "flapping"
    | "acknowledged"
    | "unacknowledged"
    | "noted"
    | "resolved";
  incident: Incident;
}

export interface IncidentBookState {
  firing: readonly Incident[];
  resolved: readonly Incident[];
  lastNumber: number;
}

/** All incidents, from what the judge sees to what people deal with. */
export class IncidentBook {
  readonly #firing: Incident[] = [];
  readonly #resolved: Incident[] = [];
  #lastNumber = 0;

  save(): IncidentBookState {
    // What is resolved does not change any more.
    return { firing: this.#firing.map(copy), resolved: [...this.#resolved], lastNumber: this.#lastNumber };
  }

  load({ firing, resolved, lastNumber }: IncidentBookState): void {
    this.#firing.splice(0, Infinity, ...firing.map(copy));
    this.#resolved.splice(0, Infinity, ...resolved);
    this.#lastNumber = lastNumber;
  }

  /** Firing first, then resolved, each newest first. */
  all(): Incident[] {
    return [...this.#firing.toReversed(), ...this.#resolved.toReversed()];
  }

  /** Those that are firing, oldest first. */
  firing(): readonly Incident[] {
    return this.#firing;
  }

  get firingCount(): number {
    return this.#firing.length;
  }

  /** Incidents opened so far, forgotten ones too. */
  get openedCount(): number {
    return this.#lastNumber;
  }

  find(id: string): Incident | null {
    return this.#firing.find((incident) => incident.id === id) ?? this.#resolved.find((one) => one.id === id) ?? null;
  }

  /** The firing incident that holds an ongoing alarm of this series. */
  holding(scope: ScopeKey, status: string): Incident | null {
    return this.#firing.find(({ members }) => ongoing(members, scope, status) !== undefined) ?? null;
  }

  /** An alarm of a series began: opens an incident, or joins the one it belongs to. */
  begin(sighting: Sighting, now: number): IncidentChange {
    const incident = incidentFor(this.#firing, sighting);
    const line = alarmLine(now, `${scopeLabel(sighting.scope)}: ${sighting.reason}`);
    if (incident === null) {
      const opened: Incident = {
        id: String(++this.#lastNumber),
        state: "firing",
        severity: "major",
        openedAt: sighting.at,
        detectedAt: now,
        resolvedAt: null,
        title: titleOf([memberOf(sighting)]),
        members: [memberOf(sighting)],
        impact: { lost: null, surplus: null, minutes: 0 },
        acknowledgedBy: null,
        assignee: null,
        mark: null,
        reopened: 0,
        mutedBy: [],
        timeline: [line],
      };
      this.#firing.push(opened);
      return { event: "opened", incident: copy(opened) };
    }
    incident.state = incidentTransitions[incident.state].alarm;
    incident.timeline.push(line);
    const again = incident.members.find(({ scope, status }) => scope === sighting.scope && status === sighting.status);
    if (again !== undefined) {
      again.endedAt = null;
      joinGrounds(again, sighting);
      raisePeak(again, sighting);
      incident.title = titleOf(incident.members);
      return { event: "progressed", incident: copy(incident) };
    }
    // Silence explains the falls that came with it, so it leads.
    if (sighting.symptom === "silence") incident.members.unshift(memberOf(sighting));
    else incident.members.push(memberOf(sighting));
    incident.openedAt = Math.min(incident.openedAt, sighting.at);
    incident.title = titleOf(incident.members);
    return { event: "joined", incident: copy(incident) };
  }

  /** Series in alarm were flagged again in one tick: the incidents of those that are worse than ever before. */
  progress(sightings: readonly Sighting[]): IncidentChange[] {
    const worse = new Set<Incident>();
    for (const sighting of sightings) {
      const incident = this.holding(sighting.scope, sighting.status);
      const member = incident && ongoing(incident.members, sighting.scope, sighting.status);
      if (!incident || !member) continue;
      const isNewGround = joinGrounds(member, sighting);
      if (raisePeak(member, sighting) || isNewGround) worse.add(incident);
    }
    return Array.from(worse, (incident) => {
      incident.title = titleOf(incident.members);
      return { event: "progressed", incident: copy(incident) };
    });
  }

  /** The alarm of a series ended at the tick `at`; null when no incident holds it. */
  end(scope: ScopeKey, status: string, at: number, how: string): IncidentChange | null {
    const incident = this.holding(scope, status);
    const member = incident && ongoing(incident.members, scope, status);
    if (!incident || !member) return null;
    member.endedAt = at;
    incident.timeline.push(alarmLine(at, `${scopeLabel(scope)}: ${status} ${how}`));
    return { event: "progressed", incident: copy(incident) };
  }

  /** Somebody did something; null when it is about no incident that is kept. */
  act(action: Action, by: string | null, at: number): IncidentChange | null {
    if (action.do !== "note") return null;
    const line: TimelineEntry = { at, kind: "person", by, text: action.text };
    const firing = this.#firing.find(({ id }) => id === action.incidentId);
    if (firing !== undefined) {
      firing.timeline.push(line);
      return { event: "noted", incident: copy(firing) };
    }
    const index = this.#resolved.findIndex(({ id }) => id === action.incidentId);
    const resolved = this.#resolved[index];
    if (resolved === undefined) return null;
    // A saved state may share the old one, as it was.
    const noted = { ...resolved, timeline: [...resolved.timeline, line] };
    this.#resolved[index] = noted;
    return { event: "noted", incident: copy(noted) };
  }

  /** Notes what keeps a firing incident quiet now; null when it is not firing. */
  mute(id: string, mutedBy: readonly string[]): Incident | null {
    const incident = this.#firing.find((one) => one.id === id);
    if (incident === undefined) return null;
    incident.mutedBy = [...mutedBy];
    return copy(incident);
  }

  /** Resolves what has been quiet for long enough at `now`. */
  settle(now: number, tickMs: number): IncidentChange[] {
    const quietMs = Math.max(QUIET_MS, QUIET_TICKS * tickMs);
    const changes: IncidentChange[] = [];
    for (const incident of [...this.#firing]) {
      const ends = incident.members.map(({ endedAt }) => endedAt ?? Infinity);
      const endedAt = Math.max(...ends);
      if (now - endedAt < quietMs || endedAt === Infinity) continue;
      incident.state = incidentTransitions[incident.state].quiet;
      incident.resolvedAt = endedAt;
      incident.timeline.push({ at: now, kind: "state", by: null, text: "resolved: all series are normal again" });
      this.#firing.splice(this.#firing.indexOf(incident), 1);
      this.#resolved.push(incident);
      if (this.#resolved.length > REMEMBERED) this.#resolved.shift();
      changes.push({ event: "resolved", incident: copy(incident) });
    }
    return changes;
  }
}

function alarmLine(at: number, text: string): TimelineEntry {
  return { at, kind: "alarm", by: null, text };
}

function memberOf(sighting: Sighting): Member {
  return {
    scope: sighting.scope,
    status: sighting.status,
    symptom: sighting.symptom,
    startedAt: sighting.at,
    endedAt: null,
    peakAt: sighting.at,
    peakValue: sighting.value,
    peakExpected: sighting.expected,
    peakScore: sighting.score,
    by: sighting.by,
    rules: [...sighting.rules],
    reason: sighting.reason,
    tally: { ticks: 0, observed: 0, expected: 0, hourBefore: null, dayBefore: null },
  };
}

function ongoing(members: readonly Member[], scope: ScopeKey, status: string): Member | undefined {
  return members.find((member) => member.scope === scope && member.status === status && member.endedAt === null);
}

/** Adds what the series alerts by now to what it alerted by before; true when that is more. */
function joinGrounds(member: Member, { by, rules }: Sighting): boolean {
  const joined = bothBy(member.by, by);
  const added = rules.filter((rule) => !member.rules.includes(rule));
  if (joined === member.by && added.length === 0) return false;
  member.by = joined;
  member.rules.push(...added);
  return true;
}

/** The peak is the tick whose count is farthest from what was expected. */
function raisePeak(member: Member, sighting: Sighting): boolean {
  const distance = Math.abs(sighting.value - sighting.expected);
  if (distance <= Math.abs(member.peakValue - member.peakExpected)) return false;
  member.symptom = sighting.symptom;
  member.peakAt = sighting.at;
  member.peakValue = sighting.value;
  member.peakExpected = sighting.expected;
  member.peakScore = Math.max(member.peakScore, sighting.score);
  member.reason = sighting.reason;
  return true;
}

/** What leaves the book does not change any more. */
function copy(incident: Incident): Incident {
  return {
    ...incident,
    members: incident.members.map((member) => ({ ...member, rules: [...member.rules] })),
    mutedBy: [...incident.mutedBy],
    timeline: incident.timeline.map((line) => ({ ...line })),
  };
}
