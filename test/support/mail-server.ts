import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { Certificate } from "./certificate.ts";

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Who it was that logged in. */
  user: string | null;
  isEncrypted: boolean;
  raw: string;
  mail: ParsedMail;
}

export interface MailServer {
  port: number;
  received: ReceivedMail[];
  close: () => Promise<void>;
}

export interface MailServerOptions {
  certificate: Certificate;
  /** TLS from the first byte. */
  secure?: boolean;
  /** Says nothing of STARTTLS. */
  plain?: boolean;
  login?: { user: string; password: string };
  /** What it answers to a recipient, or to the mail: a code, with what it says. */
  refuses?: { recipient?: (address: string) => string | undefined; mail?: string };
}

function answer(text: string): Error {
  const [code = "550"] = text.split(" ", 1);
  return Object.assign(new Error(text.slice(code.length + 1)), { responseCode: Number(code) });
}

/** A real SMTP server on a port that it chose itself. */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const { certificate, secure = false, plain = false, login, refuses = {} } = options;
  const settings: SMTPServerOptions = {
    ...certificate,
    secure,
    authOptional: login === undefined,
    disabledCommands: [...(plain ? ["STARTTLS"] : []), ...(login === undefined ? ["AUTH"] : [])],
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(answer("535 5.7.8 wrong, and here is what you said: letmein"));
    },
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refuses.recipient?.(address);
      if (refusal === undefined) done();
      else done(answer(refusal));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (refuses.mail !== undefined) {
          done(answer(refuses.mail));
          return;
        }
        const raw = Buffer.concat(chunks).toString("utf8");
        const { mailFrom, rcptTo } = session.envelope;
        simpleParser(raw, (error: unknown, mail: ParsedMail) => {
          if (error === null || error === undefined) {
            received.push({
              from: mailFrom === false ? "" : mailFrom.address,
              to: rcptTo.map(({ address }) => address),
              user: session.user === undefined ? null : String(session.user),
              isEncrypted: session.secure,
              raw,
              mail,
            });
            done();
          } else done(answer("451 the mail cannot be read"));
        });
      });
    },
  };
  const server = new SMTPServer(settings);
  server.on("error", () => {
    // A client that breaks off, as tests want it to.
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that does with each connection what the test wants, and speaks no SMTP by itself. */
export async function startRawServer(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
