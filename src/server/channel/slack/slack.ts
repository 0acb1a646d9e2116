import type { Channel, LinksFor, Receipt } from "../channel.ts";
import type { Answer } from "../http-request.ts";
import { postJson } from "../post-json.ts";
import { receiptOf } from "../receipt-of.ts";
import { receiverAddress } from "../receiver-address.ts";
import { type SlackMessage, slackMessage, type SlackView, withoutBlocks } from "./slack-message.ts";

export interface SlackOptions {
  name: string;
  /** Address of an incoming webhook; all of its path is a secret. */
  url: string;
  mentions?: SlackView["people"];
  linksFor: LinksFor;
  allowPrivateAddresses: boolean;
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** By Slack's own word for what is wrong, else by status. */
const hints: Readonly<Record<string, string>> = {
  invalid_payload: "Slack does not take the message; please report this",
  invalid_blocks: "Slack does not take the message; please report this",
  msg_blocks_too_long: "the message is too long for Slack; please report this",
  user_not_found: "one of the ids under mentions is no member of this workspace",
  channel_not_found: "the webhook's channel is gone; make a new webhook",
  channel_is_archived: "the webhook's channel is archived; make a webhook for another one",
  action_prohibited: "an administrator of the workspace forbids it",
  posting_to_general_channel_denied: "only some people may post to this channel; make a webhook for another one",
  no_service: "the webhook was removed or switched off; make a new one",
  no_service_id: "the address is not complete; copy it anew",
  no_team: "the address is not complete, or the workspace is gone",
  team_disabled: "the workspace is not active any more",
  invalid_token: "the webhook was revoked; make a new one",
  "403": "the webhook may not post there; make a new one",
  "404": "there is no webhook at this address; copy it anew",
  "410": "the webhook or its channel is gone; make a new one",
};

const words = {
  receiver: "Slack",
  accepted: "posted by Slack",
  hints,
  codeIn: (text: string) => /^\s*([a-z_]{3,60})\s*$/.exec(text)?.[1],
};

const TEXT_ONLY = "posted by Slack as text only, because it did not take the blocks";

/** Slack says so of a form that it does not know, or that is too long for it; receivers like it may know fewer forms. */
function dislikesBlocks(answer: Answer): boolean {
  return answer.kind === "answered" && answer.status === 400 && /blocks|invalid_payload/.test(answer.text);
}

/** Slack says “ok”; what else answers 200 is a gateway in between, or no webhook. */
function slackReceipt(answer: Answer, accepted = words.accepted): Receipt {
  const isTaken = answer.kind === "answered" && answer.status >= 200 && answer.status < 300;
  if (!isTaken || /^\s*ok\b|"(?:ok|success)"\s*:\s*true/.test(answer.text))
    return receiptOf(answer, { ...words, accepted });
  return { kind: "refused", detail: `answered ${answer.status} without “ok”: this is not Slack, or not its webhook` };
}

/** Slack, by an incoming webhook. */
export function createSlackChannel(options: SlackOptions): Channel {
  const { name, mentions = {}, linksFor, allowPrivateAddresses, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const url = receiverAddress(name, options.url);
  return {
    name,
    kind: "slack",
    sends: true,
    render: (message) => ({
      contentType: "application/json",
      body: slackMessage(message, { links: linksFor(message), people: mentions }),
    }),
    send: async (rendered, { idempotencyKey, signal }) => {
      const body = rendered.body as SlackMessage;
      const post = (part: object) =>
        postJson({ url, body: part, idempotencyKey, signal, timeoutMs, allowPrivateAddresses });
      const answer = await post(body);
      return dislikesBlocks(answer) ? slackReceipt(await post(withoutBlocks(body)), TEXT_ONLY) : slackReceipt(answer);
    },
  };
}
