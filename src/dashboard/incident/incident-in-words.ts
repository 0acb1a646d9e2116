import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident, Member } from "../../core/model/incident.ts";
import { formatCount, formatDuration, formatMean, statusLabel, type Clock } from "../format.ts";

/** "since 14:02, for 3 min 20 s" or "14:02 to 14:09, 7 min". */
export function incidentSpan(incident: Incident, clock: Clock, now: number): string {
  const from = clock.moment(incident.openedAt, now);
  if (incident.resolvedAt === null) {
    return `since ${from}, for ${formatDuration(Math.max(0, now - incident.openedAt))}`;
  }
  const to = clock.minute(incident.resolvedAt);
  return `${from} to ${to}, ${formatDuration(incident.resolvedAt - incident.openedAt)}`;
}

export function memberSpan(member: Member, clock: Clock, now: number): string {
  const from = clock.moment(member.startedAt, now);
  return member.endedAt === null ? `since ${from}` : `${from} to ${clock.minute(member.endedAt)}`;
}

/** "peak 145, expected 12.4"; of a silence the number is what is missing. */
export function peakInWords(member: Member): string {
  if (member.symptom === "silence") return `${formatCount(member.peakValue)} transactions missed`;
  const extreme = member.symptom === "below" ? "low" : "peak";
  return `${extreme} ${formatCount(member.peakValue)}, expected ${formatMean(member.peakExpected)}`;
}

/** Each status once, in the order in which they joined. */
export function statusesOf(incident: Incident): string[] {
  return [...new Set(incident.members.map((member) => statusLabel(member.status)))];
}

/** Firing before resolved, and the newest first in each. */
export function inOrder(incidents: readonly Incident[]): Incident[] {
  const rank = (incident: Incident): number => (isOpen(incident) ? 0 : 1);
  return [...incidents].sort((one, other) => rank(one) - rank(other) || other.openedAt - one.openedAt);
}
