import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { callAddress } from "./call-address.ts";

async function watcher(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/secret`);
}

const call = (url: URL, changes: { timeoutMs?: number; allowPrivateAddresses?: boolean } = {}) =>
  callAddress({
    url,
    signal: new AbortController().signal,
    timeoutMs: 5000,
    allowPrivateAddresses: true,
    ...changes,
  });

test("gets the address, and is content with any 2xx", async () => {
  const seen: (string | undefined)[] = [];
  const url = await watcher((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(200).end("heard");
  });
  expect(await call(url)).toBeNull();
  expect(seen).toEqual(["GET /ping/secret"]);
});

test.each([
  [404, "it answered 404"],
  [500, "it answered 500"],
  [302, "it answered 302, a redirect; configure the address that it leads to"],
])("an answer of %i is no answer", async (status, words) => {
  let calls = 0;
  const url = await watcher((_request, response) => {
    calls++;
    response.writeHead(status, { location: "/elsewhere" }).end();
  });
  expect(await call(url)).toBe(words);
  expect(calls).toBe(1);
});

test("says what went wrong without the address", async () => {
  const hung = await watcher(() => undefined);
  expect(await call(hung, { timeoutMs: 50 })).toBe("no answer within 0.05 s");
  const closing = await watcher((request) => request.socket.destroy());
  expect(await call(closing)).toBe("the connection was closed before an answer came");
  const nowhere = new URL("https://no-such-host.invalid/secret");
  expect(await call(nowhere)).toMatch(/^its name (?!.*secret)/);
});

test("does not turn to a private address unless it may", async () => {
  const url = await watcher((_request, response) => response.end());
  const words = "it is in a private network; allowPrivateWebhooks permits it";
  expect(await call(url, { allowPrivateAddresses: false })).toBe(words);
  url.hostname = "localhost";
  expect(await call(url, { allowPrivateAddresses: false })).toBe(words);
});
