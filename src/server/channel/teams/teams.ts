import type { Channel, LinksFor, Receipt } from "../channel.ts";
import { type Answer, postJson } from "../post-json.ts";
import { adaptiveCard } from "./adaptive-card.ts";

export interface TeamsOptions {
  name: string;
  /** Address of a Workflows webhook; its query is a secret. Without one, messages are only kept in the inbox. */
  url: string | undefined;
  linksFor: LinksFor;
  allowPrivateAddresses: boolean;
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** Old connectors, and workflows that pass their answer on, hide a refusal in the text of a 200. */
const HIDDEN_STATUS = /\b(?:HTTP error|status(?: ?code)?|code)\W{1,4}([45]\d\d)\b/i;
const TOO_MANY = /too many requests|throttl/i;

const hints: Readonly<Record<number, string>> = {
  400: "the workflow does not take the card; its trigger must be “When a Teams webhook request is received”",
  401: "the address is not valid any more; copy it anew from the workflow, and let anyone trigger it",
  403: "the address is not valid any more; copy it anew from the workflow",
  404: "there is no workflow at this address; it may have been deleted",
  405: "this is not the address of a workflow's webhook",
  410: "the workflow is gone; make a new one and configure its address",
  413: "the card is too large for the workflow",
};

function addressOf(name: string, text: string): URL {
  // The engine's own error would quote the address, and with it the secret.
  if (!URL.canParse(text)) throw new TypeError(`channel ${name}: the webhook's address is not a URL`);
  const url = new URL(text);
  if (url.protocol === "https:" || url.protocol === "http:") return url;
  throw new TypeError(`channel ${name}: the webhook's address must begin with https:// or http://`);
}

/** The short code that Power Automate gives its errors, such as WorkflowTriggerIsNotEnabled. */
function errorCodeIn(text: string): string {
  const code = /"code"\s*:\s*"([A-Za-z]{3,60})"/.exec(text)?.[1];
  return code === undefined ? "" : ` (${code})`;
}

function retry(detail: string, retryAfterMs: number | undefined): Receipt {
  return { kind: "retry", detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function receiptOf(answer: Answer): Receipt {
  if (answer.kind === "no-answer") return { kind: "retry", detail: answer.why };
  if (answer.kind === "private-address") {
    return { kind: "refused", detail: "the webhook is in a private network; allowPrivateWebhooks permits it" };
  }
  const { status, text, retryAfterMs } = answer;
  if (status === 200) {
    const hidden = Number(HIDDEN_STATUS.exec(text)?.[1] ?? (TOO_MANY.test(text) ? 429 : 0));
    if (hidden !== 0) return receiptOf({ ...answer, status: hidden });
  }
  if (status === 202) return { kind: "accepted", detail: "accepted by the workflow" };
  if (status >= 200 && status < 300) return { kind: "accepted", detail: `answered ${status}` };
  if (status === 429) return retry("too many messages for the workflow (429)", retryAfterMs);
  if (status === 408 || status >= 500) return retry(`answered ${status}${errorCodeIn(text)}`, retryAfterMs);
  const hint = hints[status] ?? (status < 400 ? "it redirects; configure the address that it leads to" : "it refuses");
  return { kind: "refused", detail: `answered ${status}${errorCodeIn(text)}: ${hint}` };
}

/** Microsoft Teams, by a workflow that posts the cards that it gets. A 202 means that the workflow began, not that it ended well. */
export function createTeamsChannel(options: TeamsOptions): Channel {
  const { name, linksFor, allowPrivateAddresses, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const url = options.url === undefined ? undefined : addressOf(name, options.url);
  return {
    name,
    kind: "teams",
    sends: url !== undefined,
    render: (message) => ({ contentType: "application/json", body: adaptiveCard(message, linksFor(message)) }),
    send: async ({ body }, { idempotencyKey, signal }) => {
      if (url === undefined) return { kind: "accepted", detail: "kept" };
      return receiptOf(await postJson({ url, body, idempotencyKey, signal, timeoutMs, allowPrivateAddresses }));
    },
  };
}
