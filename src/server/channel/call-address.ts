import { type Attempt, requestOnce } from "./http-request.ts";

/** Gets an address once. Null when it answered that all is well, else why not, in words that hold neither address nor secret. */
export async function callAddress(attempt: Omit<Attempt, "method" | "body" | "headers">): Promise<string | null> {
  const answer = await requestOnce({ ...attempt, method: "GET" });
  if (answer.kind === "no-answer") return answer.why;
  if (answer.kind === "private-address") return "it is in a private network; allowPrivateWebhooks permits it";
  if (answer.status >= 200 && answer.status < 300) return null;
  const isRedirect = answer.status >= 300 && answer.status < 400;
  return `it answered ${answer.status}${isRedirect ? ", a redirect; configure the address that it leads to" : ""}`;
}
