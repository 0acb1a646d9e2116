import type { Incident, Member, Symptom } from "../model/incident.ts";
import { isNested, type ScopeKey } from "../model/scope.ts";

/** Alarms that begin this near to each other are taken for one cause. */
const TOGETHER_MS = 5 * 60_000;
/** An incident that took this many statuses of a scope is about the scope as a whole and takes the others too. */
const BROAD_STATUSES = 3;

/**
 * The firing incident that a new alarm belongs to, or null for one of its own.
 *
 * It belongs to one that already holds this very series in alarm lately, or one of the same or a nested scope that was
 * opened or joined within five minutes, or a broad one of the same scope, however old. A silence belongs to a fall of
 * the same scope that goes on, and is an incident of its own beside anything else.
 */
export function incidentFor(firing: readonly Incident[], alarm: Alarm): Incident | null {
  if (alarm.symptom === "silence")
    return firing.find(({ members }) => members.some((one) => isFallOf(one, alarm))) ?? null;
  return (
    firing.find(({ members }) => members.some((member) => isSameSeries(member, alarm))) ??
    firing.find((incident) => isBroad(incident, alarm.scope)) ??
    firing.find((incident) => isTogether(incident, alarm)) ??
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

function isTogether({ members }: Incident, alarm: Alarm): boolean {
  const lastJoinedAt = Math.max(...members.map(({ startedAt }) => startedAt));
  return alarm.at - lastJoinedAt <= TOGETHER_MS && members.some((member) => isNested(member.scope, alarm.scope));
}

function isBroad(incident: Incident, scope: ScopeKey): boolean {
  return incident.members.filter((member) => member.scope === scope).length >= BROAD_STATUSES;
}
