import type { Message } from "../../core/model/message.ts";
import type { MessageLinks } from "./channel.ts";

export interface MessageAction {
  name: "open" | "acknowledge" | "silence" | "runbook";
  title: string;
  url: string;
}

/** What a message offers to do, as links of at most `longest` characters; each opens a page. */
export function messageActions({ runbook }: Message, links: MessageLinks, longest: number): MessageAction[] {
  const offered = [
    { name: "open", title: "Open in Smokewatch", address: links.open },
    { name: "acknowledge", title: "Acknowledge", address: links.acknowledge },
    { name: "silence", title: "Silence for 1 hour", address: links.silence },
    { name: "runbook", title: "Runbook", address: runbook ?? undefined },
  ] as const;
  return offered.flatMap(({ name, title, address }) => {
    if (address === undefined || !URL.canParse(address) || !/^https?:/i.test(address)) return [];
    const url = new URL(address).href;
    return url.length > longest ? [] : [{ name, title, url }];
  });
}
