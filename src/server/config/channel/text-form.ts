import { isIP } from "node:net";
import { webhookAddress } from "../value-kind.ts";

/** What a text has to look like. `faultIn` never repeats the text, which may be a secret. */
export interface TextForm {
  expected: string;
  /** In words; undefined when the text is right. */
  faultIn(text: string, allowPrivate: boolean): string | undefined;
}

export function formOf(expected: string, pattern: RegExp): TextForm {
  return { expected, faultIn: (text) => (pattern.test(text) ? undefined : "something else (not shown)") };
}

export const webhookForm: TextForm = { expected: webhookAddress.expected, faultIn: webhookFault };

/** What is wrong with the address of a webhook; undefined when it is right. */
export function webhookFault(url: string, allowPrivate: boolean): string | undefined {
  const address = webhookAddress.read(url);
  if (address === undefined) return "something that is not a web address (not shown)";
  const isPlain = !address.startsWith("https:") && !allowPrivate;
  return isPlain ? "an address with http:// (not shown; allowPrivate or allowPrivateWebhooks permits it)" : undefined;
}

/** Of a server that is asked for names below it; user and password stand elsewhere, so that they are not shown. */
export const serverForm: TextForm = {
  expected: "the address of a server, beginning with https://, without user, password and query",
  faultIn: (text, allowPrivate) => {
    const fault = webhookFault(text, allowPrivate);
    if (fault !== undefined) return fault;
    const { username, password, search, hash } = new URL(text);
    return username + password + search + hash === "" ? undefined : "an address with more than that (not shown)";
  },
};

export const hostForm: TextForm = {
  expected: "the name or address of a machine, without a port",
  faultIn: (text) => (isIP(text) !== 0 || /^[\w.-]{1,253}$/.test(text) ? undefined : "something else (not shown)"),
};

const MAILBOX = /^[^\s@<>",;:\\]{1,64}@[\w.-]{1,253}$/;

export const mailboxForm: TextForm = {
  expected: "an address such as ops@example.com, or with a name: Operations <ops@example.com>",
  faultIn: (text) => {
    const address = /^[^<>"\r\n]{0,100}<([^<>]+)>$/.exec(text)?.[1] ?? text;
    return MAILBOX.test(address) ? undefined : "something else (not shown)";
  },
};
