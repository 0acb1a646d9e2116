import { type Answer, type Attempt, requestOnce } from "./http-request.ts";

export interface Post extends Omit<Attempt, "method" | "body"> {
  body: unknown;
  idempotencyKey: string;
}

/** Posts JSON once. */
export async function postJson({ body, idempotencyKey, headers = {}, ...attempt }: Post): Promise<Answer> {
  return requestOnce({
    ...attempt,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "idempotency-key": idempotencyKey,
      ...headers,
    },
    body: Buffer.from(JSON.stringify(body)),
  });
}
