import { countText } from "../model/count-text.ts";
import type { Incident, Member } from "../model/incident.ts";
import type { IncidentBrief, Message, TrailTick } from "../model/message.ts";
import type { Route } from "../model/route.ts";
import { scopeLabel } from "../model/scope.ts";
import type { AnnouncedEvent } from "./announcer.ts";
import { clockText, minutesText } from "./clock-text.ts";
import { impactFacts, impactText } from "./impact-text.ts";

const LISTED_MEMBERS = 6;

/** What is told of an incident, and to whom. */
export interface Telling {
  event: AnnouncedEvent;
  incident: Incident;
  /** The route that chose the channel; null when it is not configured any more. */
  route: Pick<Route, "mention" | "runbook"> | null;
}

/** What people are told of an incident: content only, times in `timeZone`. */
export function messageFor(telling: Telling, trail: TrailTick[], at: number, timeZone: string): Message {
  const { event, incident, route } = telling;
  return {
    event,
    at,
    title: titleFor(event, incident),
    summary: summaryFor(telling, at),
    facts: factsFor(incident, timeZone),
    trail,
    thread: `incident-${incident.id}`,
    incident: briefOf(incident),
    mentions: CALLS.has(event) ? [...(route?.mention ?? [])] : [],
    runbook: route?.runbook ?? null,
    timeZone,
    path: `/#/incidents/${incident.id}`,
  };
}

/** Messages that ask somebody to come; of the others people need not be called by name. */
const CALLS: ReadonlySet<AnnouncedEvent> = new Set(["opened", "reopened", "reminder", "escalated"]);

export const SEVERITY_WORDS = { minor: "Minor", major: "Major", critical: "Critical" } as const;

function titleFor(event: AnnouncedEvent, { severity, title }: Incident): string {
  switch (event) {
    case "opened":
      return `${SEVERITY_WORDS[severity]}: ${title}`;
    case "updated":
      return `Update, ${severity}: ${title}`;
    case "reopened":
      return `Again, ${severity}: ${title}`;
    case "flapping":
      return `Comes and goes, ${severity}: ${title}`;
    case "acknowledged":
      return `Acknowledged: ${title}`;
    case "resolved":
      return `Resolved: ${title}`;
    case "reminder":
      return `Still ${severity}: ${title}`;
    case "escalated":
      return `Nobody has answered, ${severity}: ${title}`;
  }
}

function summaryFor({ event, incident }: Telling, at: number): string {
  const sentences = [situation(event, incident, at), reasonText(incident)];
  const impact = impactText(incident);
  if (impact !== null) sentences.push(`${impact.charAt(0).toUpperCase()}${impact.slice(1)}.`);
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** What there is to say before the reason. */
function situation(event: AnnouncedEvent, incident: Incident, at: number): string {
  switch (event) {
    case "opened":
      return incident.state === "flapping" ? "It comes and goes." : "";
    case "updated":
      return "";
    case "reopened":
      return "It was resolved, and has come back.";
    case "flapping":
      return "It comes and goes; there is no more to hear of it until it stays one way.";
    case "acknowledged":
      return incident.acknowledgedBy === null ? "Somebody takes care." : `${incident.acknowledgedBy} takes care.`;
    case "resolved":
      return endText(incident);
    case "reminder":
      return `It has gone on for ${minutesText(at - incident.openedAt)}, and nobody has acknowledged it.`;
    case "escalated":
      return `Nobody has acknowledged it in the ${minutesText(at - incident.detectedAt)} since it was found.`;
  }
}

/** Somebody may have closed it before its series were normal. */
function endText({ members }: Incident): string {
  const isNormal = members.every(({ endedAt }) => endedAt !== null);
  return isNormal ? "All series are normal again." : "It was closed by hand.";
}

function reasonText({ members }: Incident): string {
  const [first] = members;
  if (first === undefined) return "";
  const { reason } = members.reduce((worst, member) => (member.peakScore > worst.peakScore ? member : worst), first);
  return reason === "" ? "" : `${reason}.`;
}

function factsFor(incident: Incident, timeZone: string): Message["facts"] {
  const { members, openedAt, resolvedAt, severity, impact, acknowledgedBy, assignee, reopened } = incident;
  const clock = (instant: number): string => clockText(instant, timeZone);
  const scopes = [...new Set(members.map(({ scope }) => scopeLabel(scope)))];
  const facts = [
    { name: "Where", value: scopesText(scopes) },
    { name: "Since", value: clock(openedAt) },
  ];
  if (resolvedAt !== null) {
    facts.push({ name: "Until", value: `${clock(resolvedAt)} (${minutesText(resolvedAt - openedAt)})` });
  }
  facts.push({ name: "Severity", value: severity }, ...impactFacts(impact));
  for (const member of members.slice(0, LISTED_MEMBERS)) {
    facts.push({ name: peakName(member, scopes.length === 1), value: peakText(member, clock) });
  }
  const unlisted = members.length - LISTED_MEMBERS;
  if (unlisted > 0) facts.push({ name: "And", value: `${unlisted} more series` });
  if (acknowledgedBy !== null) facts.push({ name: "Acknowledged by", value: acknowledgedBy });
  if (assignee !== null) facts.push({ name: "Assigned to", value: assignee });
  if (reopened > 0) facts.push({ name: "Came back", value: reopened === 1 ? "once" : `${reopened} times` });
  if (incident.mutedBy.length > 0) facts.push({ name: "Kept quiet by", value: incident.mutedBy.join(", ") });
  return facts;
}

function scopesText(scopes: readonly string[]): string {
  if (scopes.length <= LISTED_MEMBERS) return scopes.join(", ");
  return `${scopes.slice(0, LISTED_MEMBERS).join(", ")} and ${scopes.length - LISTED_MEMBERS} more`;
}

function briefOf({ id, state, severity, openedAt, resolvedAt, members }: Incident): IncidentBrief {
  const series = members.map(({ scope, status, symptom }) => ({ scope, status, symptom }));
  return { id, state, severity, openedAt, resolvedAt, members: series };
}

function peakName(member: Member, hasOneScope: boolean): string {
  if (member.symptom === "silence") return "Missed";
  return hasOneScope ? `Peak of ${member.status}` : `Peak of ${member.status}, ${scopeLabel(member.scope)}`;
}

function peakText(member: Member, clock: (instant: number) => string): string {
  const expected = countText(member.peakExpected);
  if (member.symptom === "silence") return `about ${expected} transactions`;
  return `${member.peakValue} at ${clock(member.peakAt)}, ${expected} expected`;
}
