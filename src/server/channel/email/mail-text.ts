import type { Message } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { clippedText } from "../clipped-text.ts";
import { messageActions } from "../message-actions.ts";
import { messageEyebrow } from "../message-eyebrow.ts";
import { FOOTER, LONGEST_ADDRESS, personName } from "./mail-parts.ts";

/** The whole message for programs that show no HTML, and for people who prefer none. */
export function mailText(message: Message, links: MessageLinks): string {
  const { facts, mentions, summary, title } = message;
  const width = Math.max(0, ...facts.map(({ name }) => clippedText(name, 40).length));
  const rows = facts.map(
    ({ name, value }) => `${`${clippedText(name, 40)}:`.padEnd(width + 2)}${clippedText(value, 400)}`,
  );
  const sections = [
    [messageEyebrow(message), clippedText(title, 200)],
    [clippedText(summary, 2000)],
    rows,
    mentions.length === 0 ? [] : [`For: ${mentions.map(personName).join(", ")}`],
    messageActions(message, links, LONGEST_ADDRESS).map(({ title: label, url }) => `${label}:\n${url}`),
    ["-- ", FOOTER],
  ];
  return `${sections
    .map((lines) => lines.filter((line) => line !== "").join("\n"))
    .filter((section) => section !== "")
    .join("\n\n")}\n`;
}
