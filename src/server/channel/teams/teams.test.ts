import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { messageLike } from "../../../../test/support/examples.ts";
import type { Message } from "../../../core/model/message.ts";
import type { Receipt } from "../channel.ts";
import { createTeamsChannel, type TeamsOptions } from "./teams.ts";

const SECRET = "sig=verysecret";

const message: Message = messageLike({
  title: "denied is above normal",
  summary: "7 denied, about 1 expected.",
  path: "/incidents/i-1",
});

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A receiver on a port of its own; gives its address, which holds a secret. */
async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/workflow?${SECRET}`;
}

function channelTo(url: string | undefined, options: Partial<TeamsOptions> = {}) {
  const linksFor = () => ({ open: "https://smoke.example.com/incidents/i-1" });
  return createTeamsChannel({ name: "ops", url, linksFor, allowPrivateAddresses: true, ...options });
}

async function send(url: string, options: Partial<TeamsOptions> = {}, signal = new AbortController().signal) {
  const channel = channelTo(url, options);
  const receipt = await channel.send(channel.render(message), { idempotencyKey: "delivery-1", signal });
  expect(JSON.stringify(receipt)).not.toContain("secret");
  return receipt;
}

const graphError = '{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"off"}}';
const connectorError =
  "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with x";

describe("createTeamsChannel", () => {
  test("posts the card as JSON with its idempotency key", async () => {
    const seen: { request: IncomingMessage; text: string }[] = [];
    const url = await receiver((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        seen.push({ request, text: Buffer.concat(chunks).toString("utf8") });
        response.writeHead(202).end();
      });
    });
    expect(await send(url)).toEqual({ kind: "accepted", detail: "accepted by the workflow" });
    const [{ request, text } = { request: undefined, text: "" }] = seen;
    expect(request?.method).toBe("POST");
    expect(request?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "idempotency-key": "delivery-1",
    });
    expect(JSON.parse(text)).toEqual(channelTo(url).render(message).body);
  });

  test.each<[number, Record<string, string>, string, Receipt]>([
    [200, {}, "1", { kind: "accepted", detail: "answered 200" }],
    [200, {}, connectorError, { kind: "retry", detail: "too many messages for the workflow (429)" }],
    [
      429,
      { "retry-after": "17" },
      "",
      { kind: "retry", detail: "too many messages for the workflow (429)", retryAfterMs: 17_000 },
    ],
    [
      429,
      { "retry-after": "Sun, 13 Jul 2025 10:01:30 GMT", date: "Sun, 13 Jul 2025 10:00:00 GMT" },
      "",
      { kind: "retry", detail: "too many messages for the workflow (429)", retryAfterMs: 90_000 },
    ],
    [429, { "retry-after": "soon" }, "", { kind: "retry", detail: "too many messages for the workflow (429)" }],
    [408, {}, "", { kind: "retry", detail: "answered 408" }],
    [500, {}, "", { kind: "retry", detail: "answered 500" }],
    [503, { "retry-after": "1" }, "busy", { kind: "retry", detail: "answered 503", retryAfterMs: 1000 }],
    [
      400,
      {},
      graphError,
      {
        kind: "refused",
        detail:
          "answered 400 (WorkflowTriggerIsNotEnabled): the workflow does not take the card; its trigger must be “When a Teams webhook request is received”",
      },
    ],
    [
      404,
      {},
      "",
      { kind: "refused", detail: "answered 404: there is no workflow at this address; it may have been deleted" },
    ],
    [418, {}, "", { kind: "refused", detail: "answered 418: it refuses" }],
  ])("an answer of %i with %j and %j", async (status, headers, text, receipt) => {
    const url = await receiver((_request, response) => {
      response.writeHead(status, headers).end(text);
    });
    expect(await send(url)).toEqual(receipt);
  });

  test("does not follow a redirect", async () => {
    let requests = 0;
    const url = await receiver((_request, response) => {
      requests++;
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect(await send(url)).toEqual({
      kind: "refused",
      detail: "answered 307: it redirects; configure the address that it leads to",
    });
    expect(requests).toBe(1);
  });

  test("does not wait longer than its time for an answer", async () => {
    const url = await receiver(() => {});
    expect(await send(url, { timeoutMs: 50 })).toEqual({ kind: "retry", detail: "no answer within 0.05 s" });
  });

  test("does not wait longer for an answer that begins and never ends", async () => {
    const url = await receiver((_request, response) => {
      response.writeHead(200);
      response.write("…");
    });
    expect(await send(url, { timeoutMs: 50 })).toEqual({ kind: "retry", detail: "no answer within 0.05 s" });
  });

  test("reads only the beginning of an endless answer", async () => {
    const url = await receiver((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(4096)));
      };
      response.on("drain", more);
      more();
    });
    expect(await send(url)).toEqual({ kind: "accepted", detail: "answered 200" });
  });

  test("stops when told to", async () => {
    const controller = new AbortController();
    const url = await receiver(() => {
      controller.abort();
    });
    expect(await send(url, {}, controller.signal)).toEqual({
      kind: "retry",
      detail: "the attempt was stopped before an answer came",
    });
  });

  test("a receiver that closes the connection may be tried again", async () => {
    const url = await receiver((request) => {
      request.socket.destroy();
    });
    expect(await send(url)).toEqual({ kind: "retry", detail: "the connection was closed before an answer came" });
  });

  test("a receiver that is not there may be tried again", async () => {
    const url = await receiver(() => {});
    for (const close of closing.splice(0)) close();
    expect(await send(url)).toEqual({ kind: "retry", detail: "the connection was refused" });
  });

  test.each(["127.0.0.1", "localhost", "[::1]", "2130706433"])("does not turn to %s unless it may", async (host) => {
    let requests = 0;
    const url = await receiver((_request, response) => {
      requests++;
      response.end();
    });
    expect(await send(url.replace("127.0.0.1", host), { allowPrivateAddresses: false })).toEqual({
      kind: "refused",
      detail: "the webhook is in a private network; allowPrivate or allowPrivateWebhooks permits it",
    });
    expect(requests).toBe(0);
  });

  test("without an address it sends nothing and still renders", async () => {
    const channel = channelTo(undefined);
    expect(channel.sends).toBe(false);
    const rendered = channel.render(message);
    const signal = new AbortController().signal;
    expect(await channel.send(rendered, { idempotencyKey: "x", signal })).toEqual({ kind: "accepted", detail: "kept" });
    expect(rendered.contentType).toBe("application/json");
  });

  test.each(["verysecret", "ftp://example.com/?sig=verysecret"])(
    "an address that is none is not repeated: %s",
    (url) => {
      expect(() => channelTo(url)).toThrow(/^channel ops: the webhook's address (?!.*secret)/);
    },
  );
});
