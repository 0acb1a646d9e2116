import { connect, type Socket } from "node:net";
import type { Body } from "./body.ts";

const HEAD_END = "\r\n\r\n";
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

/** What an answer has to be, beside 200; else the run is worth nothing. */
export type Expectation = (answer: string, body: Body) => boolean;

/**
 * Posts the bodies over so many connections that are kept open, each of which waits for its answer before it sends the next.
 * Plain sockets: a client library would take more CPU than the servers that are measured. Returns milliseconds, one for each body.
 */
export async function post(
  port: number,
  bodies: readonly Body[],
  { connections, isRight }: { connections: number; isRight: Expectation },
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const socket = await connected(port);
    try {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
        const request = requestOf(body);
        const began = performance.now();
        const { status, text } = await exchanged(socket, request);
        times.push(performance.now() - began);
        if (status !== 200 || !isRight(text, body)) throw new Error(`a body was answered with ${status}: ${text}`);
      }
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return times;
}

function requestOf({ contentType, text }: Body): string {
  return `POST /v1/transactions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

function exchanged(socket: Socket, request: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const end = (): void => {
      socket.off("data", hear).off("error", fail).off("close", fail);
    };
    const fail = (error?: unknown): void => {
      end();
      reject(error instanceof Error ? error : new Error("the server closed the connection"));
    };
    const hear = (part: Buffer): void => {
      // One byte is one character: lengths count bytes.
      answer += part.toString("latin1");
      const headEnd = answer.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = answer.slice(0, headEnd);
      const text = answer.slice(headEnd + HEAD_END.length);
      if (text.length < Number(CONTENT_LENGTH.exec(head)?.[1] ?? Infinity)) return;
      end();
      resolve({ status: Number(head.split(" ", 2)[1]), text });
    };
    socket.on("data", hear).once("error", fail).once("close", fail);
    socket.write(request);
  });
}
