import { createServer } from "node:net";

const TRIED = 50;

/** The first port from `port` on that nobody listens on at `host`; `port` itself when it is 0 or none of 50 is free. */
export async function freePort(host: string, port: number): Promise<number> {
  if (port === 0) return 0;
  for (let candidate = port; candidate < Math.min(65_536, port + TRIED); candidate++) {
    if (await isFree(host, candidate)) return candidate;
  }
  return port;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
