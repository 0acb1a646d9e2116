import type { Message, MessageEvent } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { textSparkline } from "./text-sparkline.ts";

export interface CardBody {
  type: "message";
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive"; contentUrl: null; content: Card }];
}

export interface Card {
  $schema: string;
  type: "AdaptiveCard";
  version: "1.5";
  msteams: { width: "Full" };
  fallbackText: string;
  body: Element[];
  actions: Element[];
}

type Element = Readonly<Record<string, unknown>>;

/** How much of a message goes into the card. */
interface Extent {
  title: number;
  summary: number;
  facts: number;
  fact: number;
  ticks: number;
}

/**
 * Teams refuses cards above 28 KB, counted after it has made them larger itself (a body of 24,453 bytes was refused as 28,897),
 * so ours stay below this, in bytes of the whole body.
 */
export const LARGEST_BODY_BYTES = 20_000;

const WHOLE: Extent = { title: 200, summary: 2000, facts: 20, fact: 400, ticks: 24 };

/** Tried in this order until the card is small enough. The last always is. */
const lessAndLess: readonly Extent[] = [
  { title: 200, summary: 1000, facts: 8, fact: 120, ticks: 24 },
  { title: 200, summary: 1000, facts: 6, fact: 80, ticks: 0 },
  { title: 120, summary: 400, facts: 0, fact: 0, ticks: 0 },
];

const LONGEST_ADDRESS = 1500;

const styles: Readonly<Record<MessageEvent, string>> = {
  opened: "attention",
  updated: "attention",
  reopened: "attention",
  reminder: "attention",
  escalated: "attention",
  digest: "attention",
  trouble: "warning",
  flapping: "warning",
  acknowledged: "accent",
  heartbeat: "accent",
  recovered: "good",
  resolved: "good",
  test: "accent",
};

const LABELS: Readonly<Partial<Record<MessageEvent, string>>> = {
  digest: "Several incidents",
  trouble: "Smokewatch itself",
  recovered: "Smokewatch itself",
  heartbeat: "Heartbeat",
  test: "Test message",
};

/** Control characters, halves of characters, and marks that reorder the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const NO_BREAK_SPACE = "\u00a0";

function clipped(text: string, longest: number): string {
  const plain = text
    .slice(0, longest * 4)
    .replace(UNPRINTABLE, " ")
    .trim();
  const characters = Array.from(plain);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : plain;
}

/**
 * Text runs take their text as it is. A TextBlock or a FactSet would read it as Markdown, in which a merchant's name could be a link
 * or a mention, and whose escapes the mobile apps show as backslashes.
 */
function paragraph(text: string, run: Element = {}, block: Element = {}): Element {
  return { type: "RichTextBlock", ...block, inlines: [{ type: "TextRun", text, ...run }] };
}

function header({ event, title, incident }: Message, extent: Extent): Element {
  const text = incident === null ? (LABELS[event] ?? "Smokewatch") : `Incident ${clipped(incident.id, 20)}`;
  return {
    type: "Container",
    style: styles[event],
    bleed: true,
    items: [
      paragraph(text, { size: "Small", weight: "Bolder", isSubtle: true }),
      paragraph(clipped(title, extent.title), { size: "Large", weight: "Bolder" }, { spacing: "None" }),
    ],
  };
}

function factRow({ name, value }: Message["facts"][number], extent: Extent, index: number): Element {
  const column = (width: number, item: Element): Element => ({ type: "Column", width, items: [item] });
  return {
    type: "ColumnSet",
    spacing: index === 0 ? "Medium" : "Small",
    columns: [
      column(1, paragraph(clipped(name, Math.min(60, extent.fact)), { weight: "Bolder" })),
      column(3, paragraph(clipped(value, extent.fact))),
    ],
  };
}

function trailRows(trail: Message["trail"], extent: Extent): Element[] {
  const ticks = trail.slice(-Math.max(1, extent.ticks));
  if (extent.ticks === 0 || ticks.length < 2) return [];
  const values = ticks.map((tick) => tick.value);
  const expected = ticks.map((tick) => tick.expected);
  const top = Math.max(...[...values, ...expected].filter(Number.isFinite), 0);
  const row = (name: string, bars: string, run: Element, spacing: string): Element =>
    paragraph(name.padEnd(9, NO_BREAK_SPACE) + bars, { fontType: "Monospace", ...run }, { spacing });
  const highest = top.toLocaleString("en-US", { maximumFractionDigits: 1 });
  return [
    row("actual", textSparkline(values, top), {}, "Medium"),
    row("expected", textSparkline(expected, top), { isSubtle: true }, "None"),
    paragraph(
      `last ${ticks.length} ticks, highest bar ${highest}`,
      { size: "Small", isSubtle: true },
      { spacing: "None" },
    ),
  ];
}

/** Each opens a page: a webhook's card cannot act by itself. */
function linkActions({ open, acknowledge, silence }: MessageLinks): Element[] {
  return [
    ...linkAction("Open in Smokewatch", open),
    ...linkAction("Acknowledge", acknowledge),
    ...linkAction("Silence for 1 hour", silence),
  ];
}

function linkAction(title: string, address: string | undefined): Element[] {
  if (address === undefined || !URL.canParse(address) || !/^https?:/i.test(address)) return [];
  const url = new URL(address).href;
  return url.length > LONGEST_ADDRESS ? [] : [{ type: "Action.OpenUrl", title, url }];
}

function cardBody(message: Message, links: MessageLinks, extent: Extent): CardBody {
  const summary = clipped(message.summary, extent.summary);
  const content: Card = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.5",
    msteams: { width: "Full" },
    fallbackText: `Smokewatch: ${clipped(message.title, 120)}`,
    body: [
      header(message, extent),
      ...(summary === "" ? [] : [paragraph(summary, {}, { spacing: "Medium" })]),
      ...message.facts.slice(0, extent.facts).map((fact, index) => factRow(fact, extent, index)),
      ...trailRows(message.trail, extent),
    ],
    actions: linkActions(links),
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

/** The body to post to a Teams workflow: the whole message if it fits, less of it otherwise. */
export function adaptiveCard(message: Message, links: MessageLinks): CardBody {
  let body = cardBody(message, links, WHOLE);
  for (const extent of lessAndLess) {
    if (Buffer.byteLength(JSON.stringify(body)) <= LARGEST_BODY_BYTES) break;
    body = cardBody(message, links, extent);
  }
  return body;
}
