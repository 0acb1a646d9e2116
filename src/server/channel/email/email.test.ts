import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, selfSignedCertificate } from "../../../../test/support/certificate.ts";
import { messageLike } from "../../../../test/support/examples.ts";
import {
  type MailServer,
  type MailServerOptions,
  startMailServer,
  startRawServer,
} from "../../../../test/support/mail-server.ts";
import type { Message } from "../../../core/model/message.ts";
import type { Receipt } from "../channel.ts";
import { createEmailChannel, type EmailOptions } from "./email.ts";

const openedAt = Date.parse("2025-07-13T17:30:00Z");
const message: Message = messageLike({
  at: Date.parse("2025-07-13T17:36:00Z"),
  title: "Alert: denied is far above normal",
  summary: "49 denied in the minute of 14:35, where about 2 are normal.",
  facts: [{ name: "Where", value: "issuer <b>Aurora</b> & Söhne" }],
  trail: Array.from({ length: 30 }, (_, i) => ({ at: openedAt + i * 60_000, value: i < 20 ? 2 : 49, expected: 2 })),
  timeZone: "America/Sao_Paulo",
  mentions: ["Ana Silva <ana@corp.com>"],
  runbook: "https://wiki.example.com/denied?a=1&b=2",
  incident: {
    id: "12",
    state: "firing",
    severity: "critical",
    openedAt,
    resolvedAt: null,
    members: [{ scope: "issuer=aurora", status: "denied", symptom: "above" }],
  },
  thread: "incident-12",
});
const links = { open: "https://smoke.example.com/#/incidents/12", acknowledge: "https://smoke.example.com/act/a" };

let good: Certificate;
let wrongName: Certificate;
let expired: Certificate;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  good = await selfSignedCertificate("localhost");
  wrongName = await selfSignedCertificate("mail.example.org");
  expired = await selfSignedCertificate("localhost", { isExpired: true });
});

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function server(options: Partial<MailServerOptions> = {}): Promise<MailServer> {
  const started = await startMailServer({ certificate: good, ...options });
  closing.push(() => started.close());
  return started;
}

function channelTo(port: number, options: Partial<EmailOptions> = {}) {
  return createEmailChannel({
    name: "mail",
    host: "localhost",
    port,
    tls: "starttls",
    from: "Smokewatch <smoke@example.com>",
    to: ["ops@example.com", "Night Shift <night@example.com>"],
    linksFor: () => links,
    allowPrivateAddresses: true,
    trusted: [good.cert],
    ...options,
  });
}

async function send(
  port: number,
  options: Partial<EmailOptions> = {},
  change: Partial<Message> = {},
  { key = "incident-12-1-mail", signal = new AbortController().signal } = {},
): Promise<Receipt> {
  const channel = channelTo(port, options);
  const receipt = await channel.send(channel.render({ ...message, ...change }), { idempotencyKey: key, signal });
  expect(JSON.stringify(receipt)).not.toMatch(/letmein|sesame/);
  return receipt;
}

