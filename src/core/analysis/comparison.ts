import { type Contrast, fewerProbability, moreProbability, type Pair, type Sample } from "../stats/two-counts.ts";
import type { CountColumn } from "./count-table.ts";

export type Side = "below" | "above";

/** Slots `first` to `last`, both included. */
export interface Span {
  first: number;
  last: number;
}

/** Below this the ratio of two columns is not asked of a slot, nor its scatter. */
const TELLING_COUNT = 5;

/** A column that another is held against. */
export interface Reference {
  column: CountColumn;
  /** What the target has for each one of the reference, as most of the day says. */
  ratio: number;
  /** 1 where the reference is itself off and says nothing. */
  isBad: Uint8Array;
}

/** One column of a file, held against others of it that count the same at another time. */
export class Comparison {
  readonly target: CountColumn;
  readonly references: readonly Reference[];
  phi = 0;

  constructor(target: CountColumn, columns: readonly CountColumn[]) {
    this.target = target;
    this.references = columns.map((column) => ({
      column,
      ratio: ratioOf(target, column),
      isBad: new Uint8Array(target.values.length),
    }));
  }

  get length(): number {
    return this.target.values.length;
  }

  /** True when the target has a number for every slot of the span. */
  isKnown(span: Span): boolean {
    return isKnown(this.target, span);
  }

  /** References that say something of every slot of the span. */
  usable(span: Span): readonly Reference[] {
    return this.references.filter(
      ({ column, isBad }) => isKnown(column, span) && !isBad.subarray(span.first, span.last + 1).includes(1),
    );
  }

  /** How probable so little, or so much, is by one reference. */
  probabilityBy(reference: Reference, span: Span, side: Side): number {
    const contrast: Contrast = {
      reference: sampleOf(reference.column, span),
      ratio: reference.ratio,
      phi: this.phi,
    };
    const y = sampleOf(this.target, span);
    return side === "below" ? fewerProbability(y, contrast) : moreProbability(y, contrast);
  }

  /**
   * How probable so little, or so much, is by the reference that makes it most so; 1 where none says anything, and where one
   * says the opposite.
   */
  probability(span: Span, side: Side): number {
    const usable = this.usable(span);
    if (usable.length === 0 || !this.isKnown(span)) return 1;
    const sign = side === "below" ? 1 : -1;
    const value = sumOf(this.target, span);
    if (usable.some(({ column, ratio }) => sign * (sumOf(column, span) * ratio - value) <= 0)) return 1;
    return Math.max(...usable.map((reference) => this.probabilityBy(reference, span, side)));
  }

  /** Slots that tell how far days scatter, each with each reference. */
  pairs(): Pair[] {
    return this.references.flatMap(({ column, ratio, isBad }) => {
      const pairs: Pair[] = [];
      for (let slot = 0; slot < this.length; slot++) {
        const span = { first: slot, last: slot };
        if (!isKnown(column, span) || !this.isKnown(span) || isBad[slot] === 1) continue;
        const reference = sampleOf(column, span);
        if ((reference.total * ratio) / reference.days < TELLING_COUNT) continue;
        pairs.push({ y: sampleOf(this.target, span), contrast: { reference, ratio } });
      }
      return pairs;
    });
  }
}

/** Days that a column's numbers were counted over. */
export function daysOf({ role }: CountColumn): number {
  return role.kind === "mean" ? Math.max(1, role.days) : 1;
}

/** Sum of the column's numbers, as they stand in the file. */
export function sumOf({ values }: CountColumn, { first, last }: Span): number {
  return values.subarray(first, last + 1).reduce((sum, value) => sum + value, 0);
}

function sampleOf(column: CountColumn, span: Span): Sample {
  const days = daysOf(column);
  return { total: sumOf(column, span) * days, days };
}

function isKnown({ values }: CountColumn, { first, last }: Span): boolean {
  for (let slot = first; slot <= last; slot++) if (!((values[slot] ?? Number.NaN) >= 0)) return false;
  return true;
}

/** The median of slot by slot ratios, each weighing as much as is counted there: an outage does not move it. */
function ratioOf(target: CountColumn, reference: CountColumn): number {
  const ratios: { ratio: number; weight: number }[] = [];
  for (const [slot, value] of target.values.entries()) {
    const other = reference.values[slot] ?? Number.NaN;
    if (value >= 0 && other > 0) ratios.push({ ratio: value / other, weight: other });
  }
  ratios.sort((a, b) => a.ratio - b.ratio);
  const half = ratios.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { ratio, weight } of ratios) {
    sum += weight;
    if (sum >= half && ratio > 0) return ratio;
  }
  return 1;
}
