import { afterEach, describe, expect, test } from "vitest";
import { selfSignedCertificate } from "../../../test/support/certificate.ts";
import { messageLike } from "../../../test/support/examples.ts";
import { type Receiver, startReceiver } from "../../../test/support/receiver.ts";
import type { Channel, Receipt } from "./channel.ts";
import { createPagerDutyChannel } from "./pagerduty/pagerduty.ts";
import { createSlackChannel } from "./slack/slack.ts";
import { createTeamsChannel } from "./teams/teams.ts";
import { createWebhookChannel } from "./webhook/webhook.ts";

const SECRET = "hunter2hunter2hunter2hunter2hunt";
const linksFor = () => ({ open: "https://smoke.example.com/#/incidents/1" });

interface Changes {
  allowPrivateAddresses?: boolean;
  timeoutMs?: number;
}

/** Every channel over HTTP, and what its receiver is called. */
const kinds: Record<string, { receiver: string; channel: (base: string, changes?: Changes) => Channel; ok: string }> = {
  teams: {
    receiver: "the workflow",
    channel: (base, changes) =>
      createTeamsChannel({
        name: "c",
        url: `${base}/?sig=${SECRET}`,
        linksFor,
        allowPrivateAddresses: true,
        ...changes,
      }),
    ok: "",
  },
  slack: {
    receiver: "Slack",
    channel: (base, changes) =>
      createSlackChannel({ name: "c", url: `${base}/${SECRET}`, linksFor, allowPrivateAddresses: true, ...changes }),
    ok: "ok",
  },
  webhook: {
    receiver: "the receiver",
    channel: (base, changes) =>
      createWebhookChannel({
        name: "c",
        url: `${base}/${SECRET}`,
        secret: SECRET,
        publicUrl: "https://smoke.example.com",
        linksFor,
        allowPrivateAddresses: true,
        ...changes,
      }),
    ok: "",
  },
  pagerduty: {
    receiver: "PagerDuty",
    channel: (base, changes) =>
      createPagerDutyChannel({
        name: "c",
        url: base,
        routingKey: SECRET,
        linksFor,
        allowPrivateAddresses: true,
        ...changes,
      }),
    ok: '{"status":"success","message":"Event processed","dedup_key":"incident-1"}',
  },
};

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const started of receivers.splice(0)) await started.close();
});

async function receiver(...given: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...given);
  receivers.push(started);
  return started;
}

async function sendBy(channel: Channel, signal = new AbortController().signal): Promise<Receipt> {
  const rendered = channel.render(messageLike({ title: "denied is above normal" }));
  expect(JSON.stringify(rendered)).not.toContain(SECRET);
  const receipt = await channel.send(rendered, { idempotencyKey: "incident-1-1-c", signal });
  expect(JSON.stringify(receipt)).not.toContain(SECRET);
  return receipt;
}

describe.each(Object.entries(kinds))("%s", (kind, { receiver: called, channel, ok }) => {
  test("a receiver that takes the message has it, with its idempotency key", async () => {
    const { url, requests } = await receiver((response) => response.writeHead(202).end(ok));
    expect(await sendBy(channel(url))).toMatchObject({ kind: "accepted" });
    expect(requests).toMatchObject([{ method: "POST", headers: { "idempotency-key": "incident-1-1-c" } }]);
    expect(requests[0]?.headers["content-type"]).toContain("json; charset=utf-8");
  });

  test.each([
    ["17", 17_000],
    ["Sun, 13 Jul 2025 10:01:30 GMT", 90_000],
  ])("too many: waits as long as the receiver asks (%s)", async (text, retryAfterMs) => {
    const headers = { "retry-after": text, date: "Sun, 13 Jul 2025 10:00:00 GMT" };
    const { url } = await receiver((response) => response.writeHead(429, headers).end());
    const detail = `too many messages for ${called} (429)`;
    expect(await sendBy(channel(url))).toEqual({ kind: "retry", detail, retryAfterMs });
  });

  test.each([408, 500, 502, 503])("an answer of %i is tried again", async (status) => {
    const { url } = await receiver((response) => response.writeHead(status).end(`<p>${SECRET}</p>`));
    expect(await sendBy(channel(url))).toEqual({ kind: "retry", detail: `answered ${status}` });
  });

  test.each([400, 401, 403, 404, 410, 418])("an answer of %i is final, and says what to do", async (status) => {
    const { url } = await receiver((response) => response.writeHead(status).end(`no ${SECRET}`));
    expect(await sendBy(channel(url))).toMatchObject({
      kind: "refused",
      detail: expect.stringMatching(new RegExp(`^answered ${status}: .{8}`)) as string,
    });
  });

  test("a redirect, even to the same machine, is not followed", async () => {
    const { url, requests } = await receiver((response) =>
      response.writeHead(307, { location: "http://169.254.169.254/latest/meta-data" }).end(),
    );
    const detail = "answered 307: it redirects; configure the address that it leads to";
    expect(await sendBy(channel(url))).toEqual({ kind: "refused", detail });
    expect(requests).toHaveLength(1);
  });

  test("a slow receiver is given up on in time, and another attempt follows", async () => {
    const { url } = await receiver(() => {});
    expect(await sendBy(channel(url, { timeoutMs: 50 }))).toEqual({ kind: "retry", detail: "no answer within 0.05 s" });
  });

  test("a closed connection, and a receiver that is not there, are tried again", async () => {
    const gone = await receiver((response) => response.destroy());
    expect(await sendBy(channel(gone.url))).toEqual({
      kind: "retry",
      detail: "the connection was closed before an answer came",
    });
    await gone.close();
    expect(await sendBy(channel(gone.url))).toEqual({ kind: "retry", detail: "the connection was refused" });
  });

  test("a certificate that nobody vouches for is not trusted", async () => {
    const certificate = await selfSignedCertificate("localhost");
    const { url, requests } = await receiver((response) => response.writeHead(202).end(ok), certificate);
    expect(await sendBy(channel(url))).toEqual({ kind: "retry", detail: "its certificate is not trusted" });
    expect(requests).toEqual([]);
  });

  test.each(["127.0.0.1", "localhost", "[::1]", "2130706433"])("does not turn to %s unless it may", async (host) => {
    const { url, requests } = await receiver((response) => response.writeHead(202).end(ok));
    const receipt = await sendBy(channel(url.replace("127.0.0.1", host), { allowPrivateAddresses: false }));
    expect(receipt).toEqual({
      kind: "refused",
      detail: "the webhook is in a private network; allowPrivate or allowPrivateWebhooks permits it",
    });
    expect(requests).toEqual([]);
  });

  test("stops when told to", async () => {
    const controller = new AbortController();
    const { url } = await receiver(() => controller.abort());
    expect(await sendBy(channel(url), controller.signal)).toEqual({
      kind: "retry",
      detail: "the attempt was stopped before an answer came",
    });
  });

  test("an address that is none stops the start, and is not repeated", () => {
    expect(() => channel("no address")).toThrow(/^channel c: the webhook's address is not a URL$/);
    expect(() => channel("ftp://example.com")).toThrow(/^channel c: .* must begin with https/);
    expect(channel("https://example.com").kind).toBe(kind);
  });
});
