import { Agent, type ClientRequest, request as requestPlain, type RequestOptions } from "node:http";
import { Agent as SecureAgent, request as requestSecure } from "node:https";
import { ClickHouseError, parseError } from "@clickhouse/client";
import type { EngineAddress } from "../engine.ts";
import { type NativeBlock, nativeBlocks } from "./native-blocks.ts";

export type Parameter = string | number | readonly string[];

/** The engine gives up after this, and says so. */
const LONGEST_S = 30;
/** Without that word it is gone. */
const LONGEST_ANSWER_MS = 40_000;

/**
 * `max_threads`: the answers take milliseconds, so a second thread costs more than it gains, and its start makes the slowest ones slower.
 * `local_filesystem_read_method`, `enable_multiple_prewhere_read_steps`: nor is a thread that only reads, or a step for each condition.
 * `wait_end_of_query`: what fails half-way is told as a failure.
 */
const SETTINGS = {
  default_format: "Native",
  max_threads: "1",
  local_filesystem_read_method: "pread",
  enable_multiple_prewhere_read_steps: "0",
  max_execution_time: String(LONGEST_S),
  wait_end_of_query: "1",
};

/**
 * Asks an engine for columns of numbers, on its socket or at its URL. @clickhouse/client would do, but it waits for a timer before
 * each request, which takes as long as the engine needs for a small answer: docs/decisions/2026-11-25-store-speed.md.
 */
export class ColumnReader {
  readonly #options: RequestOptions;
  readonly #request: (options: RequestOptions) => ClientRequest;
  /** Undefined: the agent belongs to somebody else. */
  readonly #ownAgent: Agent | undefined;

  constructor({ url, agent }: EngineAddress) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const isSecure = protocol === "https:";
    this.#ownAgent = agent === undefined ? new (isSecure ? SecureAgent : Agent)({ keepAlive: true }) : undefined;
    this.#request = isSecure ? requestSecure : requestPlain;
    const user = `${decodeURIComponent(username) || "default"}:${decodeURIComponent(password)}`;
    this.#options = {
      agent: agent ?? this.#ownAgent,
      hostname,
      port,
      method: "POST",
      timeout: LONGEST_ANSWER_MS,
      headers: { authorization: `Basic ${Buffer.from(user).toString("base64")}` },
    };
  }

  /** @throws ClickHouseError when the engine refuses */
  async blocks(query: string, parameters: Record<string, Parameter>, signal?: AbortSignal): Promise<NativeBlock[]> {
    const search = new URLSearchParams(SETTINGS);
    for (const [name, value] of Object.entries(parameters)) search.set(`param_${name}`, parameterText(value));
    return nativeBlocks(await this.#answer(`/?${search.toString()}`, query, signal));
  }

  close(): void {
    this.#ownAgent?.destroy();
  }

  #answer(path: string, query: string, signal: AbortSignal | undefined, isSecondTry = false): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const request = this.#request({ ...this.#options, path, ...(signal === undefined ? {} : { signal }) });
      request.once("response", (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.once("error", reject);
        response.once("end", () => {
          const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
          const { statusCode, headers } = response;
          if (statusCode === 200 && headers["x-clickhouse-exception-code"] === undefined) resolve(bytes);
          else reject(refusal(bytes.toString("utf8"), statusCode));
        });
      });
      request.once("timeout", () => request.destroy(new Error(`no answer within ${LONGEST_ANSWER_MS / 1000} s`)));
      request.once("error", (error: NodeJS.ErrnoException) => {
        // The engine closed a connection that had been idle in the moment in which it was used again.
        const isStale = error.code === "ECONNRESET" && request.reusedSocket && !isSecondTry;
        if (isStale) resolve(this.#answer(path, query, signal, true));
        else reject(error);
      });
      request.end(query);
    });
  }
}

/** What is not the engine's own words comes from something between, such as a proxy. */
function refusal(text: string, status: number | undefined): Error {
  const error = parseError(text);
  return error instanceof ClickHouseError ? error : new Error(`HTTP ${status}: ${text.slice(0, 300)}`);
}

/** As the engine reads parameters back: in lists a text is quoted. */
function parameterText(value: Parameter): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escaped(value);
  return `[${value.map((text) => `'${escaped(text)}'`).join(",")}]`;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "'": "\\'", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text: string): string {
  return text.replaceAll(/[\\'\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter);
}
