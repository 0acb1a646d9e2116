import { createTransport } from "nodemailer";
import type { Channel, LinksFor, Receipt } from "../channel.ts";
import { idPart, type Mail, mailOf } from "./mail.ts";
import { receiptOfAnswer, receiptOfFault } from "./smtp-receipt.ts";
import { smtpSocket } from "./smtp-socket.ts";

export interface EmailOptions {
  name: string;
  /** The mail server. Without one, mails are only kept in the inbox. */
  host: string | undefined;
  port: number;
  /** starttls: begins in the clear and must change to TLS before anything is said; tls: from the first byte; none: only for a relay on a trusted network. */
  encryption: "starttls" | "tls" | "none";
  login: { user: string; password: string } | undefined;
  from: string;
  to: readonly string[];
  linksFor: LinksFor;
  allowPrivateAddresses: boolean;
  /** Certificates to trust besides those that Node brings. */
  trusted?: readonly string[];
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Mails by SMTP: one connection for each, since they are few. */
export function createEmailChannel(options: EmailOptions): Channel {
  const { name, host, from, to, linksFor, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  return {
    name,
    kind: "email",
    sends: host !== undefined,
    render: (message) => ({ contentType: "message/rfc822", body: mailOf(message, linksFor(message), { from, to }) }),
    send: async ({ body }, { idempotencyKey, signal }) => {
      if (host === undefined) return { kind: "accepted", detail: "kept" };
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        return await deliver(body as Mail, { ...options, host }, idempotencyKey, AbortSignal.any([signal, timeout]));
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
  { host, port, encryption, login, trusted, allowPrivateAddresses }: EmailOptions & { host: string },
  key: string,
  signal: AbortSignal,
): Promise<Receipt> {
  const connection = await smtpSocket({ host, port }, { signal, allowPrivateAddresses });
  const transport = createTransport({
    connection,
    host,
    port,
    secure: encryption === "tls",
    requireTLS: encryption === "starttls",
    ignoreTLS: encryption === "none",
    tls: { minVersion: "TLSv1.2", ...(trusted === undefined ? {} : { ca: [...trusted] }) },
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
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
  const root = `<${thread}@${domain}>`;
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
    inReplyTo: root,
    references: root,
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
