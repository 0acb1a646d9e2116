import type { Message } from "../../core/model/message.ts";
import { clippedText } from "./clipped-text.ts";

/** How much of a message is passed on to a program. */
export interface MessageExtent {
  title: number;
  summary: number;
  facts: number;
  fact: number;
  ticks: number;
  members: number;
  mentions: number;
}

/** From more than messages have to what always fits. */
export const messageExtents: readonly [MessageExtent, ...MessageExtent[]] = [
  { title: 1000, summary: 5000, facts: 100, fact: 1000, ticks: 240, members: 200, mentions: 20 },
  { title: 1000, summary: 2000, facts: 30, fact: 400, ticks: 60, members: 50, mentions: 20 },
  { title: 500, summary: 1000, facts: 10, fact: 200, ticks: 0, members: 10, mentions: 5 },
  { title: 200, summary: 400, facts: 0, fact: 0, ticks: 0, members: 1, mentions: 0 },
];

const LONGEST_NAME = 200;
/** Half an address leads nowhere. */
const LONGEST_ADDRESS = 2000;

/** As much of a message as `extent` says; its texts are printable and on one line. */
export function shortMessage(message: Message, extent: MessageExtent): Message {
  const { incident, facts, trail, mentions, runbook } = message;
  const name = (text: string) => clippedText(text, Math.min(LONGEST_NAME, extent.title));
  return {
    ...message,
    title: clippedText(message.title, extent.title),
    summary: clippedText(message.summary, extent.summary),
    facts: facts
      .slice(0, extent.facts)
      .map((fact) => ({ name: clippedText(fact.name, extent.fact), value: clippedText(fact.value, extent.fact) })),
    trail: extent.ticks === 0 ? [] : trail.slice(-extent.ticks),
    runbook: runbook !== null && runbook.length <= LONGEST_ADDRESS ? runbook : null,
    mentions: mentions.slice(0, extent.mentions).map(name),
    incident:
      incident === null ? null : { ...incident, members: incident.members.slice(0, extent.members).map(shortMember) },
  };
}

function shortMember(member: NonNullable<Message["incident"]>["members"][number]) {
  return {
    ...member,
    scope: clippedText(member.scope, LONGEST_NAME),
    status: clippedText(member.status, LONGEST_NAME),
  };
}
