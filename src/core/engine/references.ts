import type { VerdictHistory } from "../judge/verdict-history.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The last minutes before an alarm may belong to it already. */
const ONSET_MS = 5 * MINUTE_MS;
/** The hour is made up of what did not alert in this time; less than half of it says little. */
const LONGEST_MS = 6 * HOUR_MS;
const LEAST_MS = HOUR_MS / 2;

/**
 * Mean count per tick of the statuses over the hour that ended five minutes before `at`. What alerted is left out, and an older tick taken
 * for it; null where too little is remembered.
 */
export function paceBefore(
  history: VerdictHistory,
  statuses: readonly number[],
  at: number,
  tickMs: number,
): number | null {
  let sum = 0;
  let ticks = 0;
  for (let age = history.ageSince(at - ONSET_MS) + 1; ticks * tickMs < HOUR_MS; age++) {
    if (!(history.at(age) >= at - ONSET_MS - LONGEST_MS)) break;
    const past = statuses.map((status) => history.verdict(age, status));
    if (past.some(({ isFlagged }) => isFlagged)) continue;
    for (const { value } of past) sum += value;
    ticks += 1;
  }
  return ticks === 0 || ticks * tickMs < LEAST_MS ? null : sum / ticks;
}

/** Count of the statuses in the ticks that began at `at` and after it a day before; null where one of them is not remembered. */
export function dayBefore(
  history: VerdictHistory,
  statuses: readonly number[],
  { at, ticks, tickMs }: { at: number; ticks: number; tickMs: number },
): number | null {
  let sum = 0;
  const first = history.ageSince(at - DAY_MS);
  for (let tick = 0; tick < ticks; tick++) {
    const age = first - tick;
    if (age < 0 || history.at(age) !== at - DAY_MS + tick * tickMs) return null;
    for (const status of statuses) sum += history.verdict(age, status).value;
  }
  return sum;
}
