import { robustScatter } from "../stats/two-counts.ts";
import { badStretches } from "./bad-references.ts";
import { Comparison, type Side, type Span } from "./comparison.ts";
import type { CountColumn, CountTable } from "./count-table.ts";
import { reboundAfter, shouldersOf } from "./edges.ts";
import { type Stretch, separate, stretchesOf, windowTests } from "./stretch-search.ts";

/** Where a reference is left out, and on whose word. */
export interface LeftOut extends Span {
  reference: CountColumn;
  side: Side;
  /** By the other references of the file; null where only another file says so. */
  pValue: number | null;
}

/** Tests that are no more improbable than this are not candidates. */
const WORTH_A_LOOK = 0.05;

/** Days are no more alike than this, though a short file may look so. */
const LEAST_PHI = 0.005;

/** A window that may be believed, once all files' are counted. */
export interface Candidate {
  column: number;
  test: Stretch;
}

/** A file that brings its own references: observed counts beside those of other days and means over several. */
export class ComparedFile {
  readonly table: CountTable;
  readonly comparisons: readonly Comparison[];
  readonly leftOut: LeftOut[] = [];
  readonly phi: number;

  constructor(table: CountTable) {
    this.table = table;
    const observed = table.columns.filter(({ role }) => role.kind === "observed");
    const references = table.columns.filter(({ role }) => role.kind !== "observed");
    this.comparisons = observed.map((target) => new Comparison(target, references));
    const pairs = this.comparisons.flatMap((comparison) => comparison.pairs());
    this.phi = Math.max(LEAST_PHI, robustScatter([...pairs, ...pairsAmong(references)]));
    for (const comparison of this.comparisons) {
      comparison.phi = this.phi;
      for (const bad of badStretches(comparison.target, references, this.phi)) this.leaveOut(bad);
    }
  }

  /** Leaves a reference out where it is off itself. */
  leaveOut(out: LeftOut): void {
    const known = this.leftOut.find(
      ({ reference, first, last }) => reference === out.reference && first <= out.first && last >= out.last,
    );
    if (known !== undefined) return;
    this.leftOut.push(out);
    for (const { references } of this.comparisons) {
      references.find(({ column }) => column === out.reference)?.isBad.fill(1, out.first, out.last + 1);
    }
  }

  /** Everything that was tested, by number, and what of it may be believed. */
  search(): { tests: number; candidates: Candidate[] } {
    let tests = 0;
    const candidates: Candidate[] = [];
    for (const [column, comparison] of this.comparisons.entries()) {
      const all = windowTests(comparison);
      tests += all.length;
      candidates.push(...separate(all, WORTH_A_LOOK).map((test) => ({ column, test })));
    }
    return { tests, candidates };
  }

  /** What is off in one observed column, by the tests that are believed. */
  stretches(column: number, believed: readonly Stretch[]): OffStretch[] {
    const comparison = this.comparisons[column];
    if (comparison === undefined) return [];
    return stretchesOf(comparison, believed).map((stretch) => ({
      comparison,
      stretch,
      shoulders: shouldersOf(comparison, stretch),
      rebound: reboundAfter(comparison, stretch),
    }));
  }
}

/** A stretch that is off, and what lies beside it. */
export interface OffStretch {
  comparison: Comparison;
  stretch: Stretch;
  shoulders: number[];
  rebound: number | null;
}

function pairsAmong(references: readonly CountColumn[]) {
  return references
    .filter(({ role }) => role.kind === "count")
    .flatMap((reference) =>
      new Comparison(
        reference,
        references.filter((other) => other !== reference),
      ).pairs(),
    );
}
