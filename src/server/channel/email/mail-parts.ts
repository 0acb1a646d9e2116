import type { Message } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { clipped } from "../text/clipped.ts";
import { eventWords } from "../text/event-words.ts";

/** What happened and how bad it is, in words. */
export function headline({ event, incident }: Message): string {
  if (incident === null) return eventWords[event];
  const severity = event === "resolved" ? `was ${incident.severity}` : incident.severity;
  return `${eventWords[event]} (${severity}, incident ${clipped(incident.id, 20)})`;
}

/** `Ana Silva` of `Ana Silva <ana@corp.com>`. */
export function personName(mention: string): string {
  return clipped(mention.replace(/\s*<[^<>]*>\s*$/, ""), 60);
}

/** Links that a mail can hold: addresses of the web alone. */
export function linkRows(
  { runbook }: Message,
  { open, acknowledge, silence }: MessageLinks,
): { label: string; address: string }[] {
  const given = [
    { label: "Open in Smokewatch", address: open },
    { label: "Acknowledge", address: acknowledge },
    { label: "Silence for 1 hour", address: silence },
    { label: "Runbook", address: runbook ?? undefined },
  ];
  return given.flatMap(({ label, address }) => {
    if (address === undefined || !URL.canParse(address) || !/^https?:/i.test(address)) return [];
    return [{ label, address: new URL(address).href }];
  });
}
