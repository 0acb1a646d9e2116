import { createRequire } from "node:module";
import type * as AdaptiveCardsModule from "adaptivecards";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageLike } from "../../../../test/support/examples.ts";
import type { Message } from "../../../core/model/message.ts";
import type { MessageLinks } from "../channel.ts";
import { adaptiveCard, type Card, LARGEST_BODY_BYTES } from "./adaptive-card.ts";

// The package's modules cannot be imported by Node; its bundle can be required.
const AdaptiveCards = createRequire(import.meta.url)(
  "adaptivecards/dist/adaptivecards.js",
) as typeof AdaptiveCardsModule;

const links: MessageLinks = { open: "https://smoke.example.com/incidents/i-1" };

const message: Message = messageLike({
  at: Date.parse("2025-07-13T17:36:00Z"),
  title: "reversed is far above normal",
  summary: "49 reversed in the minute of 14:35, where about 2 are normal.",
  facts: [
    { name: "Scope", value: "all traffic" },
    { name: "Status", value: "backend_reversed" },
  ],
  trail: [
    { at: 0, value: 2, expected: 2 },
    { at: 60_000, value: 49, expected: 2 },
  ],
  path: "/incidents/i-1",
});

function cardOf(change: Partial<Message> = {}, given = links): Card {
  return adaptiveCard({ ...message, ...change }, given).attachments[0].content;
}

function bytesOf(change: Partial<Message>): number {
  return Buffer.byteLength(JSON.stringify(adaptiveCard({ ...message, ...change }, links)));
}

/** What Microsoft's own renderer has to say against a card. */
function faultsOf(card: Card): string[] {
  const context = new AdaptiveCards.SerializationContext();
  const parsed = new AdaptiveCards.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i)?.message ?? "");
  const failures = parsed.validateProperties().validationEvents.map((event) => event.message);
  return [...events, ...failures];
}

/** All texts of a card, in order. */
function textsOf(element: unknown): string[] {
  if (Array.isArray(element)) return element.flatMap(textsOf);
  if (typeof element !== "object" || element === null) return [];
  if ("text" in element && typeof element.text === "string") return [element.text];
  return Object.values(element).flatMap(textsOf);
}

const absurd = "<at>all</at> [x](http://evil.example) **é😀**\n".repeat(5000);
const absurdMessage: Partial<Message> = {
  title: absurd,
  summary: absurd,
  facts: Array.from({ length: 500 }, () => ({ name: absurd, value: absurd })),
  trail: Array.from({ length: 5000 }, (_, i) => ({ at: i, value: i, expected: Number.NaN })),
};

describe("adaptiveCard", () => {
  test("is the body that a workflow takes", () => {
    expect(adaptiveCard(message, links)).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: { type: "AdaptiveCard", version: "1.5", msteams: { width: "Full" } },
        },
      ],
    });
  });

  test("says what happened, and shows the trail beside what was expected", () => {
    expect(textsOf(cardOf().body).map((text) => text.replaceAll("\u00a0", " "))).toEqual([
      "Incident 1",
      "reversed is far above normal",
      "49 reversed in the minute of 14:35, where about 2 are normal.",
      "Scope",
      "all traffic",
      "Status",
      "backend_reversed",
      "actual   ▁█",
      "expected ▁▁",
      "last 2 ticks, highest bar 49",
    ]);
  });

  test.each([
    ["opened", "attention"],
    ["updated", "attention"],
    ["resolved", "good"],
    ["test", "accent"],
  ] as const)("a card of an incident that is %s has the style %s", (event, style) => {
    expect(cardOf({ event }).body[0]).toMatchObject({ type: "Container", style });
  });

  test("leads to the incident, and to what can be done about it", () => {
    const given = {
      ...links,
      acknowledge: "https://smoke.example.com/act/a",
      silence: "https://smoke.example.com/act/s",
    };
    expect(cardOf({}, given).actions).toMatchObject([
      { type: "Action.OpenUrl", title: "Open in Smokewatch", url: links.open },
      { type: "Action.OpenUrl", title: "Acknowledge", url: given.acknowledge },
      { type: "Action.OpenUrl", title: "Silence for 1 hour", url: given.silence },
    ]);
  });

  test.each(["", "javascript:alert(1)", `https://example.com/${"x".repeat(3000)}`])("has no link for %j", (open) => {
    expect(cardOf({}, { open }).actions).toEqual([]);
  });

  test("nothing in it is read as Markdown: texts stand in text runs, as they are", () => {
    const title = "[x](http://evil.example) **a** <at>all</at> back_end_reversed";
    const json = JSON.stringify(cardOf({ title, summary: title, facts: [{ name: title, value: title }] }));
    expect(json).not.toMatch(/"type":"(TextBlock|FactSet)"/);
    expect(json).not.toContain("entities");
    expect(textsOf(cardOf({ title }).body)).toContain(title);
  });

  test("control characters, broken characters and marks that reorder text become spaces", () => {
    expect(textsOf(cardOf({ title: "a\u0000\n\u202eb\ud800 c" }).body)[1]).toBe("a b  c");
  });

  test.each<[string, Partial<Message>]>([
    ["an ordinary message", {}],
    ["nothing but a title", { summary: "", facts: [], trail: [] }],
    ["absurd lengths", absurdMessage],
    ["absurd lengths that JSON makes longer", { summary: '"\\'.repeat(9000), facts: absurdMessage.facts ?? [] }],
  ])("Microsoft's renderer finds no fault with %s", (_name, change) => {
    expect(faultsOf(cardOf(change))).toEqual([]);
  });

  test("the check above would notice a fault", () => {
    expect(faultsOf({ ...cardOf(), body: [{ type: "Nonsense" }] })).not.toEqual([]);
  });

  test("gives up facts first, then the trail, and keeps title, summary and link", () => {
    const fact = (length: number) => ({ name: "n", value: "😀".repeat(length) });
    const rows = (change: Partial<Message>) => cardOf(change).body.filter((element) => element["type"] === "ColumnSet");
    const many = { facts: Array.from({ length: 20 }, () => fact(350)) };
    expect(bytesOf(many)).toBeLessThanOrEqual(LARGEST_BODY_BYTES);
    expect(rows({ facts: Array.from({ length: 20 }, () => fact(10)) })).toHaveLength(20);
    expect(rows(many)).toHaveLength(8);
    expect(textsOf(cardOf(many).body).at(-1)).toContain("highest bar");
    expect(cardOf(absurdMessage).actions).toHaveLength(1);
  });

  test("property: it is below the budget and well-formed, whatever the message", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.nat(30_000).map((length) => "😀\u0001\\".repeat(length / 3)),
    );
    const anyMessage = fc.record({
      title: text,
      summary: text,
      facts: fc.array(fc.record({ name: text, value: text }), { maxLength: 40 }),
      trail: fc.array(fc.record({ at: fc.nat(), value: fc.double(), expected: fc.double() }), { maxLength: 60 }),
      path: text,
    });
    fc.assert(
      fc.property(anyMessage, (change) => {
        expect(bytesOf(change)).toBeLessThanOrEqual(LARGEST_BODY_BYTES);
        expect(faultsOf(cardOf(change))).toEqual([]);
      }),
    );
  });
});
