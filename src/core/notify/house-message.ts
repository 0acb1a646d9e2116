import type { Delivery } from "../model/delivery.ts";
import type { Incident } from "../model/incident.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { Message, MessageEvent } from "../model/message.ts";
import { clockText } from "./clock-text.ts";

const DAY_MS = 86_400_000;

type TroubledEntry = Extract<JournalEntry, { kind: "troubled" }>;

/** A part of the monitor itself is not as it should be, or is again. */
export function troubleMessage({ part, text, isOver }: TroubledEntry, at: number, timeZone: string): Message {
  const title = isOver ? `Well again: ${part}` : `The monitor has a trouble: ${part}`;
  const message = houseMessage(isOver ? "recovered" : "trouble", title, text, at, timeZone);
  return { ...message, thread: `trouble-${part.replaceAll(/[^\w-]+/g, "-")}` };
}

/** Somebody tries a channel. */
export function testMessage(channel: string, at: number, timeZone: string): Message {
  const summary = "Somebody tries this channel. If you can read this, messages arrive. Nothing has happened.";
  return houseMessage("test", `Test of the channel ${channel}`, summary, at, timeZone);
}

/** Nothing but that messages arrive, with what the last day had. */
export function heartbeatMessage(
  incidents: readonly Incident[],
  deliveries: readonly Delivery[],
  at: number,
  timeZone: string,
): Message {
  const isLate = (instant: number): boolean => instant > at - DAY_MS && instant <= at;
  const opened = incidents.filter(({ detectedAt }) => isLate(detectedAt)).length;
  const open = incidents.filter(({ state }) => state !== "resolved").length;
  const planned = deliveries.filter(({ plannedAt }) => isLate(plannedAt));
  const undelivered = planned.filter(({ state }) => state === "failed" || state === "planned").length;
  const summary = "This comes once a day. When it does not, messages do not arrive, whatever the receiver answers.";
  const message = houseMessage("heartbeat", "Smokewatch is watching", summary, at, timeZone);
  const facts = [
    { name: "Incidents of the last day", value: String(opened) },
    { name: "Open now", value: String(open) },
    { name: "Messages of the last day", value: String(planned.length) },
  ];
  if (undelivered > 0) facts.push({ name: "Not delivered", value: String(undelivered) });
  return { ...message, facts };
}

/** The same message for the channel that takes it over. */
export function insteadOf({ channel, plannedAt, message, detail }: Delivery): Message {
  const since = clockText(plannedAt, message.timeZone);
  const why = detail === null ? "" : ` (${detail})`;
  const value = `the channel ${channel}, which has not taken this message since ${since}${why}`;
  return { ...message, facts: [...message.facts, { name: "Instead of", value }] };
}

function houseMessage(event: MessageEvent, title: string, summary: string, at: number, timeZone: string): Message {
  return {
    event,
    at,
    title,
    summary,
    facts: [],
    trail: [],
    thread: event,
    incident: null,
    mentions: [],
    runbook: null,
    timeZone,
    path: "/",
  };
}
