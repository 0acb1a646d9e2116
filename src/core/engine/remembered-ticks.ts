const DAY_MS = 86_400_000;
/** A day in ticks of ten seconds, and an hour so that the same time of the day before is still known. */
const MOST_TICKS = 25 * 360;
/** This many scopes are remembered as long as all traffic; more would take too much memory. */
const LONG_HISTORY_SCOPES = 60;
const SHORT_HISTORY_TICKS = 720;

/** How many ticks of the scope with this number are kept for charts and sentences. */
export function rememberedTicks(scope: number, tickMs: number): number {
  if (scope >= LONG_HISTORY_SCOPES) return SHORT_HISTORY_TICKS;
  return Math.max(1440, Math.min(MOST_TICKS, (2 * DAY_MS) / tickMs));
}
