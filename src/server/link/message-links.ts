import type { Message, MessageEvent } from "../../core/model/message.ts";
import type { LinksFor } from "../channel/channel.ts";
import type { ActionLinks } from "./action-links.ts";

const HOUR_MS = 3_600_000;
/** How long a link can be used, at least. */
export const LINK_LIFE_MS = 24 * HOUR_MS;

/** What calls for somebody; the end of an incident, and that somebody has it, do not. */
const CALLS: Record<MessageEvent, boolean> = {
  opened: true,
  updated: true,
  reopened: true,
  flapping: true,
  reminder: true,
  escalated: true,
  acknowledged: false,
  resolved: false,
  digest: false,
  trouble: false,
  recovered: false,
  heartbeat: false,
  test: false,
};

/** Gives messages their links. They count from when they are asked for, by full hours, so that a message that is tried again stays the same. */
export function linksForMessages(links: ActionLinks, now: () => number): LinksFor {
  return ({ event, incident, path }: Message) => {
    const open = links.pageAt(path);
    if (incident === null || !CALLS[event]) return { open };
    const expiresAt = Math.ceil((now() + LINK_LIFE_MS) / HOUR_MS) * HOUR_MS;
    const silence = links.linkFor({ incidentId: incident.id, action: "silence", expiresAt });
    if (incident.state === "acknowledged") return { open, silence };
    return { open, acknowledge: links.linkFor({ incidentId: incident.id, action: "acknowledge", expiresAt }), silence };
  };
}
