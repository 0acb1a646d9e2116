/** A receiver that is well again is noticed within two minutes, and one that is down for a day gets some hundred attempts. */
const PAUSES_MS = [1000, 5000, 15_000, 30_000, 60_000, 120_000];
/** Whatever a receiver asks for, it is tried again after this long. */
const LONGEST_ASKED_MS = 3_600_000;
const GIVE_UP_MS = 24 * 3_600_000;
/** Up to this share of a pause is added by chance, so that many deliveries do not come back at once. */
const JITTER = 0.25;

/**
 * Milliseconds to wait before the next attempt; null when it is time to give up.
 *
 * @param attempts  attempts made so far, at least 1
 * @param ageMs     since the first attempt that this process made
 * @param askedMs   what the receiver asked for (Retry-After), if it did
 * @param chance    a number in [0, 1)
 */
export function retryPauseMs(
  attempts: number,
  ageMs: number,
  askedMs: number | undefined,
  chance: number,
): number | null {
  if (ageMs > GIVE_UP_MS) return null;
  const step = PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1] ?? 0;
  return Math.max(Math.min(askedMs ?? 0, LONGEST_ASKED_MS), step) * (1 + JITTER * chance);
}
