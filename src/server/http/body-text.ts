/** A body that is not one of transactions, as text; empty where there is none. */
export function bodyText(body: unknown): string {
  return body instanceof Buffer ? body.toString("utf8") : "";
}
