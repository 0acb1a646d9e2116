import type { Message } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { clippedText } from "../clipped-text.ts";
import { chartPicture } from "./chart-picture.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./mail-text.ts";
import { pngOf } from "./png-of.ts";

/** A mail as far as the message decides it; who gets it is the channel's. */
export interface Mail {
  from: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
  /** PNG in base64; the HTML shows it by its content id. */
  picture: { cid: string; png: string } | null;
  headers: Readonly<Record<string, string>>;
  /** Left part of the id that all mails of one incident refer to; null where there is none. */
  thread: string | null;
  at: number;
}

const PICTURE_ID = "chart@smokewatch";

export function mailOf(message: Message, links: MessageLinks, address: { from: string; to: readonly string[] }): Mail {
  const png = pngOf(chartPicture(message.trail, message.timeZone));
  return {
    ...address,
    subject: subjectOf(message),
    text: mailText(message, links),
    html: mailHtml(message, links, png === null ? null : PICTURE_ID),
    picture: png === null ? null : { cid: PICTURE_ID, png: png.toString("base64") },
    headers: headersOf(message),
    thread: message.incident === null ? null : `${idPart(message.thread)}.${message.incident.openedAt.toString(36)}`,
    at: message.at,
  };
}

/** What can stand in a message id. */
export function idPart(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9-]+/g, "-").slice(0, 100);
}

function subjectOf({ title, incident }: Message): string {
  const subject = clippedText(title, 120) || "Smokewatch";
  return incident === null ? subject : `${subject} (incident ${clippedText(incident.id, 20)})`;
}

/** Out-of-office answers and lists leave a mail alone that says that a program sent it. */
function headersOf({ event, incident }: Message): Record<string, string> {
  return {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    "X-Smokewatch-Event": event,
    ...(incident === null ? {} : { "X-Smokewatch-Incident": clippedText(incident.id, 60) }),
    ...(isUrgent(event, incident) ? { Importance: "high" } : {}),
  };
}

function isUrgent(event: Message["event"], incident: Message["incident"]): boolean {
  return incident?.severity === "critical" && ["opened", "reopened", "escalated"].includes(event);
}
