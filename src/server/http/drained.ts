import type { IncomingMessage } from "node:http";

const LONGEST_MS = 5000;

/**
 * Reads and drops what is left of a request. A client that is answered while it still writes may lose the answer, because the
 * connection is closed under it; one that writes for more than five seconds is answered all the same.
 */
export function drained(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, LONGEST_MS);
    request.once("close", () => {
      clearTimeout(limit);
      resolve();
    });
    request.once("end", () => {
      clearTimeout(limit);
      resolve();
    });
    request.resume();
  });
}
