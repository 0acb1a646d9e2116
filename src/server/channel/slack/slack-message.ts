import type { Message } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { clippedUnits } from "../clipped-text.ts";
import { fitting } from "../fitting.ts";
import { messageActions } from "../message-actions.ts";
import { messageEyebrow } from "../message-eyebrow.ts";
import { trailLines } from "../trail-lines.ts";
import { slackMentions } from "./slack-mentions.ts";

export interface SlackMessage {
  /** What notifications show; escaped, as Slack reads it. */
  text: string;
  unfurl_links: false;
  unfurl_media: false;
  blocks: Block[];
}

type Block = Readonly<Record<string, unknown>>;

/** Of Slack, in characters. */
const LONGEST_HEADER = 150;
const LONGEST_ADDRESS = 3000;
/** Slack says of a whole message only that it may be too long; this much it takes. */
export const LARGEST_BODY_BYTES = 12_000;

interface Extent {
  summary: number;
  facts: number;
  fact: number;
  hasTrail: boolean;
  mentions: number;
}

const EXTENTS: readonly [Extent, ...Extent[]] = [
  { summary: 2000, facts: 20, fact: 400, hasTrail: true, mentions: 20 },
  { summary: 1000, facts: 8, fact: 120, hasTrail: true, mentions: 10 },
  { summary: 1000, facts: 6, fact: 80, hasTrail: false, mentions: 5 },
  { summary: 400, facts: 0, fact: 0, hasTrail: false, mentions: 3 },
];

/** The least of a message: the sentence, and where to read the rest. */
export function withoutBlocks({ text, blocks }: SlackMessage): Omit<SlackMessage, "blocks"> {
  const [open] = blocks.flatMap((block) =>
    block["type"] === "actions" ? (block["elements"] as { url: string }[]) : [],
  );
  return {
    text: open === undefined ? text : `${text}\n<${escaped(open.url)}>`,
    unfurl_links: false,
    unfurl_media: false,
  };
}

export interface SlackView {
  links: MessageLinks;
  /** Slack's ids of people and groups, by the names that routes call them. */
  people: Readonly<Record<string, string>>;
}

/**
 * The body for an incoming webhook: the whole message if it fits, less of it otherwise. Everything that came in with a transaction
 * stands in plain text or in rich text, which Slack takes as it is.
 */
export function slackMessage(message: Message, view: SlackView): SlackMessage {
  return fitting(EXTENTS, (extent) => slackMessageOf(message, view, extent), LARGEST_BODY_BYTES);
}

function slackMessageOf(message: Message, { links, people }: SlackView, extent: Extent): SlackMessage {
  const eyebrow = messageEyebrow(message);
  const title = clippedUnits(message.title, LONGEST_HEADER) || "Smokewatch";
  const summary = clippedUnits(message.summary, extent.summary);
  return {
    text: escaped(clippedUnits(`${title}. ${summary}`, 500)),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: "header", text: plainText(title) },
      { type: "context", elements: [plainText(eyebrow)] },
      ...(summary === "" ? [] : [{ type: "section", text: plainText(summary) }]),
      ...mentionBlocks(message.mentions.slice(0, extent.mentions), people),
      ...factBlocks(message.facts.slice(0, extent.facts), extent),
      ...(extent.hasTrail ? trailBlocks(message) : []),
      ...actionBlocks(message, links),
      { type: "context", elements: [plainText(`Smokewatch · ${timeText(message)}`)] },
    ],
  };
}

function plainText(text: string): Block {
  return { type: "plain_text", text, emoji: false };
}

/** Of what Slack reads as markup; with these three, no link and no mention can be written. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function mentionBlocks(mentions: readonly string[], people: SlackView["people"]): Block[] {
  const { called, others } = slackMentions(mentions, people);
  return [
    ...(called === "" ? [] : [{ type: "section", text: { type: "mrkdwn", text: called, verbatim: true } }]),
    ...(others.length === 0 ? [] : [{ type: "context", elements: [plainText(clippedUnits(others.join(", "), 600))] }]),
  ];
}

function factBlocks(facts: Message["facts"], extent: Extent): Block[] {
  const rows = facts.map(({ name, value }) => ({
    name: clippedUnits(name, Math.min(80, extent.fact)) || "·",
    value: clippedUnits(value, extent.fact) || "·",
  }));
  if (rows.length === 0) return [];
  const elements = rows.flatMap(({ name, value }, index) => [
    { type: "text", text: index === 0 ? name : `\n${name}`, style: { bold: true } },
    { type: "text", text: `  ${value}` },
  ]);
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
}

function trailBlocks({ trail, timeZone }: Message): Block[] {
  const lines = trailLines(trail, timeZone);
  if (lines === null) return [];
  const text = `${lines.actual}\n${lines.expected}\n${lines.note}`;
  return [{ type: "rich_text", elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }] }];
}

/** Each opens a page: a webhook's message cannot act by itself. */
function actionBlocks(message: Message, links: MessageLinks): Block[] {
  const elements = messageActions(message, links, LONGEST_ADDRESS).map(({ name, title, url }) => ({
    type: "button",
    action_id: name,
    text: plainText(title),
    url,
    ...(name === "acknowledge" ? { style: "primary" } : {}),
  }));
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

function timeText({ at, timeZone }: Message): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" });
  return `${clock.format(at)} (${timeZone})`;
}
