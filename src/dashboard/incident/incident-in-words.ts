import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident, Member } from "../../core/model/incident.ts";
import { formatCount, formatDuration, formatMean, statusLabel, type Clock } from "../format.ts";

/** "critical, acknowledged by Ada"; severity while it is open, state where it is not simply firing. */
export function stateInWords({ state, severity, acknowledgedBy }: Incident): string {
  switch (state) {
    case "firing":
      return severity;
    case "pending":
      return `${severity}, pending: not told yet`;
    case "flapping":
      return `${severity}, flapping: comes and goes`;
    case "acknowledged":
      return acknowledgedBy === null ? `${severity}, acknowledged` : `${severity}, acknowledged by ${acknowledgedBy}`;
    case "resolved":
      return "resolved";
  }
}

/** "148 to 210 lost", from the least to the most that a reference says; null where nothing is known to be. */
export function impactInWords({ impact }: Incident): string | null {
  const parts = (["lost", "surplus"] as const).flatMap((name) => {
    const range = impact[name];
    if (range === null || range.most < 1) return [];
    const least = formatCount(Math.round(range.least));
    const most = formatCount(Math.round(range.most));
    return [`${least === most ? most : `${least} to ${most}`} ${name === "lost" ? "lost" : "more than usual"}`];
  });
  return parts.length === 0 ? null : parts.join(", ");
}

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
