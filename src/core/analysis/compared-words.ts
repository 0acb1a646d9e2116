import type { FindingKind } from "../model/analysis.ts";
import type { ComparedFile, OffStretch } from "./compared-file.ts";
import { type Comparison, type Side, type Span, sumOf } from "./comparison.ts";
import type { ByReference, Draft } from "./draft.ts";
import { sqlAround } from "./file-sql.ts";
import {
  allText,
  betweenText,
  capital,
  chanceText,
  countText,
  lengthText,
  listText,
  spanText,
  stepText,
} from "./words.ts";

/** What is left of the least expectation in an outage, at most. */
const NEXT_TO_NOTHING = 0.1;
/** Fewer expected than this: chance alone moves them much. */
const SMALL_NUMBERS = 20;
/** References that differ by this factor leave the size of the loss open. */
const WIDE_RANGE = 1.5;

/** A finding about a stretch of a file with references; a rebound is one of its own. */
export function draftsOf(file: ComparedFile, off: OffStretch, weight: number): Draft[] {
  const { comparison, stretch, rebound } = off;
  const main = stretchDraft(file, off, weight);
  if (rebound === null) return [main];
  const span = { first: rebound, last: rebound };
  const pValue = Math.min(1, 2 * comparison.probability(span, "above"));
  const expected = expectedOf(comparison, span);
  const time = spanText(file.table, span);
  const observed = sumOf(comparison.target, span);
  return [
    main,
    {
      ...common(file, comparison, span, "above"),
      kind: "rebound",
      pValue,
      testedP: pValue,
      weight,
      title: `${file.table.name}: ${countText(observed)} right after the ${main.kind}, ${time}`,
      explanation:
        `Right after ${spanText(file.table, stretch)}, ${time} brought ${countText(observed)} where the references have ` +
        `${betweenText(expected.map(({ value }) => value))}: some of what could not be done before was done now.`,
      speaksFor: [
        `It follows the ${main.kind} at once, and is above ${allText(expected.length)}.`,
        "What waits and is then made up for was wanted all the time: supply failed, not demand.",
      ],
      speaksAgainst: [
        `By itself it would be no finding: so much comes by chance with ${chanceText(pValue)}. It is told for its place.`,
      ],
    },
  ];
}

function stretchDraft(file: ComparedFile, off: OffStretch, weight: number): Draft {
  const { comparison, stretch, shoulders } = off;
  const expected = expectedOf(comparison, stretch);
  const observed = sumOf(comparison.target, stretch);
  const kind = kindOf(off, observed, expected);
  const time = spanText(file.table, stretch);
  const between = betweenText(expected.map(({ value }) => value));
  const difference = betweenText(expected.map(({ value }) => Math.abs(value - observed)));
  const what = stretch.side === "below" ? "lost" : "too many";
  return {
    ...common(file, comparison, stretch, stretch.side),
    kind,
    pValue: stretch.pValue,
    testedP: stretch.testedP,
    weight,
    title: `${file.table.name}: ${observed === 0 ? "nothing" : countText(observed)} instead of ${between}, ${time}`,
    explanation:
      `${capital(comparison.target.name)} has ${countText(observed)} in ${lengthText(file.table.stepMs, slotsOf(stretch))}, ` +
      `${time}, where the references have ${between}: ${difference} ${what}, by reference. ` +
      (shoulders.length > 0 ? `${shoulderText(file, off)} ` : "") +
      `So ${stretch.side === "below" ? "few" : "many"} come by chance with ${chanceText(stretch.pValue)}, ` +
      `at this day's level and by the reference that makes it most likely.`,
    speaksFor: forIt(file, off, observed, expected),
    speaksAgainst: againstIt(file, off, expected),
    shoulders: shoulders.map((slot) => ({ slot, observed: comparison.target.values[slot] ?? 0 })),
  };
}

