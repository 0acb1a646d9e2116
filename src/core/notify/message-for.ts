import { countText } from "../model/count-text.ts";
import type { Incident, Member } from "../model/incident.ts";
import type { IncidentBrief, Message, TrailTick } from "../model/message.ts";
import { scopeLabel } from "../model/scope.ts";
import type { Announcement } from "./announcer.ts";

const LISTED_MEMBERS = 6;

/** What people are told of an incident: content only, times in `timeZone`. */
export function messageFor(
  { event, incident }: Announcement,
  trail: TrailTick[],
  at: number,
  timeZone: string,
): Message {
  const clock = (instant: number): string => clockText(instant, timeZone);
  const lead = incident.members.reduce((worst, member) => (member.peakScore > worst.peakScore ? member : worst));
  const facts = [
    { name: "Where", value: [...new Set(incident.members.map(({ scope }) => scopeLabel(scope)))].join(", ") },
    { name: "Since", value: clock(incident.openedAt) },
  ];
  if (incident.resolvedAt !== null) {
    const minutes = Math.max(1, Math.round((incident.resolvedAt - incident.openedAt) / 60_000));
    facts.push({ name: "Until", value: `${clock(incident.resolvedAt)} (${minutes} min)` });
  }
  const hasOneScope = new Set(incident.members.map(({ scope }) => scope)).size === 1;
  for (const member of incident.members.slice(0, LISTED_MEMBERS)) {
    facts.push({ name: peakName(member, hasOneScope), value: peakText(member, clock) });
  }
  const unlisted = incident.members.length - LISTED_MEMBERS;
  if (unlisted > 0) facts.push({ name: "And", value: `${unlisted} more series` });
  return {
    event,
    at,
    title: `${HEADING[event]}: ${incident.title}`,
    summary: event === "resolved" ? `All series are normal again. ${lead.reason}.` : `${lead.reason}.`,
    facts,
    trail,
    thread: `incident-${incident.id}`,
    incident: briefOf(incident),
    mentions: [],
    runbook: null,
    timeZone,
    path: `/#/incidents/${incident.id}`,
  };
}

function briefOf({ id, state, severity, openedAt, resolvedAt, members }: Incident): IncidentBrief {
  const series = members.map(({ scope, status, symptom }) => ({ scope, status, symptom }));
  return { id, state, severity, openedAt, resolvedAt, members: series };
}

const HEADING: Record<Announcement["event"], string> = {
  opened: "Alert",
  updated: "Still burning",
  resolved: "Resolved",
};

function peakName(member: Member, hasOneScope: boolean): string {
  if (member.symptom === "silence") return "Missed";
  return hasOneScope ? `Peak of ${member.status}` : `Peak of ${member.status}, ${scopeLabel(member.scope)}`;
}

function peakText(member: Member, clock: (instant: number) => string): string {
  const expected = countText(member.peakExpected);
  if (member.symptom === "silence") return `about ${expected} transactions`;
  return `${member.peakValue} at ${clock(member.peakAt)}, ${expected} expected`;
}

function clockText(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(instant);
}
