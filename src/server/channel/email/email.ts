import { createTransport } from "nodemailer";
import type { Channel, LinksFor, Receipt } from "../channel.ts";
import { idPart, type Mail, mailOf } from "./mail.ts";
import { receiptOfAnswer, receiptOfFault } from "./smtp-receipt.ts";
import { smtpSocket } from "./smtp-socket.ts";

export interface EmailOptions {
  name: string;
  host: string;
  /** The usual one of the way that the connection is encrypted, if left out. */
  port?: number | undefined;
  /**
   * starttls begins in the clear and must change to TLS before anything is said; tls is encrypted from the first byte; none is for
   * a relay in a network that is trusted.
   */
  tls: "starttls" | "tls" | "none";
  username?: string | undefined;
  password?: string | undefined;
  from: string;
  to: readonly string[];
  linksFor: LinksFor;
  allowPrivateAddresses: boolean;
  /** Certificates to trust instead of those that Node brings. */
  trusted?: readonly string[];
  timeoutMs?: number;
}

const PORTS = { starttls: 587, tls: 465, none: 25 } as const;
const DEFAULT_TIMEOUT_MS = 30_000;

/** Mails by SMTP: one connection for each, since they are few. */
export function createEmailChannel(options: EmailOptions): Channel {
  const { name, from, to, linksFor, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  return {
    name,
    kind: "email",
    sends: true,
    render: (message) => ({ contentType: "message/rfc822", body: mailOf(message, linksFor(message), { from, to }) }),
    send: async ({ body }, { idempotencyKey, signal }) => {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        return await deliver(body as Mail, options, idempotencyKey, AbortSignal.any([signal, timeout]));
      } catch (error) {
        if (signal.aborted) return { kind: "retry", detail: "the attempt was stopped before an answer came" };
        if (timeout.aborted) return { kind: "retry", detail: `no answer within ${timeoutMs / 1000} s` };
        return receiptOfFault(error);
      }
    },
  };
}

async function deliver(
  mail: Mail,
  { host, tls, username, password, trusted, allowPrivateAddresses, ...options }: EmailOptions,
  key: string,
  signal: AbortSignal,
): Promise<Receipt> {
  const port = options.port ?? PORTS[tls];
  const connection = await smtpSocket({ host, port }, { signal, allowPrivateAddresses });
  const transport = createTransport({
    connection,
    host,
    port,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { minVersion: "TLSv1.2", ...(trusted === undefined ? {} : { ca: [...trusted] }) },
    ...(username === undefined ? {} : { auth: { user: username, pass: password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    return receiptOfAnswer(await transport.sendMail(envelopeOf(mail, key)));
  } finally {
    transport.close();
    connection.destroy();
  }
}

function envelopeOf({ from, to, subject, text, html, picture, headers, thread, at }: Mail, key: string): object {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? "smokewatch.invalid";
  const root = thread === null ? undefined : `<${thread}@${domain}>`;
  return {
    from,
    to: [...to],
    subject,
    text,
    html,
    headers,
    date: new Date(at),
    // The same for every attempt: a receiver that has it already can drop it.
    messageId: `<${idPart(key)}.${at.toString(36)}@${domain}>`,
    ...(root === undefined ? {} : { inReplyTo: root, references: root }),
    ...(picture === null
      ? {}
      : {
          attachments: [
            {
              cid: picture.cid,
              filename: "chart.png",
              content: Buffer.from(picture.png, "base64"),
              contentType: "image/png",
              contentDisposition: "inline",
            },
          ],
        }),
  };
}
