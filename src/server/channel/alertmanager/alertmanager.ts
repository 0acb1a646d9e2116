import type { Channel, LinksFor, Receipt } from "../channel.ts";
import { postJson } from "../post-json.ts";
import { receiptOf } from "../receipt-of.ts";
import { receiverAddress } from "../receiver-address.ts";
import { type Alert, alertsOf } from "./alert.ts";
import { FormerSeverities } from "./former-severities.ts";

export interface AlertmanagerOptions {
  name: string;
  /** Every replica: they tell each other of what they have sent, not of alerts. */
  urls: readonly string[];
  username?: string | undefined;
  password?: string | undefined;
  bearerToken?: string | undefined;
  linksFor: LinksFor;
  allowPrivateAddresses: boolean;
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

const words = {
  receiver: "Alertmanager",
  accepted: "accepted",
  hints: {
    400: "it does not take the alerts; it must be Alertmanager 0.16 or newer",
    401: "it wants other credentials",
    403: "it does not let this sender in",
    404: "there is no Alertmanager at this address; leave /api/v2/alerts away",
  },
};

/** Alertmanager, by its API v2: alerts begin, are told again with each message, and end. */
export function createAlertmanagerChannel(options: AlertmanagerOptions): Channel {
  const { name, linksFor, allowPrivateAddresses, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const replicas = options.urls.map((url) => alertsAddress(receiverAddress(name, url)));
  const headers = authorization(options);
  const former = new FormerSeverities();
  return {
    name,
    kind: "alertmanager",
    sends: true,
    render: (message) => ({ contentType: "application/json", body: alertsOf(message, linksFor(message)) }),
    send: async (rendered, { idempotencyKey, signal }) => {
      const alerts = rendered.body as readonly Alert[];
      const body = former.withEnds(alerts);
      const receipts = await Promise.all(
        replicas.map(async (url) => {
          const post = { url, body, headers, idempotencyKey, signal, timeoutMs, allowPrivateAddresses };
          return { host: url.host, receipt: receiptOf(await postJson(post), words) };
        }),
      );
      const receipt = receiptOfAll(receipts);
      if (receipt.kind === "accepted") former.note(alerts);
      return receipt;
    },
  };
}

function alertsAddress(url: URL): URL {
  return new URL(`${url.pathname.replace(/\/+$/, "")}/api/v2/alerts`, url);
}

function authorization({ username, password = "", bearerToken }: AlertmanagerOptions): Record<string, string> {
  if (bearerToken !== undefined) return { authorization: `Bearer ${bearerToken}` };
  if (username === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

/** One replica that has it will tell people; the others are named. */
function receiptOfAll(receipts: readonly { host: string; receipt: Receipt }[]): Receipt {
  const missed = receipts.filter(({ receipt }) => receipt.kind !== "accepted");
  const taken = receipts.length - missed.length;
  const told = missed.map(({ host, receipt }) => `${host}: ${receipt.detail}`).join("; ");
  if (missed.length === 0) return { kind: "accepted", detail: "accepted by Alertmanager" };
  if (taken > 0) return { kind: "accepted", detail: `accepted by ${taken} of ${receipts.length}, not by ${told}` };
  const waits = missed.flatMap(({ receipt }) => (receipt.kind === "retry" ? [receipt.retryAfterMs ?? 0] : []));
  if (waits.length === 0) return { kind: "refused", detail: told };
  const retryAfterMs = Math.max(...waits);
  return { kind: "retry", detail: told, ...(retryAfterMs === 0 ? {} : { retryAfterMs }) };
}
