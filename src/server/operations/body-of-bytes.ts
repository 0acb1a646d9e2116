import type { Body } from "../../core/intake/body.ts";

/** What a request or a file brought, as the intake reads it. */
export function bodyOfBytes(bytes: Buffer): Body {
  return { bytes, text: (from, to) => bytes.toString("utf8", from, to) };
}