function common(file: ComparedFile, comparison: Comparison, span: Span, side: Side) {
  const { table } = file;
  const columns = [comparison.target, ...comparison.references.map(({ column }) => column)].map(({ name }) => name);
  const amount = { observed: sumOf(comparison.target, span), expected: expectedOf(comparison, span) };
  return {
    table,
    series: [comparison.target.name],
    span: { first: span.first, last: span.last },
    ...amount,
    below: side === "below" ? amount : null,
    above: side === "above" ? amount : null,
    shoulders: [],
    sql: sqlAround(table, columns, span),
  };
}

/** What each reference that is used says, as it stands in the file. */
function expectedOf(comparison: Comparison, span: Span): ByReference[] {
  return comparison.usable(span).map(({ column }) => ({ reference: column.name, value: sumOf(column, span) }));
}

function kindOf({ stretch }: OffStretch, observed: number, expected: readonly ByReference[]): FindingKind {
  if (stretch.side === "above") return "surge";
  return observed <= NEXT_TO_NOTHING * Math.min(...expected.map(({ value }) => value)) ? "outage" : "drop";
}

function forIt(file: ComparedFile, off: OffStretch, observed: number, expected: readonly ByReference[]): string[] {
  const { comparison, stretch, shoulders, rebound } = off;
  const more = stretch.side === "below" ? "more" : "less";
  const reasons = [
    `${capital(allText(expected.length))} ${expected.length === comparison.references.length ? "" : "that can be used "}` +
      `${expected.length === 1 ? "has" : "agree: each has"} ${more}, ${betweenText(expected.map(({ value }) => value))}.`,
  ];
  if (observed === 0) {
    const least = Math.min(...expected.map(({ value }) => value));
    reasons.push(`Nothing at all was counted where at least ${countText(least)} were expected.`);
  }
  if (slotsOf(stretch) > 1) reasons.push(`It lasts for ${lengthText(file.table.stepMs, slotsOf(stretch))} in a row.`);
  if (shoulders.length > 0) reasons.push(shoulderText(file, off));
  if (rebound !== null)
    reasons.push(`More than usual came right after it, at ${spanText(file.table, { first: rebound, last: rebound })}.`);
  return reasons;
}

function againstIt(
  file: ComparedFile,
  { comparison, stretch }: OffStretch,
  expected: readonly ByReference[],
): string[] {
  const reasons: string[] = [];
  const values = expected.map(({ value }) => value);
  const least = expected.find(({ value }) => value === Math.min(...values));
  if (least !== undefined && Math.max(...values) > WIDE_RANGE * least.value)
    reasons.push(`The references do not agree on its size: ${least.reference} has only ${countText(least.value)}.`);
  const out = file.leftOut.filter(({ first, last }) => first <= stretch.last && last >= stretch.first);
  for (const name of new Set(out.map(({ reference }) => reference.name)))
    reasons.push(`${name} is off itself at that time and is left out: with it there would be one more witness.`);
  if (comparison.references.length - out.length < 2) reasons.push("Only one reference is left.");
  if (Math.min(...values) < SMALL_NUMBERS) reasons.push("Small numbers: chance alone moves them much.");
  reasons.push("Counts say when and how many, not why: a closed shop looks the same as a broken one.");
  return reasons;
}

/** `Its shoulders are low too: 14h 19 (20 to 35), 18h 13 (17 to 32).` */
function shoulderText(file: ComparedFile, { comparison, stretch, shoulders }: OffStretch): string {
  const parts = shoulders.map((slot) => {
    const span = { first: slot, last: slot };
    const values = expectedOf(comparison, span).map(({ value }) => value);
    return `${spanText(file.table, span)} ${countText(sumOf(comparison.target, span))} (${betweenText(values)})`;
  });
  const noun = shoulders.length === 1 ? `The ${stepText(file.table.stepMs)} beside it is` : "Its shoulders are";
  return `${noun} ${stretch.side === "below" ? "low" : "high"} too: ${listText(parts)}.`;
}

function slotsOf({ first, last }: Span): number {
  return last - first + 1;
}
