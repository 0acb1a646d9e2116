import { createHash } from "node:crypto";
import type { Message, MessageEvent } from "../../../core/model/message.ts";
import type { Severity } from "../../../core/model/severity.ts";
import type { MessageLinks } from "../channel.ts";
import { clippedUnits } from "../clipped-text.ts";
import { fitting } from "../fitting.ts";
import { messageActions } from "../message-actions.ts";
import { messageEyebrow } from "../message-eyebrow.ts";
import { trailLines } from "../trail-lines.ts";
import { type MessageExtent, messageExtents, shortMessage } from "../short-message.ts";

/** An event of the Events API v2, without the routing key, which is a secret. */
export interface PagerDutyEvent {
  event_action: "trigger" | "acknowledge" | "resolve";
  dedup_key: string;
  client?: string;
  client_url?: string;
  links?: { href: string; text: string }[];
  payload?: {
    summary: string;
    source: string;
    severity: "critical" | "error" | "warning" | "info";
    timestamp: string;
    component?: string;
    class?: string;
    custom_details: Readonly<Record<string, string>>;
  };
}

/** Of PagerDuty. */
const LONGEST_KEY = 255;
const LONGEST_SUMMARY = 1024;
export const LARGEST_BODY_BYTES = 500_000;
const LONGEST_ADDRESS = 2000;

type Deed = "trigger" | "acknowledge" | "resolve" | "try" | "nothing";

/** Reminders and escalations trigger as well: an alert that was resolved by hand over there opens again. */
const DEEDS: Readonly<Record<MessageEvent, Deed>> = {
  opened: "trigger",
  updated: "trigger",
  reopened: "trigger",
  flapping: "trigger",
  reminder: "trigger",
  escalated: "trigger",
  // Only in the place of another channel, that stayed down.
  digest: "trigger",
  acknowledged: "acknowledge",
  resolved: "resolve",
  trouble: "trigger",
  recovered: "resolve",
  test: "try",
  heartbeat: "nothing",
};

const SEVERITIES: Readonly<Record<Severity, "critical" | "error" | "warning">> = {
  critical: "critical",
  major: "error",
  minor: "warning",
};

/** What is sent for a message, in its order. A test opens an alert of the least severity and closes it; a heartbeat is nothing there. */
export function pagerDutyEvents(message: Message, links: MessageLinks): PagerDutyEvent[] {
  const dedup_key = keyOf(message.thread);
  const deed = DEEDS[message.event];
  switch (deed) {
    case "nothing":
      return [];
    case "try":
      return [trigger(message, links), { event_action: "resolve", dedup_key }];
    case "trigger":
      return [trigger(message, links)];
    case "acknowledge":
    case "resolve":
      return [{ event_action: deed, dedup_key }];
  }
}

/** What belongs to one incident has one key; a longer thread than PagerDuty takes keeps a key of its own. */
function keyOf(thread: string): string {
  if (thread.length <= LONGEST_KEY) return thread;
  return `${thread.slice(0, 180)}-${createHash("sha256").update(thread).digest("hex")}`;
}

function trigger(message: Message, links: MessageLinks): PagerDutyEvent {
  return fitting(messageExtents, (extent) => triggerOf(message, links, extent), LARGEST_BODY_BYTES);
}

function triggerOf(message: Message, links: MessageLinks, extent: MessageExtent): PagerDutyEvent {
  const { title, summary, facts, trail, incident, timeZone } = shortMessage(message, extent);
  const actions = messageActions(message, links, LONGEST_ADDRESS);
  const lead = incident?.members[0];
  const lines = trailLines(trail, timeZone);
  const open = actions.find(({ name }) => name === "open")?.url;
  return {
    event_action: "trigger",
    dedup_key: keyOf(message.thread),
    client: "Smokewatch",
    ...(open === undefined ? {} : { client_url: open }),
    links: actions.map((action) => ({ href: action.url, text: action.title })),
    payload: {
      summary: summaryOf(title),
      source: lead?.scope ?? "smokewatch",
      severity: severityOf(message),
      timestamp: new Date(message.at).toISOString(),
      ...(lead === undefined ? {} : { component: lead.status, class: lead.symptom }),
      custom_details: {
        event: messageEyebrow(message),
        why: summary,
        ...Object.fromEntries(facts.map(({ name, value }) => [name, value])),
        ...(lines === null ? {} : { actual: barsOf(lines.actual), expected: barsOf(lines.expected), bars: lines.note }),
      },
    },
  };
}

function summaryOf(title: string): string {
  return clippedUnits(title, LONGEST_SUMMARY) || "Smokewatch";
}

/** The name of a line is that of its detail. */
function barsOf(line: string): string {
  return line.replace(/^\w+\s*/, "");
}

function severityOf({ event, incident }: Message): "critical" | "error" | "warning" | "info" {
  if (event === "test") return "info";
  return incident === null ? "error" : SEVERITIES[incident.severity];
}
