import type { Message, MessageEvent } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { fitting } from "../fitting.ts";
import { messageExtents, shortMessage } from "../short-message.ts";

/** CloudEvents 1.0, structured mode. `id` is that of the delivery, and added when it is sent. */
export interface CloudEvent {
  specversion: "1.0";
  type: string;
  source: string;
  subject: string;
  time: string;
  datacontenttype: "application/json";
  data: Message & { links: MessageLinks };
}

/** What every transport of CloudEvents must take. */
export const LARGEST_BODY_BYTES = 64_000;

const NOUNS: Readonly<Record<MessageEvent, string>> = {
  opened: "incident",
  updated: "incident",
  reopened: "incident",
  flapping: "incident",
  acknowledged: "incident",
  resolved: "incident",
  reminder: "incident",
  escalated: "incident",
  digest: "incident",
  trouble: "monitor",
  recovered: "monitor",
  heartbeat: "channel",
  test: "channel",
};

/** A message as an event: the whole of it if it is of a usual size, less of it otherwise. */
export function cloudEvent(message: Message, links: MessageLinks, source: string): CloudEvent {
  const { event, at, incident, thread } = message;
  return fitting(
    messageExtents,
    (extent) => ({
      specversion: "1.0",
      type: `io.smokewatch.${NOUNS[event]}.${event}`,
      source,
      subject: incident?.id ?? thread,
      time: new Date(at).toISOString(),
      datacontenttype: "application/json",
      data: { ...shortMessage(message, extent), links },
    }),
    LARGEST_BODY_BYTES,
  );
}
