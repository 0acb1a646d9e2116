import type { Comparison, Side, Span } from "./comparison.ts";

/** A run of slots that is off on one side, with how probable so much or so little of it is. */
export interface Stretch extends Span {
  side: Side;
  /** Two-sided. */
  pValue: number;
  /** Of the window that it was believed by: what is corrected for the number of tests. */
  testedP: number;
}

/** Slots that are tested together at most; longer stretches grow out of these. */
const LONGEST_WINDOW = 4;
/** A slot beside what is off belongs to it when this improbable by itself. */
const JOINS = 0.01;
/** A slot at the end of a window that is no more improbable than this is not part of what is off, */
const TRIMMED = 0.05;
/** unless the window is this many times more improbable with it. */
const BORNE_OUT = 1000;

/** Every run of up to four slots, tested for the side to which it leans. */
export function windowTests(comparison: Comparison): Stretch[] {
  const tests: Stretch[] = [];
  for (let first = 0; first < comparison.length; first++) {
    for (let last = first; last < Math.min(first + LONGEST_WINDOW, comparison.length); last++) {
      const span = { first, last };
      if (!comparison.isKnown(span) || comparison.usable(span).length === 0) continue;
      const [below, above] = [twoSided(comparison, span, "below"), twoSided(comparison, span, "above")];
      const side = below <= above ? ("below" as const) : ("above" as const);
      const pValue = Math.min(below, above);
      tests.push({ ...span, side, pValue, testedP: pValue });
    }
  }
  return tests;
}

/**
 * The most improbable tests that do not overlap. What is off shows in every window that touches it and must count once, or the
 * false-discovery rate of everything else would seem lower than it is.
 */
export function separate(tests: readonly Stretch[], least: number): Stretch[] {
  const kept: Stretch[] = [];
  const improbable = tests.filter(({ pValue }) => pValue <= least);
  for (const test of improbable.sort((a, b) => a.pValue - b.pValue || a.first - b.first)) {
    if (!kept.some((other) => overlap(other, test))) kept.push(test);
  }
  return kept;
}

/**
 * The stretches behind tests that are believed: the most improbable first, trimmed to slots that are off by themselves, grown
 * over neighbours that are; those that touch are one.
 */
export function stretchesOf(comparison: Comparison, believed: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  const byProbability = [...believed].sort((a, b) => a.pValue - b.pValue || a.first - b.first);
  for (const test of byProbability) {
    if (found.some((stretch) => overlap(stretch, test))) continue;
    const span = grown(comparison, trimmed(comparison, test), test.side);
    if (!found.some((stretch) => overlap(stretch, span))) found.push({ ...test, ...span });
  }
  return joined(
    comparison,
    found.sort((a, b) => a.first - b.first),
  ).map((stretch) => ({
    ...stretch,
    pValue: twoSided(comparison, stretch, stretch.side),
  }));
}

function twoSided(comparison: Comparison, span: Span, side: Side): number {
  return Math.min(1, 2 * comparison.probability(span, side));
}

function trimmed(comparison: Comparison, { first, last, side }: Stretch): Span {
  const mayGo = (slot: number, rest: Span, whole: Span): boolean =>
    comparison.probability({ first: slot, last: slot }, side) > TRIMMED &&
    comparison.probability(rest, side) <= BORNE_OUT * comparison.probability(whole, side);
  let from = first;
  let to = last;
  while (from < to && mayGo(from, { first: from + 1, last: to }, { first: from, last: to })) from += 1;
  while (to > from && mayGo(to, { first: from, last: to - 1 }, { first: from, last: to })) to -= 1;
  return { first: from, last: to };
}

function grown(comparison: Comparison, { first, last }: Span, side: Side): Span {
  const joins = (slot: number): boolean => comparison.probability({ first: slot, last: slot }, side) <= JOINS;
  // Together with its neighbour it must still have a reference that speaks of all of it.
  const isTold = (span: Span): boolean => comparison.usable(span).length > 0;
  let from = first;
  let to = last;
  while (from > 0 && joins(from - 1) && isTold({ first: from - 1, last: to })) from -= 1;
  while (to < comparison.length - 1 && joins(to + 1) && isTold({ first: from, last: to + 1 })) to += 1;
  return { first: from, last: to };
}

function overlap(a: Span, b: Span): boolean {
  return a.first <= b.last && b.first <= a.last;
}

function joined(comparison: Comparison, stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = [];
  for (const stretch of stretches) {
    const before = whole.at(-1);
    const isOne = before?.side === stretch.side && before.last + 1 === stretch.first;
    if (isOne && comparison.usable({ first: before.first, last: stretch.last }).length > 0) {
      before.last = stretch.last;
      before.testedP = Math.min(before.testedP, stretch.testedP);
    } else whole.push({ ...stretch });
  }
  return whole;
}
