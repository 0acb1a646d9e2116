import { InvalidArgumentError } from "commander";

/** With its zone: whoever types it may be elsewhere than the server. */
export function instantIn(given: string): number {
  const at = /(?:Z|[+-]\d{2}:?\d{2})$/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("expected a time with its zone, such as 2026-11-25T22:00Z");
  return at;
}
