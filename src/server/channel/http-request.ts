import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isPrivateHost, PRIVATE_ADDRESS_CODE, publicLookup } from "./private-address.ts";

export interface Attempt {
  url: URL;
  method?: "POST" | "GET";
  /** What the connection needs is added. */
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
  signal: AbortSignal;
  /** For the whole attempt: to connect, to send and to hear the answer. */
  timeoutMs: number;
  allowPrivateAddresses: boolean;
}

/** `no-answer` says why in words that hold neither address nor secret. */
export type Answer =
  | { kind: "answered"; status: number; text: string; retryAfterMs: number | undefined }
  | { kind: "no-answer"; why: string }
  | { kind: "private-address" };

const LONGEST_TEXT_BYTES = 16_384;
const LONGEST_WAIT_MS = 86_400_000;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was closed before an answer came",
  EPIPE: "the connection was closed before an answer came",
  ENOTFOUND: "its name is unknown",
  EAI_AGAIN: "its name could not be looked up",
  EHOSTUNREACH: "it cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ETIMEDOUT: "it could not be reached in time",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}

/** Messages of network errors quote addresses, so only the code is used. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return (
    reasons[code] ?? (/^[A-Z][A-Z\d_]{2,50}$/.test(code) ? `the connection failed (${code})` : "the connection failed")
  );
}

/** Seconds, or a date, which is compared with the receiver's own clock. */
function retryAfterMsOf({ headers }: IncomingMessage): number | undefined {
  const text = headers["retry-after"];
  if (text === undefined) return undefined;
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.parse(headers.date ?? "");
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), LONGEST_WAIT_MS);
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= LONGEST_TEXT_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, LONGEST_TEXT_BYTES).toString("utf8");
}

async function answerTo(attempt: Attempt, signal: AbortSignal): Promise<Answer> {
  const { url, method = "POST", headers = {}, body = new Uint8Array(), allowPrivateAddresses } = attempt;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(url, {
      method,
      agent: false,
      signal,
      headers: {
        ...headers,
        ...(method === "GET" ? {} : { "content-length": body.byteLength }),
        "user-agent": "smokewatch",
      },
      ...(allowPrivateAddresses ? {} : { lookup: publicLookup }),
    });
    request.once("response", resolve);
    request.on("error", reject);
    request.end(body);
  });
  const retryAfterMs = retryAfterMsOf(response);
  return { kind: "answered", status: response.statusCode ?? 0, text: await textOf(response), retryAfterMs };
}

/** Asks once, without following redirects. Never throws for what the network or the receiver does. */
export async function requestOnce(attempt: Attempt): Promise<Answer> {
  if (!attempt.allowPrivateAddresses && isPrivateHost(attempt.url.hostname)) return { kind: "private-address" };
  const timeout = AbortSignal.timeout(attempt.timeoutMs);
  try {
    return await answerTo(attempt, AbortSignal.any([attempt.signal, timeout]));
  } catch (error) {
    if (codeOf(error) === PRIVATE_ADDRESS_CODE) return { kind: "private-address" };
    if (attempt.signal.aborted) return { kind: "no-answer", why: "the attempt was stopped before an answer came" };
    if (timeout.aborted) return { kind: "no-answer", why: `no answer within ${attempt.timeoutMs / 1000} s` };
    return { kind: "no-answer", why: reasonOf(error) };
  }
}
