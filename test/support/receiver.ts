import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Certificate } from "./certificate.ts";

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Receiver {
  /** Without a path. */
  url: string;
  requests: ReceivedRequest[];
  close(): Promise<void>;
}

/** A real HTTP server on a port of its own that keeps what it gets and answers as it is told; with a certificate, by HTTPS. */
export async function startReceiver(
  answer: (response: ServerResponse, request: ReceivedRequest) => void,
  certificate?: Certificate,
): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const receive: (...given: Parameters<RequestListener>) => Promise<void> = async (request, response) => {
    const body = await buffer(request);
    const received = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    requests.push(received);
    answer(response, received);
  };
  const listener: RequestListener = (request, response) => void receive(request, response);
  const server = certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
