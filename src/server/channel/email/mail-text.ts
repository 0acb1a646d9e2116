import type { Message } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { clipped } from "../text/clipped.ts";
import { headline, linkRows, personName } from "./mail-parts.ts";

/** The whole message for programs that show no HTML, and for people who prefer none. */
export function mailText(message: Message, links: MessageLinks): string {
  const { facts, mentions, summary, title } = message;
  const width = Math.max(0, ...facts.map(({ name }) => clipped(name, 40).length));
  const rows = facts.map(({ name, value }) => `${`${clipped(name, 40)}:`.padEnd(width + 2)}${clipped(value, 400)}`);
  const sections = [
    [headline(message), clipped(title, 200)],
    [clipped(summary, 2000)],
    rows,
    mentions.length === 0 ? [] : [`For: ${mentions.map(personName).join(", ")}`],
    linkRows(message, links).map(({ label, address }) => `${label}:\n${address}`),
    ["-- ", "Sent by Smokewatch. Who gets which messages is set by its routes."],
  ];
  return `${sections
    .map((lines) => lines.filter((line) => line !== "").join("\n"))
    .filter((section) => section !== "")
    .join("\n\n")}\n`;
}
