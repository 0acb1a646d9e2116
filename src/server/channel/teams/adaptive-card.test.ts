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
  const told = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i)?.message ?? "");
  // Teams draws charts; the renderer that is published does not, and takes their fallback.
  const events = told.filter((event) => !event.includes("Chart.Line"));
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
      "Major · New incident · Incident 1",
      "reversed is far above normal",
      "49 reversed in the minute of 14:35, where about 2 are normal.",
      "Scope",
      "all traffic",
      "Status",
      "backend_reversed",
      "actual   ▁█",
      "expected ▁▁",
      "00:00 to 00:01 (UTC), highest bar 49",
    ]);
  });

  test("draws actual and expected as lines where charts are known, and as bars of text elsewhere", () => {
    const chart = cardOf().body.find((element) => element["type"] === "Chart.Line");
    expect(chart).toMatchObject({
      title: "Actual and expected",
      xAxisTitle: "00:00 to 00:01 (UTC)",
      yAxisTitle: "Transactions",
      data: [
        {
          legend: "actual",
          color: "attention",
          values: [
            { x: "1970-01-01T00:00:00Z", y: 2 },
            { x: "1970-01-01T00:01:00Z", y: 49 },
          ],
        },
        { legend: "expected", color: "neutral", values: [{ y: 2 }, { y: 2 }] },
      ],
      fallback: { type: "Container" },
    });
  });

  test("times are those of the operation", () => {
    const texts = textsOf(cardOf({ timeZone: "America/Sao_Paulo" }).body);
    expect(texts.at(-1)).toBe("21:00 to 21:01 (America/Sao_Paulo), highest bar 49");
  });

  test.each([
    ["opened", "critical", "attention", "Critical · New incident · Incident 1"],
    ["opened", "minor", "accent", "Minor · New incident · Incident 1"],
    ["updated", "major", "warning", "Major · Goes on · Incident 1"],
    ["escalated", "critical", "attention", "Critical · Escalated: nobody has answered · Incident 1"],
    ["flapping", "critical", "warning", "Critical · Comes and goes · Incident 1"],
    ["acknowledged", "critical", "accent", "Critical · Acknowledged · Incident 1"],
    ["resolved", "critical", "good", "Resolved · was critical · Incident 1"],
  ] as const)(
    "a card of an incident that is %s and %s has the style %s and says so",
    (event, severity, style, words) => {
      const incident = message.incident === null ? null : { ...message.incident, severity };
      const [header] = cardOf({ event, incident }).body;
      expect(header).toMatchObject({ type: "Container", style });
      expect(textsOf(header)[0]).toBe(words);
    },
  );

  test.each([
    ["digest", "attention", "Several incidents"],
    ["trouble", "warning", "Smokewatch itself: trouble"],
    ["recovered", "good", "Smokewatch itself: in order again"],
    ["heartbeat", "accent", "Heartbeat"],
    ["test", "accent", "Test message"],
  ] as const)("a card of no incident: %s has the style %s and says %s", (event, style, words) => {
    const [header] = cardOf({ event, incident: null }).body;
    expect(header).toMatchObject({ type: "Container", style });
    expect(textsOf(header)[0]).toBe(words);
  });

  test("people of the configuration are called by name, whatever their name is", () => {
    const card = cardOf({ mentions: ["Ana Silva <ana@corp.com>", "[x](y)*Bo*</at> <bo@corp.com>", "the night shift"] });
    expect(card.msteams.entities).toEqual([
      { type: "mention", text: "<at>Ana Silva</at>", mentioned: { id: "ana@corp.com", name: "Ana Silva" } },
    ]);
    expect(card.body).toContainEqual(expect.objectContaining({ type: "TextBlock", text: "<at>Ana Silva</at>" }));
    expect(textsOf(card.body)).toContain("[x](y)*Bo*</at> <bo@corp.com>, the night shift");
    expect(cardOf({ mentions: ["*Bo* [x](http://y) <bo@corp.com>"] }).msteams.entities).toEqual([
      { type: "mention", text: "<at>Bo x http y</at>", mentioned: { id: "bo@corp.com", name: "Bo x http y" } },
    ]);
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
    const runbook = "https://wiki.example.com/denied";
    expect(cardOf({ runbook }).actions).toMatchObject([{}, { type: "Action.OpenUrl", title: "Runbook", url: runbook }]);
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
    const fact = (length: number) => ({ name: "😀".repeat(length), value: "😀".repeat(length) });
    const rows = (change: Partial<Message>, given = links) =>
      cardOf(change, given).body.filter((element) => element["type"] === "ColumnSet");
    const many = { facts: Array.from({ length: 20 }, () => fact(350)) };
    expect(bytesOf(many)).toBeLessThanOrEqual(LARGEST_BODY_BYTES);
    expect(rows({ facts: Array.from({ length: 20 }, () => fact(10)) })).toHaveLength(20);
    expect(rows(many)).toHaveLength(8);
    expect(textsOf(cardOf(many).body).at(-1)).toContain("highest bar");
    const long = Array.from({ length: 60 }, (_, i) => ({ at: i * 60_000, value: i, expected: i }));
    const points = (change: Partial<Message>, given = links) =>
      cardOf(change, given).body.flatMap((element) => (element["type"] === "Chart.Line" ? [element["data"]] : []));
    expect(points({ trail: long })).toMatchObject([[{ values: { length: 60 } }, { values: { length: 60 } }]]);
    const runbook = `https://wiki.example.com/${"x".repeat(1400)}`;
    const fuller = { ...many, summary: "😀".repeat(1000), trail: long, runbook };
    const longLinks = { open: runbook, acknowledge: runbook };
    expect(points(fuller, longLinks)).toMatchObject([[{ values: { length: 24 } }, { values: { length: 24 } }]]);
    expect(rows(fuller, longLinks)).toHaveLength(8);
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
      mentions: fc.array(
        text.map((name) => `${name.slice(0, 200)}<ana@corp.com>`),
        { maxLength: 40 },
      ),
      runbook: fc.nat(3000).map((length) => `https://wiki.example.com/${"x".repeat(length)}`),
    });
    fc.assert(
      fc.property(anyMessage, (change) => {
        expect(bytesOf(change)).toBeLessThanOrEqual(LARGEST_BODY_BYTES);
        expect(faultsOf(cardOf(change))).toEqual([]);
      }),
    );
  });
});
