import type { MessageEvent } from "../../../core/model/message.ts";

/** What happened, above the title of a message. */
export const eventWords: Readonly<Record<MessageEvent, string>> = {
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
