import { type Comparison, type Side, type Span, sumOf } from "./comparison.ts";
import type { Stretch } from "./stretch-search.ts";

/** Slots beside a stretch that may be its shoulders, on each side. */
const WIDEST_SHOULDER = 2;
/** A shoulder is this improbable by half of the references. */
const SHOULDER = 0.1;
/** So is a rebound, which is looked for in one place only: right after an outage. */
const REBOUND = 0.15;

/** Slots beside a stretch that lean to its side by every reference, though they are not off by themselves. */
export function shouldersOf(comparison: Comparison, { first, last, side }: Stretch): number[] {
  const before: number[] = [];
  for (let slot = first - 1; slot >= first - WIDEST_SHOULDER && leans(comparison, slot, side, SHOULDER); slot--)
    before.unshift(slot);
  const after: number[] = [];
  for (let slot = last + 1; slot <= last + WIDEST_SHOULDER && leans(comparison, slot, side, SHOULDER); slot++)
    after.push(slot);
  return [...before, ...after];
}

/** The slot right after a fall, when it brought more than every reference says: what could not be done before. */
export function reboundAfter(comparison: Comparison, { last, side }: Stretch): number | null {
  const next = last + 1;
  return side === "below" && leans(comparison, next, "above", REBOUND) ? next : null;
}

/** True when a slot is on one side of every reference, as it stands and at this day's level, and improbable by half of them. */
function leans(comparison: Comparison, slot: number, side: Side, probability: number): boolean {
  const span: Span = { first: slot, last: slot };
  if (slot < 0 || slot >= comparison.length || !comparison.isKnown(span)) return false;
  const usable = comparison.usable(span);
  const sign = side === "below" ? 1 : -1;
  const value = sumOf(comparison.target, span);
  const isBeyond = usable.every(({ column, ratio }) => {
    const expected = sumOf(column, span);
    return sign * (expected * ratio - value) > 0 && (side === "below" || value > expected);
  });
  if (usable.length === 0 || !isBeyond) return false;
  const improbable = usable.filter((reference) => comparison.probabilityBy(reference, span, side) <= probability);
  return improbable.length * 2 >= usable.length;
}
