import { afterEach, expect, test } from "vitest";
import { messageLike } from "../../../../test/support/examples.ts";
import { type Receiver, startReceiver } from "../../../../test/support/receiver.ts";
import { createSlackChannel } from "./slack.ts";

let receiver: Receiver | undefined;
afterEach(() => receiver?.close());

test.each([
  [200, "ok", { kind: "accepted", detail: "posted by Slack" }],
  [200, '{"success":true}', { kind: "accepted", detail: "posted by Slack" }],
  [
    200,
    "<html>Sign in</html>",
    { kind: "refused", detail: "answered 200 without “ok”: this is not Slack, or not its webhook" },
  ],
  [
    400,
    "invalid_payload",
    { kind: "refused", detail: "answered 400 (invalid_payload): Slack does not take the message; please report this" },
  ],
  [
    404,
    "no_service",
    { kind: "refused", detail: "answered 404 (no_service): the webhook was removed or switched off; make a new one" },
  ],
  [
    410,
    "channel_is_archived\n",
    {
      kind: "refused",
      detail: "answered 410 (channel_is_archived): the webhook's channel is archived; make a webhook for another one",
    },
  ],
  [
    403,
    "something_new",
    { kind: "refused", detail: "answered 403 (something_new): the webhook may not post there; make a new one" },
  ],
  [500, "rollup_error", { kind: "retry", detail: "answered 500 (rollup_error)" }],
])("Slack's answer of %i with %j", async (status, text, receipt) => {
  receiver = await startReceiver((response) => response.writeHead(status).end(text));
  const linksFor = () => ({ open: "https://smoke.example.com" });
  const channel = createSlackChannel({ name: "slack", url: receiver.url, linksFor, allowPrivateAddresses: true });
  const rendered = channel.render(messageLike({ title: "x" }));
  const signal = new AbortController().signal;
  expect(await channel.send(rendered, { idempotencyKey: "1", signal })).toEqual(receipt);
  expect(JSON.parse(String(receiver.requests[0]?.body))).toEqual(rendered.body);
});

test.each([
  ["invalid_blocks", "ok", { kind: "accepted", detail: expect.stringContaining("as text only") as string }],
  [
    "invalid_payload",
    "invalid_payload",
    { kind: "refused", detail: "answered 400 (invalid_payload): Slack does not take the message; please report this" },
  ],
])("blocks that are refused with %s are left out", async (first, second, receipt) => {
  const texts = [first, second];
  receiver = await startReceiver((response) => {
    const text = texts.shift();
    response.writeHead(text === "ok" ? 200 : 400).end(text);
  });
  const linksFor = () => ({ open: "https://smoke.example.com/?a=1&b=2" });
  const channel = createSlackChannel({ name: "slack", url: receiver.url, linksFor, allowPrivateAddresses: true });
  const rendered = channel.render(messageLike({ title: "denied", summary: "49 denied." }));
  const signal = new AbortController().signal;
  expect(await channel.send(rendered, { idempotencyKey: "1", signal })).toEqual(receipt);
  const [, least] = receiver.requests;
  expect(JSON.parse(String(least?.body))).toEqual({
    text: "denied. 49 denied.\n<https://smoke.example.com/?a=1&amp;b=2>",
    unfurl_links: false,
    unfurl_media: false,
  });
});
