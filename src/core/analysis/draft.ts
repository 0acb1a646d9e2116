import type { AnalysisFinding, FindingKind, ReferenceRange } from "../model/analysis.ts";
import type { Span } from "./comparison.ts";
import type { CountTable } from "./count-table.ts";

/** A number by one reference. */
export type ByReference = ReferenceRange["by"][number];

/** What was seen of a series, and what each reference says of it. */
export interface Amount {
  observed: number;
  expected: ByReference[];
}

/** What is known of a finding before all tests are corrected for their number. */
export interface Draft {
  kind: FindingKind;
  table: CountTable;
  series: string[];
  span: Span;
  observed: number;
  expected: ByReference[];
  /** What is lost and what is too many, where another series than the lead says it. */
  below: Amount | null;
  above: Amount | null;
  /** Two-sided. */
  pValue: number;
  /** The p-value that is corrected for the number of tests: that of the test by which it was found. */
  testedP: number;
  /** What one of its tests weighs among those of all files: see `weightOf`. */
  weight: number;
  title: string;
  explanation: string;
  speaksFor: string[];
  speaksAgainst: string[];
  shoulders: { slot: number; observed: number }[];
  sql: string;
}

const THOUSANDTHS = 1000;

/** Ends and parts of a range, without the dust of floating point. */
export function rangeOf(by: readonly ByReference[]): ReferenceRange {
  const clean = by.map(({ reference, value }) => ({ reference, value: rounded(value) }));
  const values = clean.map(({ value }) => value);
  return { least: Math.min(...values), most: Math.max(...values), by: clean };
}

/** How far a series is below or above each reference; 0 by one that lies on the other side. */
function beyond({ observed, expected }: Amount, sign: 1 | -1): ReferenceRange | null {
  if (expected.length === 0) return null;
  return rangeOf(
    expected.map(({ reference, value }) => ({ reference, value: Math.max(0, sign * (observed - value)) })),
  );
}

function rounded(value: number): number {
  return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
}

/** The finding that people see; `id` is its place among all. */
export function findingFrom(draft: Draft, id: string, qValue: number): AnalysisFinding {
  const { table, span, observed, expected, below, above } = draft;
  const slot = (index: number): { label: string; at: number } => {
    const { label = "", at = 0 } = table.slots[index] ?? {};
    return { label, at };
  };
  return {
    id,
    kind: draft.kind,
    file: table.name,
    series: draft.series,
    from: slot(span.first),
    to: slot(span.last),
    observed: rounded(observed),
    expected: rangeOf(expected),
    lost: below === null ? null : beyond(below, -1),
    surplus: above === null ? null : beyond(above, 1),
    pValue: draft.pValue,
    qValue,
    title: draft.title,
    explanation: draft.explanation,
    speaksFor: draft.speaksFor,
    speaksAgainst: draft.speaksAgainst,
    shoulders: draft.shoulders.map(({ slot: index, observed: count }) => ({ ...slot(index), observed: count })),
    sql: draft.sql,
  };
}
