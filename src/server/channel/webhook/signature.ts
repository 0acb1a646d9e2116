import { createHmac } from "node:crypto";

/** `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", in hex>`: the time is signed too, so that an old request cannot be sent again. */
export function signatureOf(secret: string, body: Uint8Array, atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.`).update(body).digest("hex")}`;
}
