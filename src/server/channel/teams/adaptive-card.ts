import type { Message } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { clippedText } from "../clipped-text.ts";
import { fitting } from "../fitting.ts";
import { messageActions } from "../message-actions.ts";
import { cardChart } from "./card-chart.ts";
import { type Element, type Extent, factRow, paragraph } from "./card-element.ts";
import { cardHeader } from "./card-header.ts";
import { cardMentions } from "./card-mentions.ts";

export interface CardBody {
  type: "message";
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive"; contentUrl: null; content: Card }];
}

export interface Card {
  $schema: string;
  type: "AdaptiveCard";
  version: "1.5";
  msteams: { width: "Full"; entities?: readonly Element[] };
  fallbackText: string;
  body: Element[];
  actions: Element[];
}

/**
 * Teams refuses cards above 28 KB, counted after it has made them larger itself (a body of 24,453 bytes was refused as 28,897),
 * so ours stay below this, in bytes of the whole body.
 */
export const LARGEST_BODY_BYTES = 20_000;

/** Tried in this order until the card is small enough: fewer rows, a thinner chart, text alone. The last always is. */
const lessAndLess: readonly [Extent, ...Extent[]] = [
  { title: 200, summary: 2000, facts: 20, fact: 400, ticks: 60, mentions: 20 },
  { title: 200, summary: 1000, facts: 8, fact: 120, ticks: 60, mentions: 20 },
  { title: 200, summary: 1000, facts: 8, fact: 120, ticks: 24, mentions: 10 },
  { title: 200, summary: 1000, facts: 6, fact: 80, ticks: 0, mentions: 10 },
  { title: 120, summary: 400, facts: 0, fact: 0, ticks: 0, mentions: 3 },
];

const LONGEST_ADDRESS = 1500;

function cardBody(message: Message, links: MessageLinks, extent: Extent): CardBody {
  const summary = clippedText(message.summary, extent.summary);
  const { elements, entities } = cardMentions(message, extent);
  const content: Card = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.5",
    msteams: { width: "Full", ...(entities.length === 0 ? {} : { entities }) },
    fallbackText: `Smokewatch: ${clippedText(message.title, 120)}`,
    body: [
      cardHeader(message, extent),
      ...(summary === "" ? [] : [paragraph(summary, {}, { spacing: "Medium" })]),
      ...message.facts.slice(0, extent.facts).map((fact, index) => factRow(fact, extent, index)),
      ...cardChart(message, extent),
      ...elements,
    ],
    // Each opens a page: a webhook's card cannot act by itself.
    actions: messageActions(message, links, LONGEST_ADDRESS).map(({ title, url }) => ({
      type: "Action.OpenUrl",
      title,
      url,
    })),
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

/** The body to post to a Teams workflow: the whole message if it fits, less of it otherwise. */
export function adaptiveCard(message: Message, links: MessageLinks): CardBody {
  return fitting(lessAndLess, (extent) => cardBody(message, links, extent), LARGEST_BODY_BYTES);
}
