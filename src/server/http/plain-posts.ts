import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { bodyOfBytes } from "../operations/body-of-bytes.ts";
import { Failure, failures } from "../operations/failure.ts";
import type { Product } from "../operations/product.ts";
import type { Guard } from "./access.ts";
import { failureBody, faultFrom, logFailure, RETRY_AFTER } from "./failure-reply.ts";
import { type Answer, answerTo, READABLE, TRANSACTIONS_PATH, NO_BYTES } from "./transactions.ts";

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

interface Parts {
  product: Product;
  guard: Guard;
  log: FastifyBaseLogger;
  /** Of every answer. */
  headers: Readonly<Record<string, string>>;
}

/** As the web framework wants them; it refuses others. */
const PLAIN_TYPE = /^(?:application|text)\/[\w.+-]+(?:; ?charset=[\w-]+)?$/;

/**
 * Answers posts of transactions before the web framework looks at them, which costs as much as all the rest of one transaction does.
 * Only those that it would let pass as they are: what it would refuse, and what needs more than the body, is left to it. A test
 * holds both ways together.
 */
export function answerPlainPosts(app: FastifyInstance, parts: Parts): void {
  const others = app.server.listeners("request") as RequestListener[];
  const posts = new PlainPosts(parts);
  app.addHook("preClose", (done) => {
    posts.isClosing = true;
    done();
  });
  app.server.removeAllListeners("request");
  app.server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (posts.accepts(request)) posts.take(request, response);
    else for (const other of others) other.call(app.server, request, response);
  });
}

class PlainPosts {
  /** Connections are not kept for another request. */
  isClosing = false;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  accepts({ method, url, headers }: IncomingMessage): boolean {
    if (method !== "POST" || url !== TRANSACTIONS_PATH || this.isClosing) return false;
    if (headers["idempotency-key"] !== undefined || headers["content-encoding"] !== undefined) return false;
    const { product, guard } = this.#parts;
    const length = Number(headers["content-length"]);
    if (!(length > 0 && length <= product.maxBodyBytes)) return false;
    const type = headers["content-type"] ?? "";
    if (!PLAIN_TYPE.test(type) || !READABLE.test(type)) return false;
    return guard({ method, headers, path: TRANSACTIONS_PATH }) === null;
  }

  /** Nothing comes of it when the connection ends before the body does. */
  take(request: IncomingMessage, response: ServerResponse): void {
    const startedAt = performance.now();
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const [first = NO_BYTES] = parts;
      const bytes = parts.length === 1 ? first : Buffer.concat(parts);
      void this.#answer(bytes, request, response, startedAt);
    });
  }

  async #answer(bytes: Buffer, request: IncomingMessage, response: ServerResponse, startedAt: number): Promise<void> {
    const { status, content } = await this.#answerTo(bytes, request, response);
    const text = JSON.stringify(content);
    if (this.isClosing) response.shouldKeepAlive = false;
    response
      .writeHead(status, {
        ...this.#parts.headers,
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(text),
      })
      .end(text);
    this.#parts.product.intake.answered(status, (performance.now() - startedAt) / 1000);
  }

  async #answerTo(bytes: Buffer, { headers }: IncomingMessage, response: ServerResponse): Promise<Answer> {
    const { product, log } = this.#parts;
    try {
      const contentType = headers["content-type"];
      return await answerTo(product, { body: bodyOfBytes(bytes), contentType, date: undefined });
    } catch (error) {
      const failure = error instanceof Failure ? error : faultFrom(error);
      logFailure(failure, log);
      const { status, retry } = failures[failure.code];
      if (retry) response.setHeader("retry-after", RETRY_AFTER);
      return { status, content: failureBody(failure) };
    }
  }
}