describe("a mail", () => {
  test("arrives encrypted, with text, page and picture, for everybody", async () => {
    const { port, received } = await server();
    expect(await send(port)).toEqual({ kind: "accepted", detail: "answered 250" });
    const [{ mail, ...envelope } = expect.fail("nothing came")] = received;
    expect(envelope).toMatchObject({
      from: "smoke@example.com",
      to: ["ops@example.com", "night@example.com"],
      isEncrypted: true,
    });
    expect(mail.subject).toBe("Alert: denied is far above normal (incident 12)");
    expect(mail.from?.text).toBe('"Smokewatch" <smoke@example.com>');
    expect(mail.date).toEqual(new Date(message.at));
    expect(mail.text).toMatchInlineSnapshot(`
      "Critical · New incident · Incident 12
      Alert: denied is far above normal

      49 denied in the minute of 14:35, where about 2 are normal.

      Where: issuer <b>Aurora</b> & Söhne

      For: Ana Silva

      Open in Smokewatch:
      https://smoke.example.com/#/incidents/12
      Acknowledge:
      https://smoke.example.com/act/a
      Runbook:
      https://wiki.example.com/denied?a=1&b=2

      -- 
      Sent by Smokewatch. Who gets which messages is set by its routes.
      "
    `);
    expect(mail.html).toContain("issuer &lt;b&gt;Aurora&lt;/b&gt; &amp; Söhne");
    expect(mail.html).toContain('href="https://wiki.example.com/denied?a=1&amp;b=2"');
    expect(mail.attachments).toMatchObject([
      { contentType: "image/png", cid: "chart@smokewatch", related: true, contentDisposition: "inline" },
    ]);
    expect(mail.attachments[0]?.content.subarray(1, 4).toString()).toBe("PNG");
  });

  test("says in its headers that a program sent it, and of which incident", async () => {
    const { port, received } = await server();
    await send(port);
    const headers = received[0]?.mail.headers;
    expect(headers?.get("priority")).toBe("high");
    expect(headers?.get("auto-submitted")).toBe("auto-generated");
    expect(headers?.get("x-smokewatch-incident")).toBe("12");
    expect(headers?.get("x-smokewatch-event")).toBe("opened");
  });

  test("has the same id when it is sent again, and stands in one thread with the others of its incident", async () => {
    const { port, received } = await server();
    await send(port);
    await send(port);
    await send(port, {}, { event: "resolved", at: message.at + 60_000 }, { key: "incident-12-2-mail" });
    const [first, again, resolved] = received.map(({ mail }) => mail);
    expect(first?.messageId).toMatch(/^<incident-12-1-mail\.\w+@example\.com>$/);
    expect(again?.messageId).toBe(first?.messageId);
    expect(resolved?.messageId).not.toBe(first?.messageId);
    expect(resolved?.references).toBe(first?.references);
    expect(resolved?.inReplyTo).toBe(first?.inReplyTo);
    expect(first?.references).toMatch(/^<incident-12\.\w+@example\.com>$/);
  });

  test("cannot be given headers, and its subject stays one short line", async () => {
    const { port, received } = await server();
    const evil = "x\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>\u202e";
    const incident = message.incident === null ? null : { ...message.incident, id: evil };
    await send(
      port,
      {},
      { title: evil + "y".repeat(5000), summary: evil, facts: [{ name: evil, value: evil }], thread: evil, incident },
      { key: evil },
    );
    const [{ mail, to, raw } = expect.fail("nothing came")] = received;
    expect(to).toEqual(["ops@example.com", "night@example.com"]);
    expect(mail.headers.has("bcc")).toBe(false);
    expect(raw.split("\r\n\r\n", 1)[0]).not.toMatch(/^bcc:/im);
    expect(mail.subject?.length).toBeLessThan(200);
    expect(mail.subject).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(mail.html).not.toContain("<script");
  });

  test("has no picture where there is nothing to draw, and no thread where there is no incident", async () => {
    const { port, received } = await server();
    await send(port, {}, { trail: [], incident: null, event: "heartbeat", title: "All is well" });
    expect(received[0]?.mail.attachments).toEqual([]);
    expect(received[0]?.mail.html).not.toContain("<img");
    expect(received[0]?.mail.subject).toBe("All is well");
    expect(received[0]?.mail.references).toBeUndefined();
  });

  test("goes over TLS from the first byte, with a login", async () => {
    const { port, received } = await server({ secure: true, login: { user: "smoke", password: "open sesame" } });
    const login = { tls: "tls", username: "smoke", password: "open sesame" } as const;
    expect(await send(port, login)).toEqual({ kind: "accepted", detail: "answered 250" });
    expect(received).toMatchObject([{ user: "smoke", isEncrypted: true }]);
  });

  test("goes in the clear where the configuration says so", async () => {
    const { port, received } = await server({ plain: true });
    expect(await send(port, { tls: "none" })).toMatchObject({ kind: "accepted" });
    expect(received).toMatchObject([{ isEncrypted: false }]);
  });
});

