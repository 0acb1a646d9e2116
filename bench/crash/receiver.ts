import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as it came, with the key by which a repeat can be told. */
export interface Message {
  key: string;
  body: string;
}

const SLOW_MS = 2000;

/** A webhook that keeps what it gets, and takes its time with some answers, so that a sender can be killed while it waits. */
export class Receiver {
  readonly messages: Message[] = [];
  url = "";
  #server: Server | null = null;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const key = String(request.headers["idempotency-key"] ?? "");
        this.messages.push({ key, body: Buffer.concat(parts).toString("utf8") });
        setTimeout(() => response.writeHead(202).end(), this.messages.length % 3 === 0 ? SLOW_MS : 0);
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}/hook`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}
