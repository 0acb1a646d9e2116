import type { Message, MessageEvent } from "../../../core/model/message.ts";
import type { Severity } from "../../../core/model/severity.ts";
import { clipped } from "../text/clipped.ts";
import { eventWords } from "../text/event-words.ts";
import { type Element, type Extent, paragraph } from "./card-element.ts";

/** `burns`: coloured by how bad it is. */
const LOOKS: Readonly<Record<MessageEvent, "burns" | "warning" | "accent" | "good">> = {
  opened: "burns",
  updated: "burns",
  reopened: "burns",
  reminder: "burns",
  escalated: "burns",
  digest: "burns",
  flapping: "warning",
  acknowledged: "accent",
  resolved: "good",
  trouble: "warning",
  recovered: "good",
  heartbeat: "accent",
  test: "accent",
};

const STYLES: Readonly<Record<Severity, string>> = { critical: "attention", major: "warning", minor: "accent" };
const WORDS: Readonly<Record<Severity, string>> = { critical: "Critical", major: "Major", minor: "Minor" };

/** What happened and how bad it is, in words as well as in colour. */
export function cardHeader(message: Message, extent: Extent): Element {
  const { event, title, incident } = message;
  const look = LOOKS[event];
  return {
    type: "Container",
    style: look === "burns" ? (incident === null ? "attention" : STYLES[incident.severity]) : look,
    bleed: true,
    items: [
      paragraph(eyebrow(message), { size: "Small", weight: "Bolder" }),
      paragraph(clipped(title, extent.title), { size: "Large", weight: "Bolder" }, { spacing: "None" }),
    ],
  };
}

function eyebrow({ event, incident }: Message): string {
  const words = eventWords[event];
  if (incident === null) return words;
  const severity = event === "resolved" ? `was ${incident.severity}` : WORDS[incident.severity];
  const number = `Incident ${clipped(incident.id, 20)}`;
  return (event === "resolved" ? [words, severity, number] : [severity, words, number]).join(" · ");
}
