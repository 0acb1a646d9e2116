import * as fc from "fast-check";
import Type from "typebox";
import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";
import { anyMessage } from "../../../../test/support/any-message.ts";
import { messageLike } from "../../../../test/support/examples.ts";
import type { Message } from "../../../core/model/message.ts";
import { LARGEST_BODY_BYTES, slackMessage } from "./slack-message.ts";

const closed = { additionalProperties: false };
const plainText = (maxLength: number) =>
  Type.Object(
    { type: Type.Literal("plain_text"), text: Type.String({ minLength: 1, maxLength }), emoji: Type.Literal(false) },
    closed,
  );
const RichText = Type.Object(
  {
    type: Type.Literal("text"),
    text: Type.String({ minLength: 1 }),
    style: Type.Optional(Type.Object({ bold: Type.Literal(true) }, closed)),
  },
  closed,
);

/** The blocks that are used, with the limits of Slack's reference (docs.slack.dev/reference/block-kit). */
const Block = Type.Union([
  Type.Object({ type: Type.Literal("header"), text: plainText(150) }, closed),
  Type.Object({ type: Type.Literal("section"), text: plainText(3000) }, closed),
  Type.Object(
    {
      type: Type.Literal("section"),
      text: Type.Object(
        {
          type: Type.Literal("mrkdwn"),
          text: Type.String({
            pattern: "^(?:<(?:@[UW]|!subteam\\^S)[A-Z0-9]+>|<!here>|<!channel>| )+$",
            maxLength: 3000,
          }),
          verbatim: Type.Literal(true),
        },
        closed,
      ),
    },
    closed,
  ),
  Type.Object(
    { type: Type.Literal("context"), elements: Type.Array(plainText(2000), { minItems: 1, maxItems: 10 }) },
    closed,
  ),
  Type.Object(
    {
      type: Type.Literal("rich_text"),
      elements: Type.Array(
        Type.Object(
          {
            type: Type.Enum(["rich_text_section", "rich_text_preformatted"]),
            elements: Type.Array(RichText, { minItems: 1 }),
          },
          closed,
        ),
        { minItems: 1 },
      ),
    },
    closed,
  ),
  Type.Object(
    {
      type: Type.Literal("actions"),
      elements: Type.Array(
        Type.Object(
          {
            type: Type.Literal("button"),
            action_id: Type.String({ minLength: 1, maxLength: 255 }),
            text: plainText(75),
            url: Type.String({ pattern: "^https?://", maxLength: 3000 }),
            style: Type.Optional(Type.Literal("primary")),
          },
          closed,
        ),
        { minItems: 1, maxItems: 25 },
      ),
    },
    closed,
  ),
]);
const Body = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    unfurl_links: Type.Literal(false),
    unfurl_media: Type.Literal(false),
    blocks: Type.Array(Block, { minItems: 1, maxItems: 50 }),
  },
  closed,
);

const links = {
  open: "https://smoke.example.com/#/incidents/12",
  acknowledge: "https://smoke.example.com/act/a",
  silence: "https://smoke.example.com/act/s",
};
const people = { "Ana Silva": "U012AB3CD", night: "S0NIGHT12", all: "here", broken: "ana@example.com" };
const start = Date.parse("2025-07-13T17:30:00Z");
const message: Message = messageLike({
  at: start,
  title: "Alert: denied is far above normal",
  summary: "49 denied in the minute of 14:35, where about 2 are normal.",
  facts: [
    { name: "Where", value: "merchant=<!channel> *Bo* & <http://evil.example|Co>" },
    { name: "Since", value: "13 Jul, 14:30 GMT-3" },
  ],
  trail: Array.from({ length: 30 }, (_, i) => ({ at: start + i * 60_000, value: i < 20 ? 2 : 49, expected: 2 })),
  timeZone: "America/Sao_Paulo",
  runbook: "https://wiki.example.com/denied",
});

