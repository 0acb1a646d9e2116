import type { AnalysisFinding, FindingKind } from "../../model/analysis.ts";
import { byReference, numberText, probabilityText, rangeText } from "./number-words.ts";

export const KINDS: Record<FindingKind, string> = {
  outage: "Outage",
  drop: "Fewer than expected",
  surge: "More than expected",
  rebound: "Rebound",
  silence: "Silence",
};

/** The facts of a finding, each under its name, in the order in which people ask. */
export function factsOf(finding: AnalysisFinding): [name: string, text: string][] {
  const { observed, expected, lost, surplus, pValue, qValue, shoulders } = finding;
  const facts: [string, string][] = [
    ["When", whenText(finding)],
    ["Series", finding.series.join(", ")],
    ["Observed", numberText(observed)],
    ["Expected", withReferences(expected)],
  ];
  if (lost !== null) facts.push(["Lost", withReferences(lost)]);
  if (surplus !== null) facts.push(["Too many", withReferences(surplus)]);
  facts.push(["p, q", `${probabilityText(pValue)}, ${probabilityText(qValue)} after correction`]);
  if (shoulders.length > 0) {
    facts.push(["Shoulders", shoulders.map(({ label, observed: seen }) => `${label}: ${numberText(seen)}`).join(", ")]);
  }
  return facts;
}

export function whenText({ from, to, file }: AnalysisFinding): string {
  const time = from.at === to.at ? from.label : `${from.label} to ${to.label}`;
  return `${time} in ${file}`;
}

function withReferences(range: AnalysisFinding["expected"]): string {
  return range.by.length === 0 ? rangeText(range) : `${rangeText(range)} (${byReference(range)})`;
}