describe("a server that does not take it", () => {
  test.each<[string, Partial<MailServerOptions>, Receipt]>([
    [
      "421 to the mail",
      { refuses: { mail: "421 4.7.0 too busy" } },
      { kind: "retry", detail: "answered 421 4.7.0 to DATA: it asks to try again later" },
    ],
    [
      "554 to the mail",
      { refuses: { mail: "554 5.7.1 spam" } },
      { kind: "refused", detail: "answered 554 5.7.1 to DATA: it does not take mail from here" },
    ],
    [
      "550 to every recipient",
      { refuses: { recipient: () => "550 5.1.1 unknown" } },
      {
        kind: "refused",
        detail: "answered 550 5.1.1 to RCPT TO: it does not take mail for this address, or from this sender",
      },
    ],
    [
      "450 to every recipient",
      { refuses: { recipient: () => "450 4.2.1 greylisted" } },
      { kind: "retry", detail: "answered 450 4.2.1 to RCPT TO: it asks to try again later" },
    ],
    [
      "550 to one recipient of two",
      { refuses: { recipient: (address) => (address.startsWith("night") ? "550 5.1.1 unknown" : undefined) } },
      { kind: "accepted", detail: "answered 250, but not for night@example.com (550)" },
    ],
  ])("%s", async (_name, options, receipt) => {
    const { port } = await server(options);
    expect(await send(port)).toEqual(receipt);
  });

  test("a login that is not accepted", async () => {
    const { port } = await server({ login: { user: "smoke", password: "open sesame" } });
    expect(await send(port, { username: "smoke", password: "letmein" })).toEqual({
      kind: "refused",
      detail: "answered 535 5.7.8 to AUTH PLAIN: the login is not accepted; check username and password",
    });
  });

  test("a login that is missing", async () => {
    const { port } = await server({ login: { user: "smoke", password: "open sesame" } });
    expect(await send(port)).toMatchObject({
      kind: "refused",
      detail: expect.stringMatching(/^answered 530.*: it wants a login/) as string,
    });
  });

  test("no STARTTLS: nothing is said in the clear", async () => {
    const { port, received } = await server({ plain: true });
    expect(await send(port)).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("does not offer STARTTLS") as string,
    });
    expect(received).toEqual([]);
  });

  test("a certificate that nobody vouches for, for another name, or expired", async () => {
    const { port } = await server();
    expect(await send(port, { trusted: [] })).toEqual({ kind: "retry", detail: "its certificate is not trusted" });
    const other = await server({ certificate: wrongName });
    expect(await send(other.port, { trusted: [wrongName.cert] })).toEqual({
      kind: "retry",
      detail: "its certificate is for another name",
    });
    const old = await server({ certificate: expired });
    expect(await send(old.port, { trusted: [expired.cert] })).toEqual({
      kind: "retry",
      detail: "its certificate has expired",
    });
    const direct = await server({ secure: true });
    expect(await send(direct.port, { tls: "tls", trusted: [] })).toEqual({
      kind: "retry",
      detail: "its certificate is not trusted",
    });
  });

  test("closes the connection, at once or in the middle", async () => {
    const closed = { kind: "retry", detail: "the connection was closed before the mail was taken" };
    const first = await startRawServer((socket) => socket.end());
    closing.push(first.close);
    expect(await send(first.port)).toEqual(closed);
    const second = await startRawServer((socket) => {
      socket.write("220 hello\r\n");
      socket.once("data", () => socket.destroy());
    });
    closing.push(second.close);
    expect(await send(second.port)).toEqual(closed);
  });

  test("says nothing, or nothing more", async () => {
    const silent = await startRawServer(() => {});
    closing.push(silent.close);
    expect(await send(silent.port, { timeoutMs: 80 })).toEqual({ kind: "retry", detail: "no answer within 0.08 s" });
    const greeting = await startRawServer((socket) => socket.write("220 hello\r\n"));
    closing.push(greeting.close);
    expect(await send(greeting.port, { timeoutMs: 80 })).toEqual({ kind: "retry", detail: "no answer within 0.08 s" });
  });

  test("speaks something else", async () => {
    const web = await startRawServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    closing.push(web.close);
    expect(await send(web.port)).toMatchObject({ kind: "retry", detail: "what it answers is not SMTP" });
  });

  test("is not there", async () => {
    const gone = await startRawServer(() => {});
    gone.close();
    expect(await send(gone.port)).toEqual({ kind: "retry", detail: "the connection was refused" });
  });

  test("is told to stop", async () => {
    const controller = new AbortController();
    const silent = await startRawServer(() => controller.abort());
    closing.push(silent.close);
    expect(await send(silent.port, {}, {}, { signal: controller.signal })).toEqual({
      kind: "retry",
      detail: "the attempt was stopped before an answer came",
    });
  });

  test.each(["127.0.0.1", "localhost", "::1"])("does not turn to %s unless it may", async (host) => {
    let connections = 0;
    const guarded = await startRawServer(() => connections++);
    closing.push(guarded.close);
    expect(await send(guarded.port, { host, allowPrivateAddresses: false })).toEqual({
      kind: "refused",
      detail: "the mail server is in a private network; allowPrivate permits it",
    });
    expect(connections).toBe(0);
  });
});