const bodyOf = (changes: Partial<Message> = {}, given = links) =>
  slackMessage({ ...message, ...changes }, { links: given, people });

describe("slackMessage", () => {
  test("says what happened, how bad, why, where and what can be done", () => {
    expect(bodyOf().blocks).toMatchObject([
      { type: "header", text: { text: "Alert: denied is far above normal" } },
      { type: "context", elements: [{ text: "Major · New incident · Incident 1" }] },
      { type: "section", text: { type: "plain_text", text: message.summary } },
      {
        type: "rich_text",
        elements: [
          {
            elements: [
              { text: "Where", style: { bold: true } },
              { text: "  merchant=<!channel> *Bo* & <http://evil.example|Co>" },
              { text: "\nSince", style: { bold: true } },
              { text: "  13 Jul, 14:30 GMT-3" },
            ],
          },
        ],
      },
      { type: "rich_text", elements: [{ type: "rich_text_preformatted" }] },
      {
        type: "actions",
        elements: [
          { action_id: "open", url: links.open },
          { action_id: "acknowledge", url: links.acknowledge, style: "primary" },
          { action_id: "silence", url: links.silence },
          { action_id: "runbook", url: "https://wiki.example.com/denied" },
        ],
      },
      { type: "context", elements: [{ text: "Smokewatch · 13 Jul 2025, 14:30 (America/Sao_Paulo)" }] },
    ]);
    expect(JSON.stringify(bodyOf())).toMatch(/expected\u00a0▁{24}/);
  });

  test("what notifications show cannot call anybody or lead anywhere", () => {
    const { text } = bodyOf({ title: "<!channel> & co", summary: "<http://evil.example|here>" });
    expect(text).toBe("&lt;!channel&gt; &amp; co. &lt;http://evil.example|here&gt;");
  });

  test("calls people and groups of the configuration, and writes names that it does not know", () => {
    const { blocks } = bodyOf({ mentions: ["Ana Silva <ana@corp.com>", "night", "all", "Bo <!channel>", "broken"] });
    expect(blocks[3]).toEqual({
      type: "section",
      text: { type: "mrkdwn", text: "<@U012AB3CD> <!subteam^S0NIGHT12> <!here>", verbatim: true },
    });
    expect(blocks[4]).toMatchObject({ type: "context", elements: [{ text: "Bo, broken" }] });
    expect(bodyOf({ mentions: ["constructor"] }).blocks[3]).toMatchObject({ elements: [{ text: "constructor" }] });
  });

  test("offers only what there is", () => {
    const { blocks } = bodyOf(
      { runbook: null },
      { ...links, open: "javascript:alert(1)", acknowledge: `https://a/${"x".repeat(3000)}` },
    );
    expect(blocks).toContainEqual({ type: "actions", elements: [expect.objectContaining({ action_id: "silence" })] });
  });

  test("gives up facts and trail before the sentence, the title and the links", () => {
    const facts = Array.from({ length: 20 }, () => ({ name: "n", value: "😀".repeat(400) }));
    const { blocks } = bodyOf({ facts });
    expect(blocks.map(({ type }) => type)).toEqual([
      "header",
      "context",
      "section",
      "rich_text",
      "rich_text",
      "actions",
      "context",
    ]);
    const least = bodyOf({
      facts: facts.map(({ value }) => ({ name: "n".repeat(80), value })),
      summary: "é".repeat(9000),
    });
    expect(least.blocks.map(({ type }) => type)).toContain("actions");
  });

  test("property: whatever the message, Slack's reference allows it, and nothing is read as markup", () => {
    fc.assert(
      fc.property(anyMessage, (any) => {
        const body = slackMessage(any, { links, people });
        expect([...Value.Errors(Body, body)]).toEqual([]);
        expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(LARGEST_BODY_BYTES);
        expect(body.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
      { numRuns: 300 },
    );
  });
});
