import type { Channel, LinksFor } from "./channel.ts";

/** Sends nothing: its messages are only kept. */
export function createInboxChannel({ name, linksFor }: { name: string; linksFor: LinksFor }): Channel {
  return {
    name,
    kind: "inbox",
    sends: false,
    render: (message) => ({ contentType: "application/json", body: { ...message, links: linksFor(message) } }),
    send: () => Promise.resolve({ kind: "accepted", detail: "kept" }),
  };
}
