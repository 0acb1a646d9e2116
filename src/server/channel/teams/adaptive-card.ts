import type { Message, MessageEvent } from "../../../core/model/message.ts";
import { clipped } from "../text/clipped.ts";
import { trailLines } from "../text/trail-lines.ts";

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
  const lines = trailLines(trail, extent.ticks);
  if (lines === null) return [];
  const row = (text: string, run: Element, spacing: string): Element =>
    paragraph(text, { fontType: "Monospace", ...run }, { spacing });
  return [
    row(lines.actual, {}, "Medium"),
    row(lines.expected, { isSubtle: true }, "None"),
    paragraph(lines.note, { size: "Small", isSubtle: true }, { spacing: "None" }),
  ];
}

function linkTo({ path }: Message, publicUrl: string): Element[] {
  const address = publicUrl.replace(/\/+$/, "") + (path.startsWith("/") ? path : `/${path}`);
  if (!URL.canParse(address) || !/^https?:/i.test(address)) return [];
  const url = new URL(address).href;
  return url.length > LONGEST_ADDRESS ? [] : [{ type: "Action.OpenUrl", title: "Open in Smokewatch", url }];
}

function cardBody(message: Message, publicUrl: string, extent: Extent): CardBody {
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
    actions: linkTo(message, publicUrl),
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

/** The body to post to a Teams workflow: the whole message if it fits, less of it otherwise. */
export function adaptiveCard(message: Message, options: { publicUrl: string }): CardBody {
  let body = cardBody(message, options.publicUrl, WHOLE);
  for (const extent of lessAndLess) {
    if (Buffer.byteLength(JSON.stringify(body)) <= LARGEST_BODY_BYTES) break;
    body = cardBody(message, options.publicUrl, extent);
  }
  return body;
}
