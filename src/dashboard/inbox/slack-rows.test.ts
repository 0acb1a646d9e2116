import { expect, test } from "vitest";
import { messageLike } from "../../../test/support/examples.ts";
import { slackMessage } from "../../server/channel/slack/slack-message.ts";
import { slackRows } from "./slack-rows.ts";

test("draws what the channel posts", () => {
  const message = messageLike({
    title: "Alert: denied is above normal",
    summary: "49 denied, about 2 expected.",
    facts: [{ name: "Where", value: "all traffic" }],
    trail: [2, 49].map((value, minute) => ({ at: minute * 60_000, value, expected: 2 })),
    mentions: ["ana"],
  });
  const links = { open: "https://smoke.example.com/x", acknowledge: "https://smoke.example.com/a" };
  expect(slackRows(slackMessage(message, { links, people: { ana: "U012AB3CD" } }))).toEqual([
    { kind: "header", text: "Alert: denied is above normal" },
    { kind: "small", text: "Major · New incident · Incident 1" },
    { kind: "text", text: "49 denied, about 2 expected." },
    { kind: "text", text: "<@U012AB3CD>" },
    {
      kind: "runs",
      runs: [
        { text: "Where", isBold: true },
        { text: "  all traffic", isBold: false },
      ],
    },
    { kind: "code", text: expect.stringMatching(/▁█\nexpected.*▁▁\n00:00 to 00:01/u) as string },
    {
      kind: "buttons",
      buttons: [
        { title: "Open in Smokewatch", url: links.open, isPrimary: false },
        { title: "Acknowledge", url: links.acknowledge, isPrimary: true },
      ],
    },
    { kind: "small", text: "Smokewatch · 1 Jan 1970, 00:00 (UTC)" },
  ]);
});

test.each([null, "text", {}, { blocks: 5 }, { blocks: [null, { type: "image" }] }])("draws nothing of %j", (body) => {
  expect(slackRows(body)).toEqual([]);
});
