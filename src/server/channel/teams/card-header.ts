import type { Message, MessageEvent } from "../../../core/model/message.ts";
import type { Severity } from "../../../core/model/severity.ts";
import { clippedText } from "../clipped-text.ts";
import { messageEyebrow } from "../message-eyebrow.ts";
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

/** What happened and how bad it is, in words as well as in colour. */
export function cardHeader(message: Message, extent: Extent): Element {
  const { event, title, incident } = message;
  const style = LOOKS[event];
  return {
    type: "Container",
    style: style === "burns" ? (incident === null ? "attention" : STYLES[incident.severity]) : style,
    bleed: true,
    items: [
      paragraph(messageEyebrow(message), { size: "Small", weight: "Bolder" }),
      paragraph(clippedText(title, extent.title), { size: "Large", weight: "Bolder" }, { spacing: "None" }),
    ],
  };
}
