import type { Transactions } from "../model/transactions.ts";

const EVENT_TICK_MS = 10_000;
const TALLY_TICK_MS = 60_000;

/**
 * The tick that suits records. Whoever counts sends a count now and then, about once a minute, at whatever second: in short ticks
 * most would be empty.
 */
export function tickOf({ isTally, count }: Transactions): number {
  const isTallied = isTally.every((tallies) => tallies);
  const isCounted = isTallied || isTally.some((tallies, i) => !tallies && (count[i] ?? 0) > 1);
  return isCounted ? TALLY_TICK_MS : EVENT_TICK_MS;
}
