/** Long enough to be calm, short enough to be now. */
const RATE_WINDOW_MS = 10_000;

interface Reading {
  now: number;
  received: number;
}

/** The mean over the readings given, oldest first; null while there is less than a second of them. */
export function transactionsPerSecond(readings: readonly Reading[]): number | null {
  const first = readings[0];
  const last = readings.at(-1);
  if (first === undefined || last === undefined) return null;
  const elapsedMs = last.now - first.now;
  if (elapsedMs < 1000 || last.received < first.received) return null;
  return ((last.received - first.received) / elapsedMs) * 1000;
}

/** The readings that the rate is made of, with one more. */
export function withReading<One extends Reading>(readings: readonly One[], reading: One): readonly One[] {
  const last = readings.at(-1);
  if (last !== undefined && (reading.now < last.now || reading.received < last.received)) return [reading];
  return [...readings.filter((each) => each.now >= reading.now - RATE_WINDOW_MS), reading];
}
