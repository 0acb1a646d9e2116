import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A real receiver of a webhook that answers as the test wants, and keeps what came while it was well. */
export interface MoodyReceiver {
  url: string;
  /** What it answers from now on. */
  answer: (status: number) => void;
  /** Bodies that it took. */
  taken: string[];
  close: () => Promise<void>;
}

export async function startMoodyReceiver(): Promise<MoodyReceiver> {
  const taken: string[] = [];
  let status = 202;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      if (status < 300) taken.push(Buffer.concat(parts).toString("utf8"));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/workflow`,
    answer: (next) => {
      status = next;
    },
    taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
