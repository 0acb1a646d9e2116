import type { Receipt } from "../channel.ts";
import { PRIVATE_ADDRESS_CODE } from "../private-address.ts";
import { PrivateServer } from "./smtp-socket.ts";

/** What the library tells of a fault. Its messages quote what servers said and where they are, so they are not handed on. */
interface Fault {
  code: string;
  command: string;
  responseCode: number | undefined;
  /** Such as 5.7.1 (RFC 3463). */
  enhanced: string | undefined;
}

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was closed before the mail was taken",
  ECONNECTION: "the connection was closed before the mail was taken",
  EPIPE: "the connection was closed before the mail was taken",
  ENOTFOUND: "its name is unknown",
  EDNS: "its name could not be looked up",
  EAI_AGAIN: "its name could not be looked up",
  EHOSTUNREACH: "it cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ETIMEDOUT: "it did not answer in time",
  EPROTOCOL: "what it answers is not SMTP",
};

const CERTIFICATES: readonly [RegExp, string][] = [
  [/certificate has expired/i, "its certificate has expired"],
  [/self.signed|unable to (?:get|verify)/i, "its certificate is not trusted"],
  [/altnames|does not match/i, "its certificate is for another name"],
];

const REFUSALS: Readonly<Record<number, string>> = {
  530: "it wants a login, or TLS before it",
  550: "it does not take mail for this address, or from this sender",
  552: "the mail is too large for it, or the mailbox is full",
  553: "it does not take this address",
  554: "it does not take mail from here",
};

/** The server took the mail for at least one address. */
export function receiptOfAnswer(answer: {
  rejectedErrors?: readonly unknown[] | undefined;
  response?: string | undefined;
}): Receipt {
  const refused = (answer.rejectedErrors ?? []).map(recipientOf);
  const code = /^\d{3}/.exec(answer.response ?? "")?.[0] ?? "250";
  if (refused.length === 0) return { kind: "accepted", detail: `answered ${code}` };
  return { kind: "accepted", detail: `answered ${code}, but not for ${refused.join(", ")}` };
}

export function receiptOfFault(error: unknown): Receipt {
  if (error instanceof PrivateServer || faultOf(error).code === PRIVATE_ADDRESS_CODE) {
    return { kind: "refused", detail: "the mail server is in a private network; allowPrivate permits it" };
  }
  const fault = faultOf(error);
  const { code, responseCode } = fault;
  if (code === "EAUTH" && (responseCode === undefined || responseCode >= 500)) {
    return { kind: "refused", detail: `${answered(fault)}the login is not accepted; check username and password` };
  }
  if (code === "ETLS") return receiptOfTls(error);
  if (responseCode !== undefined) return receiptOfCode(responseCode, fault);
  if (code === "EENVELOPE") return { kind: "refused", detail: "there is no address that the mail could go to" };
  return { kind: "retry", detail: NETWORK[code] ?? certificateFault(error) ?? "the connection failed" };
}

function receiptOfCode(responseCode: number, fault: Fault): Receipt {
  if (responseCode < 500) return { kind: "retry", detail: `${answered(fault)}it asks to try again later` };
  return { kind: "refused", detail: `${answered(fault)}${REFUSALS[responseCode] ?? "it refuses the mail"}` };
}

/** A certificate is renewed some day; a server that has no TLS at all will not get it by waiting. */
function receiptOfTls(error: unknown): Receipt {
  const fault = certificateFault(error);
  if (fault !== undefined) return { kind: "retry", detail: fault };
  const text = error instanceof Error ? error.message : "";
  if (/initiating TLS/i.test(text)) return { kind: "retry", detail: "TLS could not be agreed on" };
  return {
    kind: "refused",
    detail: "it does not offer STARTTLS, so nothing was sent; use its port for TLS, or permit a connection without",
  };
}

function certificateFault(error: unknown): string | undefined {
  const text = error instanceof Error ? error.message : "";
  return CERTIFICATES.find(([pattern]) => pattern.test(text))?.[1];
}

function answered({ responseCode, enhanced, command }: Fault): string {
  if (responseCode === undefined) return "";
  const to = command === "" ? "" : ` to ${command}`;
  return `answered ${responseCode}${enhanced === undefined ? "" : ` ${enhanced}`}${to}: `;
}

function recipientOf(error: unknown): string {
  const recipient =
    typeof error === "object" && error !== null && "recipient" in error ? String(error.recipient) : "one address";
  const { responseCode } = faultOf(error);
  return responseCode === undefined ? recipient : `${recipient} (${responseCode})`;
}

function faultOf(error: unknown): Fault {
  const fields = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  const text = (name: string): string => (typeof fields[name] === "string" ? fields[name] : "");
  const { responseCode } = fields as { responseCode?: unknown };
  return {
    code: text("code"),
    command: /^[A-Z ]{2,20}$/.test(text("command")) ? text("command") : "",
    responseCode: typeof responseCode === "number" ? responseCode : undefined,
    enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(text("response"))?.[1],
  };
}
