import type { Incident } from "../model/incident.ts";
import type { Message } from "../model/message.ts";
import { isAtLeast, type Severity } from "../model/severity.ts";
import { clockText } from "./clock-text.ts";
import { SEVERITY_WORDS } from "./message-for.ts";

const LISTED_OPEN = 10;
const LISTED_OVER = 5;
const WORST_FIRST: readonly Severity[] = ["critical", "major", "minor"];

/** One incident of a digest. */
export interface DigestLine {
  incident: Incident;
  isOver: boolean;
  mentions: readonly string[];
}

/**
 * Several incidents in one message: the worst are listed, the rest is counted.
 *
 * @param stillOpen  others that the channel was told of so, and that go on
 */
export function digestMessage(lines: readonly DigestLine[], stillOpen: number, at: number, timeZone: string): Message {
  const open = lines.filter(({ isOver }) => !isOver).map(({ incident }) => incident);
  const over = lines.filter(({ isOver }) => isOver).map(({ incident }) => incident);
  const worst = open.toSorted(byWeight);
  const clock = (instant: number): string => clockText(instant, timeZone);
  const facts = worst.slice(0, LISTED_OPEN).map(({ severity, openedAt, title }) => {
    return { name: `${SEVERITY_WORDS[severity]}, since ${clock(openedAt)}`, value: title };
  });
  const unlisted = worst.slice(LISTED_OPEN);
  if (unlisted.length > 0) facts.push({ name: "And", value: `${unlisted.length} more: ${severitiesText(unlisted)}` });
  for (const { title } of over.slice(0, LISTED_OVER)) facts.push({ name: "Resolved", value: title });
  if (over.length > LISTED_OVER) facts.push({ name: "And", value: `${over.length - LISTED_OVER} more resolved` });
  return {
    event: open.length === 0 && stillOpen === 0 ? "resolved" : "digest",
    at,
    title: titleOf(open, over, stillOpen),
    summary: summaryOf(worst, over.length, stillOpen),
    facts,
    trail: [],
    thread: "digest",
    incident: null,
    mentions: [...new Set(lines.flatMap(({ mentions }) => mentions))],
    runbook: null,
    timeZone,
    path: "/",
  };
}

function titleOf(open: readonly Incident[], over: readonly Incident[], stillOpen: number): string {
  if (open.length === 0) {
    const told = over.length + stillOpen;
    return stillOpen > 0 ? `${over.length} of ${told} incidents resolved` : `${incidentsText(over.length)} resolved`;
  }
  const ended = over.length > 0 ? `, and ${over.length} resolved` : "";
  return `${incidentsText(open.length)}: ${severitiesText(open)}${ended}`;
}

function summaryOf(worst: readonly Incident[], over: number, stillOpen: number): string {
  const [first] = worst;
  if (first !== undefined) return `Told in one message, to keep the channel readable. The worst: ${first.title}.`;
  if (stillOpen === 0) return over === 1 ? "It is over." : "All of them are over.";
  return `${stillOpen === 1 ? "1 goes" : `${stillOpen} go`} on.`;
}

function incidentsText(count: number): string {
  return count === 1 ? "1 incident" : `${count} incidents`;
}

/** `1 critical, 20 major` */
function severitiesText(incidents: readonly Incident[]): string {
  return WORST_FIRST.flatMap((severity) => {
    const count = incidents.filter((incident) => incident.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  }).join(", ");
}

/** Worst first; of the same severity, the one that cost most, then the older. */
function byWeight(one: Incident, other: Incident): number {
  if (one.severity !== other.severity) return isAtLeast(one.severity, other.severity) ? -1 : 1;
  return costOf(other) - costOf(one) || one.openedAt - other.openedAt;
}

function costOf({ impact: { lost, surplus } }: Incident): number {
  return Math.max(lost?.most ?? 0, surplus?.most ?? 0);
}
