import type { Channel, LinksFor } from "../channel.ts";
import { requestOnce } from "../http-request.ts";
import { receiptOf } from "../receipt-of.ts";
import { receiverAddress } from "../receiver-address.ts";
import { cloudEvent } from "./cloud-event.ts";
import { signatureOf } from "./signature.ts";

export interface WebhookOptions {
  name: string;
  url: string;
  /** Key of the signature; without one, requests are not signed. */
  secret?: string;
  authorization?: string;
  headers?: Readonly<Record<string, string>>;
  /** Where this product is; the `source` of its events. */
  publicUrl: string;
  linksFor: LinksFor;
  allowPrivateAddresses: boolean;
  timeoutMs?: number;
  /** Real time, for the signature. */
  now?: () => number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

const words = {
  receiver: "the receiver",
  accepted: "accepted by the receiver",
  hints: {
    400: "the receiver does not take the event",
    401: "the receiver wants to know who sends; set authorization or secret as it expects",
    403: "the receiver does not let this sender in; set authorization or secret as it expects",
    404: "there is nothing at this address",
    405: "this address takes no POST",
    410: "the address is gone",
    413: "the event is too large for the receiver",
    415: "the receiver does not take application/cloudevents+json",
  },
};

/** Any receiver of JSON: a CloudEvent for each message, signed. */
export function createWebhookChannel(options: WebhookOptions): Channel {
  const { name, secret, authorization, publicUrl, linksFor, allowPrivateAddresses } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, now = Date.now } = options;
  const url = receiverAddress(name, options.url);
  return {
    name,
    kind: "webhook",
    sends: true,
    render: (message) => ({ contentType: CONTENT_TYPE, body: cloudEvent(message, linksFor(message), publicUrl) }),
    send: async (rendered, { idempotencyKey, signal }) => {
      const body = Buffer.from(JSON.stringify({ id: idempotencyKey, ...(rendered.body as object) }));
      const headers = {
        ...options.headers,
        "content-type": CONTENT_TYPE,
        "idempotency-key": idempotencyKey,
        ...(authorization === undefined ? {} : { authorization }),
        ...(secret === undefined ? {} : { "smokewatch-signature": signatureOf(secret, body, now()) }),
      };
      return receiptOf(await requestOnce({ url, headers, body, signal, timeoutMs, allowPrivateAddresses }), words);
    },
  };
}
