import type { Message, MessageEvent } from "../../core/model/message.ts";
import type { Severity } from "../../core/model/severity.ts";
import { clippedText } from "./clipped-text.ts";

const EVENT_WORDS: Readonly<Record<MessageEvent, string>> = {
  opened: "New incident",
  updated: "Goes on",
  reopened: "Back again",
  reminder: "Reminder",
  escalated: "Escalated: nobody has answered",
  digest: "Several incidents",
  flapping: "Comes and goes",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
  trouble: "Smokewatch itself: trouble",
  recovered: "Smokewatch itself: in order again",
  heartbeat: "Heartbeat",
  test: "Test message",
};

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { critical: "Critical", major: "Major", minor: "Minor" };

/** The small line above a title: what kind of message it is, how bad, and of which incident. */
export function messageEyebrow({ event, incident }: Message): string {
  const words = EVENT_WORDS[event];
  if (incident === null) return words;
  const number = `Incident ${clippedText(incident.id, 20)}`;
  return event === "resolved"
    ? [words, `was ${incident.severity}`, number].join(" · ")
    : [SEVERITY_WORDS[incident.severity], words, number].join(" · ");
}
