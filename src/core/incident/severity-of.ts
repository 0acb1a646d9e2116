import type { Member } from "../model/incident.ts";
import { isAtLeast, type Severity } from "../model/severity.ts";
import type { StatusTotals } from "./impact.ts";

/** Fewer transactions lost or bad than this are minor, however large the ratio: at night, three instead of 0.1. */
const FEW = 10;
/** So many are more than minor, however small the part of the traffic. */
const MANY = 100;

/** Of a fall, the part that did not come; a critical one lacks at least `LOST_MANY` too. */
const LOST_PART_MAJOR = 0.2;
const LOST_PART_CRITICAL = 0.5;
const LOST_MANY = 30;

/** Of a rise, how many times as many as usual came; a critical one is of at least `MANY` too. */
const TIMES_MAJOR = 2;
const TIMES_CRITICAL = 4;

/**
 * How bad an incident is: how far a status is from normal, and how many transactions that concerns so far. Each status is judged by all
 * that came in during the alarm, and by its worst tick, which is all that is known at first. The worst of them counts.
 *
 *   critical   nothing comes in; or half or more did not come, 30 at least; or 4 times as many bad ones came, 100 too many at least
 *   major      a fifth or more did not come, or twice as many bad ones came, 10 at least; or 100 whatever the part
 *   minor      all else
 */
export function severityOf(totals: readonly StatusTotals[]): Severity {
  return totals.reduce<Severity>(
    (worst, { side, totals: { observed, expected } }) => worse(worst, severityBy(side, observed, expected)),
    "minor",
  );
}

/** How bad the worst tick of a series is by itself. */
export function severityOfPeak({ symptom, peakValue, peakExpected }: Member): Severity {
  return severityBy(symptom, peakValue, peakExpected);
}

function severityBy(side: StatusTotals["side"], observed: number, expected: number): Severity {
  switch (side) {
    case "silence":
      return "critical";
    case "below":
      return ofFall(expected - observed, expected);
    case "above":
      return ofRise(observed - expected, observed, expected);
  }
}

function ofFall(lost: number, expected: number): Severity {
  if (lost >= LOST_MANY && lost >= LOST_PART_CRITICAL * expected) return "critical";
  if (lost >= MANY || (lost >= FEW && lost >= LOST_PART_MAJOR * expected)) return "major";
  return "minor";
}

function ofRise(surplus: number, observed: number, expected: number): Severity {
  if (surplus >= MANY && observed >= TIMES_CRITICAL * expected) return "critical";
  if (surplus >= MANY || (surplus >= FEW && observed >= TIMES_MAJOR * expected)) return "major";
  return "minor";
}

export function worse(one: Severity, other: Severity): Severity {
  return isAtLeast(one, other) ? one : other;
}
