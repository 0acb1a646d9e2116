import type { Message, MessageEvent } from "../../../core/model/message.ts";
import type { Severity } from "../../../core/model/severity.ts";
import { clippedText } from "../clipped-text.ts";
import { type Element, type Extent, paragraph } from "./card-element.ts";

/** `burns`: coloured by how bad it is. */
const LOOKS: Readonly<Record<MessageEvent, { words: string; style: "burns" | "warning" | "accent" | "good" }>> = {
  opened: { words: "New incident", style: "burns" },
  updated: { words: "Goes on", style: "burns" },
  reopened: { words: "Back again", style: "burns" },
  reminder: { words: "Reminder", style: "burns" },
  escalated: { words: "Escalated: nobody has answered", style: "burns" },
  digest: { words: "Several incidents", style: "burns" },
  flapping: { words: "Comes and goes", style: "warning" },
  acknowledged: { words: "Acknowledged", style: "accent" },
  resolved: { words: "Resolved", style: "good" },
  trouble: { words: "Smokewatch itself: trouble", style: "warning" },
  recovered: { words: "Smokewatch itself: in order again", style: "good" },
  heartbeat: { words: "Heartbeat", style: "accent" },
  test: { words: "Test message", style: "accent" },
};

const STYLES: Readonly<Record<Severity, string>> = { critical: "attention", major: "warning", minor: "accent" };
const WORDS: Readonly<Record<Severity, string>> = { critical: "Critical", major: "Major", minor: "Minor" };

/** What happened and how bad it is, in words as well as in colour. */
export function cardHeader(message: Message, extent: Extent): Element {
  const { event, title, incident } = message;
  const { style } = LOOKS[event];
  return {
    type: "Container",
    style: style === "burns" ? (incident === null ? "attention" : STYLES[incident.severity]) : style,
    bleed: true,
    items: [
      paragraph(eyebrow(message), { size: "Small", weight: "Bolder" }),
      paragraph(clippedText(title, extent.title), { size: "Large", weight: "Bolder" }, { spacing: "None" }),
    ],
  };
}

function eyebrow({ event, incident }: Message): string {
  const { words } = LOOKS[event];
  if (incident === null) return words;
  const severity = event === "resolved" ? `was ${incident.severity}` : WORDS[incident.severity];
  const number = `Incident ${clippedText(incident.id, 20)}`;
  return (event === "resolved" ? [words, severity, number] : [severity, words, number]).join(" · ");
}
