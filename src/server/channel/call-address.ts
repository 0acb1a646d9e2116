import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { codeOf, reasonOf } from "./post-json.ts";
import { isPrivateHost, PRIVATE_ADDRESS_CODE, publicLookup } from "./private-address.ts";

export interface AddressCall {
  url: URL;
  signal: AbortSignal;
  timeoutMs: number;
  allowPrivateAddresses: boolean;
}

const PRIVATE = "it is in a private network; allowPrivateWebhooks permits it";

/**
 * Gets an address once, without following redirects. Null when it answered that all is well, else why not, in words that hold
 * neither address nor secret.
 */
export async function callAddress(call: AddressCall): Promise<string | null> {
  const { url, timeoutMs, allowPrivateAddresses } = call;
  if (!allowPrivateAddresses && isPrivateHost(url.hostname)) return PRIVATE;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const status = await statusOf(call, AbortSignal.any([call.signal, timeout]));
    if (status >= 200 && status < 300) return null;
    return status >= 300 && status < 400
      ? `it answered ${status}, a redirect; configure the address that it leads to`
      : `it answered ${status}`;
  } catch (error) {
    if (codeOf(error) === PRIVATE_ADDRESS_CODE) return PRIVATE;
    if (timeout.aborted) return `no answer within ${timeoutMs / 1000} s`;
    return call.signal.aborted ? "the call was stopped before an answer came" : reasonOf(error);
  }
}

function statusOf({ url, allowPrivateAddresses }: AddressCall, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(url, {
      agent: false,
      signal,
      headers: { "user-agent": "smokewatch" },
      ...(allowPrivateAddresses ? {} : { lookup: publicLookup }),
    });
    request.once("response", (response) => {
      // What it says beyond the status is of no interest, and could be endless.
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });
}
