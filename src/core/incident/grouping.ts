import type { Incident, Member, Symptom } from "../model/incident.ts";
import { isNested, type ScopeKey } from "../model/scope.ts";

/** Alarms that begin this near to each other are taken for one cause. */
const TOGETHER_MS = 5 * 60_000;
/**
 * Alarms of scopes that share nothing but the instant are taken for one cause when they begin within two ticks: a budget allows a few false
 * alarms a week, so that two of them in the same half a minute are hardly ever chance.
 */
const SAME_INSTANT_TICKS = 2;
/** An incident that took this many statuses of a scope is about the scope as a whole and takes the others too. */
const BROAD_STATUSES = 3;

/**
 * The incident among these that a new alarm belongs to, or null for one of its own.
 *
 * It belongs to one that already holds this very series, or to a broad one of the same scope, however old; or to one that was opened or
 * joined lately: within five minutes where one scope lies in the other, within two ticks elsewhere. A silence belongs to one that
 * holds it already or to a fall of the same scope that goes on, and is an incident of its own beside anything else.
 */
export function incidentFor(incidents: readonly Incident[], alarm: Alarm, tickMs: number): Incident | null {
  const own = incidents.find(({ members }) => members.some((member) => isSameSeries(member, alarm)));
  if (own !== undefined) return own;
  if (alarm.symptom === "silence")
    return incidents.find(({ members }) => members.some((one) => isFallOf(one, alarm))) ?? null;
  return (
    incidents.find((incident) => isBroad(incident, alarm.scope)) ??
    incidents.find((incident) => isTogether(incident, alarm)) ??
    incidents.find((incident) => isSameInstant(incident, alarm, tickMs)) ??
    null
  );
}

export interface Alarm {
  scope: ScopeKey;
  status: string;
  symptom: Symptom;
  at: number;
}

function isSameSeries(member: Member, alarm: Alarm): boolean {
  return member.scope === alarm.scope && member.status === alarm.status;
}

function isFallOf(member: Member, alarm: Alarm): boolean {
  const isOngoing = member.endedAt === null && member.symptom !== "above";
  return isOngoing && member.scope === alarm.scope;
}

function isTogether(incident: Incident, alarm: Alarm): boolean {
  const isNear = alarm.at - lastJoinedAt(incident) <= TOGETHER_MS;
  return isNear && incident.members.some((member) => isNested(member.scope, alarm.scope));
}

function isSameInstant(incident: Incident, alarm: Alarm, tickMs: number): boolean {
  return Math.abs(alarm.at - lastJoinedAt(incident)) <= Math.min(TOGETHER_MS, SAME_INSTANT_TICKS * tickMs);
}

function lastJoinedAt({ members }: Incident): number {
  return members.reduce((last, { startedAt }) => Math.max(last, startedAt), -Infinity);
}

function isBroad(incident: Incident, scope: ScopeKey): boolean {
  return incident.members.filter((member) => member.scope === scope).length >= BROAD_STATUSES;
}
