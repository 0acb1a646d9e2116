import { Comparison, type Span } from "./comparison.ts";
import type { CountColumn } from "./count-table.ts";
import { type Stretch, stretchesOf, windowTests } from "./stretch-search.ts";

/** A reference is left out where the others find it this improbable. */
const OFF = 0.001;
/** Its neighbours go with it from here on: to leave out too much of a reference costs little. */
const OFF_BESIDE = 0.05;

/** Where a reference is itself off by all others, and left out. */
export interface BadStretch extends Stretch {
  reference: CountColumn;
}

/**
 * Where counts of other days disagree with every other reference. With only two references, what is judged decides between
 * them: that one is off with which neither agrees.
 */
export function badStretches(target: CountColumn, references: readonly CountColumn[], phi: number): BadStretch[] {
  return references
    .filter(({ role }) => role.kind === "count")
    .flatMap((reference) => {
      const others = references.filter((other) => other !== reference);
      if (others.length === 0) return [];
      const comparison = new Comparison(reference, others.length === 1 ? [...others, target] : others);
      comparison.phi = phi;
      const off = windowTests(comparison).filter(({ pValue }) => pValue <= OFF);
      return stretchesOf(comparison, off).map((stretch) => ({
        ...widened(comparison, stretch),
        reference,
      }));
    });
}

function widened(comparison: Comparison, stretch: Stretch): Stretch {
  const goes = ({ first, last }: Span): boolean => comparison.probability({ first, last }, stretch.side) <= OFF_BESIDE;
  let { first, last } = stretch;
  while (first > 0 && goes({ first: first - 1, last: first - 1 })) first -= 1;
  while (last < comparison.length - 1 && goes({ first: last + 1, last: last + 1 })) last += 1;
  return { ...stretch, first, last };
}
