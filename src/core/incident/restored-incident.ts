import type { Incident, Member, TimelineEntry } from "../model/incident.ts";
import { impactOf, totalsByStatus } from "./impact.ts";

/** What the store keeps of an incident; the rest follows from it, but who had acknowledged it stands in the timeline only. */
export type StoredIncident = Omit<Incident, "impact" | "acknowledgedBy" | "reopened" | "mutedBy">;

/** An incident as it was when it left the book of those that are kept. */
export function restoredIncident(stored: StoredIncident): Incident {
  return {
    ...stored,
    impact: impactOf(totalsByStatus(stored.members), minutesInAlarm(stored)),
    acknowledgedBy: null,
    reopened: stored.timeline.filter(isReopening).length,
    mutedBy: [],
  };
}

function isReopening({ kind, text }: TimelineEntry): boolean {
  return kind === "state" && text === "reopened";
}

/** Time in which at least one series was in alarm, to a tenth of a minute. */
function minutesInAlarm({ members, resolvedAt }: StoredIncident): number {
  let sum = 0;
  let until = -Infinity;
  for (const member of members.toSorted((one, other) => one.startedAt - other.startedAt)) {
    const end = endOf(member, resolvedAt);
    sum += Math.max(0, end - Math.max(until, member.startedAt));
    until = Math.max(until, end);
  }
  return Math.round(sum / 6000) / 10;
}

function endOf({ startedAt, endedAt }: Member, resolvedAt: number | null): number {
  return endedAt ?? Math.max(startedAt, resolvedAt ?? startedAt);
}
