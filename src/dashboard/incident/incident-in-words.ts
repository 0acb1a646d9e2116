import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident, Member } from "../../core/model/incident.ts";
import type { Severity } from "../../core/model/severity.ts";
import { formatCount, formatDuration, formatMean, statusLabel, type Clock } from "../format.ts";
import { t } from "../language/language.ts";
import { rangeInWords } from "./impact-in-words.ts";

/** "critical, acknowledged by Ada"; severity while it is open, state where it is not simply firing. */
export function stateInWords({ state, severity, acknowledgedBy }: Incident): string {
  const how = severityInWords(severity);
  switch (state) {
    case "firing":
      return how;
    case "pending":
      return t("{severity}, pending: not told yet", { severity: how });
    case "flapping":
      return t("{severity}, flapping: comes and goes", { severity: how });
    case "acknowledged":
      if (acknowledgedBy === null) return t("{severity}, acknowledged", { severity: how });
      return t("{severity}, acknowledged by {name}", { severity: how, name: acknowledgedBy });
    case "resolved":
      return t("resolved");
  }
}

export function severityInWords(severity: Severity): string {
  switch (severity) {
    case "minor":
      return t("minor");
    case "major":
      return t("major");
    case "critical":
      return t("critical");
  }
}

/** "148 to 210 lost", from the least to the most that a reference says; null where nothing is known to be. */
export function impactInWords({ impact }: Incident): string | null {
  const { lost, surplus } = impact;
  const parts: string[] = [];
  if (lost !== null && lost.most >= 1) parts.push(t("{range} lost", { range: rangeInWords(lost) }));
  if (surplus !== null && surplus.most >= 1) {
    parts.push(t("{range} more than usual", { range: rangeInWords(surplus) }));
  }
  return parts.length === 0 ? null : parts.join(", ");
}

/** "since 14:02, for 3 min 20 s" or "14:02 to 14:09, 7 min". */
export function incidentSpan(incident: Incident, clock: Clock, now: number): string {
  const from = clock.moment(incident.openedAt, now);
  if (incident.resolvedAt === null) {
    const duration = formatDuration(Math.max(0, now - incident.openedAt));
    return t("since {from}, for {duration}", { from, duration });
  }
  const to = clock.minute(incident.resolvedAt);
  return t("{from} to {to}, {duration}", {
    from,
    to,
    duration: formatDuration(incident.resolvedAt - incident.openedAt),
  });
}

export function memberSpan(member: Member, clock: Clock, now: number): string {
  const from = clock.moment(member.startedAt, now);
  if (member.endedAt === null) return t("since {from}", { from });
  return t("{low} to {high}", { low: from, high: clock.minute(member.endedAt) });
}

/** "peak 145, expected 12.4"; of a silence the number is what is missing. */
export function peakInWords(member: Member): string {
  const value = formatCount(member.peakValue);
  if (member.symptom === "silence") return t("{value} transactions missed", { value });
  const expected = formatMean(member.peakExpected);
  if (member.symptom === "below") return t("low {value}, expected {expected}", { value, expected });
  return t("peak {value}, expected {expected}", { value, expected });
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
