import type { Receipt } from "./channel.ts";
import type { Answer } from "./http-request.ts";

export interface ReceiverWords {
  /** What people call the receiver, as in "too many messages for the workflow". */
  receiver: string;
  accepted: string;
  /** What to do about a refusal, by the receiver's own word for it or by the status of the answer. */
  hints: Readonly<Record<string, string>>;
  /** The receiver's own short word for what is wrong; never more of the answer, which could quote a secret. */
  codeIn?: (text: string) => string | undefined;
}

/** What an answer over HTTP means for a delivery, where receivers agree. */
export function receiptOf(answer: Answer, words: ReceiverWords): Receipt {
  if (answer.kind === "no-answer") return { kind: "retry", detail: answer.why };
  if (answer.kind === "private-address") {
    return {
      kind: "refused",
      detail: "the webhook is in a private network; allowPrivate or allowPrivateWebhooks permits it",
    };
  }
  const { status, text, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return { kind: "accepted", detail: words.accepted };
  if (status === 429) return retry(`too many messages for ${words.receiver} (429)`, retryAfterMs);
  const code = words.codeIn?.(text);
  const told = `answered ${status}${code === undefined ? "" : ` (${code})`}`;
  if (status === 408 || status >= 500) return retry(told, retryAfterMs);
  const isRedirect = status >= 300 && status < 400;
  const hint = isRedirect ? "it redirects; configure the address that it leads to" : "it refuses";
  return { kind: "refused", detail: `${told}: ${words.hints[code ?? ""] ?? words.hints[status] ?? hint}` };
}

function retry(detail: string, retryAfterMs: number | undefined): Receipt {
  return { kind: "retry", detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
