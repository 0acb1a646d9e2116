import type { Channel, LinksFor, Receipt } from "../channel.ts";
import type { Answer } from "../http-request.ts";
import { postJson } from "../post-json.ts";
import { receiptOf } from "../receipt-of.ts";
import { receiverAddress } from "../receiver-address.ts";
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

/** The short code that Power Automate gives its errors, such as WorkflowTriggerIsNotEnabled. */
function errorCodeIn(text: string): string | undefined {
  return /"code"\s*:\s*"([A-Za-z]{3,60})"/.exec(text)?.[1];
}

function teamsReceipt(answer: Answer): Receipt {
  const words = { receiver: "the workflow", accepted: "accepted by the workflow", hints, codeIn: errorCodeIn };
  if (answer.kind !== "answered" || answer.status < 200 || answer.status >= 300) return receiptOf(answer, words);
  const { status, text } = answer;
  const hidden = Number(HIDDEN_STATUS.exec(text)?.[1] ?? (TOO_MANY.test(text) ? 429 : 0));
  if (status === 200 && hidden !== 0) return receiptOf({ ...answer, status: hidden }, words);
  return receiptOf(answer, status === 202 ? words : { ...words, accepted: `answered ${status}` });
}

/** Microsoft Teams, by a workflow that posts the cards that it gets. A 202 means that the workflow began, not that it ended well. */
export function createTeamsChannel(options: TeamsOptions): Channel {
  const { name, linksFor, allowPrivateAddresses, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const url = options.url === undefined ? undefined : receiverAddress(name, options.url);
  return {
    name,
    kind: "teams",
    sends: url !== undefined,
    render: (message) => ({ contentType: "application/json", body: adaptiveCard(message, linksFor(message)) }),
    send: async ({ body }, { idempotencyKey, signal }) => {
      if (url === undefined) return { kind: "accepted", detail: "kept" };
      return teamsReceipt(await postJson({ url, body, idempotencyKey, signal, timeoutMs, allowPrivateAddresses }));
    },
  };
}
