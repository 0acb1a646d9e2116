import type { Channel, LinksFor, Receipt } from "../channel.ts";
import { clippedText } from "../clipped-text.ts";
import type { Answer } from "../http-request.ts";
import { postJson } from "../post-json.ts";
import { receiptOf } from "../receipt-of.ts";
import { receiverAddress } from "../receiver-address.ts";
import { type PagerDutyEvent, pagerDutyEvents } from "./pagerduty-event.ts";

export interface PagerDutyOptions {
  name: string;
  /** A secret. */
  routingKey: string;
  url: string;
  linksFor: LinksFor;
  allowPrivateAddresses: boolean;
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

const hints = {
  400: "PagerDuty does not take the event; check the routing key",
  403: "PagerDuty does not let this sender in",
  404: "this is not the address of the Events API v2; it ends in /v2/enqueue",
};

/** PagerDuty, by the Events API v2. A 202 means that the event was taken; what becomes of it is told by PagerDuty. */
export function createPagerDutyChannel(options: PagerDutyOptions): Channel {
  const { name, routingKey, linksFor, allowPrivateAddresses, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const url = receiverAddress(name, options.url);
  return {
    name,
    kind: "pagerduty",
    sends: true,
    render: (message) => ({ contentType: "application/json", body: pagerDutyEvents(message, linksFor(message)) }),
    send: async (rendered, { idempotencyKey, signal }) => {
      let receipt: Receipt = { kind: "accepted", detail: "not sent: PagerDuty hears of incidents and troubles only" };
      for (const event of rendered.body as readonly PagerDutyEvent[]) {
        const body = { routing_key: routingKey, ...event };
        const answer = await postJson({ url, body, idempotencyKey, signal, timeoutMs, allowPrivateAddresses });
        receipt = pagerDutyReceipt(answer, routingKey);
        if (receipt.kind !== "accepted") return receipt;
      }
      return receipt;
    },
  };
}

function pagerDutyReceipt(answer: Answer, routingKey: string): Receipt {
  const words = {
    receiver: "PagerDuty",
    accepted: "accepted by PagerDuty",
    hints,
    codeIn: (text: string) => errorsIn(text, routingKey),
  };
  const isTaken = answer.kind === "answered" && answer.status >= 200 && answer.status < 300;
  if (!isTaken || /"status"\s*:\s*"success"/.test(answer.text)) return receiptOf(answer, words);
  return { kind: "refused", detail: `answered ${answer.status} without “success”: this is not the Events API v2` };
}

/** What PagerDuty says is wrong; should it quote the key, that is left out. */
function errorsIn(text: string, routingKey: string): string | undefined {
  const list = /"errors"\s*:\s*\[([^\]]{1,1000})\]/.exec(text)?.[1];
  return list === undefined ? undefined : clippedText(list.replaceAll(routingKey, "…").replaceAll('"', ""), 200);
}
