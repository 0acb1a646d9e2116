import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificate } from "./certificate.ts";

/**
 * well      202, and the message is shown
 * drops     202, and the message is never shown, as a Teams workflow can do
 * hangs     takes the request and never answers
 * stalls    begins an answer and never ends it
 * closes    closes the connection when the request is in
 */
export type Behaviour =
  | "well"
  | "drops"
  | "hangs"
  | "stalls"
  | "closes"
  | { status: number; headers?: Readonly<Record<string, string>>; text?: string };

export interface Attempt {
  /** On the clock of the test. */
  at: number;
  key: string;
  /** The card, as text. */
  body: string;
  behaviour: Behaviour;
}

/** A real HTTP server that fails in the way it is told to, and keeps every attempt. */
export class FailingReceiver {
  behaviour: Behaviour = "well";
  readonly attempts: Attempt[] = [];
  url = "";
  readonly #now: () => number;
  #close: () => void = () => undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** With `certificate`, it speaks TLS with one that nobody trusts. */
  async start(certificate?: Certificate): Promise<void> {
    const answer = (request: IncomingMessage, response: ServerResponse) => this.#take(request, response);
    const server = certificate === undefined ? createHttpServer(answer) : createHttpsServer(certificate, answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    this.url = `${certificate === undefined ? "http" : "https"}://127.0.0.1:${port}/workflow?sig=secret`;
    this.#close = () => {
      server.close();
      server.closeAllConnections();
    };
  }

  stop(): void {
    this.#close();
  }

  /** Keys of what people saw, in the order they saw it. */
  get shown(): string[] {
    return this.attempts.filter(({ behaviour }) => behaviour === "well").map(({ key }) => key);
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { behaviour } = this;
      const key = String(request.headers["idempotency-key"] ?? "");
      this.attempts.push({ at: this.#now(), key, body: Buffer.concat(parts).toString("utf8"), behaviour });
      this.#answer(behaviour, request, response);
    });
  }

  #answer(behaviour: Behaviour, request: IncomingMessage, response: ServerResponse): void {
    if (typeof behaviour === "object") response.writeHead(behaviour.status, behaviour.headers).end(behaviour.text);
    else if (behaviour === "closes") request.socket.destroy();
    else if (behaviour === "stalls") response.writeHead(200).write("…");
    else if (behaviour !== "hangs") response.writeHead(202).end();
  }
}
