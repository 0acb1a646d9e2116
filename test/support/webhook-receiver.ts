import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  path: string;
  contentType: string | undefined;
  body: unknown;
}

export interface WebhookReceiver {
  url: string;
  received: Received[];
  close: () => Promise<void>;
}

/** A real HTTP server that keeps what is posted to it and answers as a Teams workflow does: 202. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body: unknown = JSON.parse(Buffer.concat(parts).toString("utf8"));
      received.push({ path: request.url ?? "", contentType: request.headers["content-type"], body });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/workflow`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
