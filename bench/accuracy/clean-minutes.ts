import type { Series, Span } from "./traffic.ts";

const TAIL_MINUTES = 30;

/** 1 for each minute from `scoredFrom` on in which an alert on the series is false. Shape (minutes). */
export function cleanMinutes({ counts, incidents, ignored, promotions }: Series, scoredFrom: number): Uint8Array {
  const isClean = new Uint8Array(counts.length).fill(1, scoredFrom);
  for (const { from, to } of [...ignored, ...incidents.map(withTail), ...promotions.map(withTail)]) {
    isClean.fill(0, from, to);
  }
  return isClean;
}

/** What happens, and the time after it in which its alarm may still be on. */
export function withTail({ from, to }: Span): Span {
  return { from, to: to + TAIL_MINUTES };
}
