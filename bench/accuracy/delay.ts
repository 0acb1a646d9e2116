import type { Span } from "./traffic.ts";

/**
 * Whole minutes from the start of a span to the end of its first minute that alerts: 1 is the best there is.
 *
 * @param score  shape (minutes); at or above `limit` is an alert
 * @returns      NaN when there is no alert inside
 */
export function delayMinutes(score: Float64Array | Uint8Array, limit: number, { from, to }: Span): number {
  for (let minute = from; minute < to; minute++) if (score[minute]! >= limit) return minute - from + 1;
  return Number.NaN;
}

/** The delay that counts: a miss costs the whole span and a minute. */
export function costMinutes(delay: number, { from, to }: Span): number {
  return Number.isNaN(delay) ? to - from + 1 : delay;
}
