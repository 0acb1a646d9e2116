import { goodSum, type OtherDay, type SeriesDay } from "./series-scatter.ts";

const REACH_MS = 30 * 60_000;

/**
 * What is usual at each slot: the mean of the slots around it that no alert touches, else that of other days, else what the
 * judge expected; only to find the edges of what is off.
 */
export function usualLevel(
  day: SeriesDay,
  others: readonly (OtherDay & { ratio: number })[],
  learnt: Float64Array,
  stepMs: number,
): Float64Array {
  const reach = Math.max(1, Math.round(REACH_MS / stepMs));
  return Float64Array.from(day.values, (_, slot) => {
    const span = { first: Math.max(0, slot - reach), last: Math.min(day.values.length - 1, slot + reach) };
    const own = goodSum(day, span);
    if (own.slots > reach / 2) return own.total / own.slots;
    for (const other of others) {
      const { total, slots } = goodSum(other, span);
      if (slots > reach / 2) return (total * other.ratio) / slots;
    }
    return learnt[slot] ?? Number.NaN;
  });
}
