import type { Member, Symptom } from "../model/incident.ts";
import { type By, bothBy } from "../model/rule.ts";
import type { ScopeKey } from "../model/scope.ts";

/** What a series looks like at an alerting tick. */
export interface Sighting {
  scope: ScopeKey;
  status: string;
  symptom: Symptom;
  /** Start of the tick. */
  at: number;
  value: number;
  expected: number;
  score: number;
  by: By;
  /** Names, or expressions, of the rules that it alerts by. */
  rules: readonly string[];
  reason: string;
}

/** What came in of a series in alarm in so many ticks, beside what each reference says of them; null where it cannot say. */
export interface Measure {
  scope: ScopeKey;
  status: string;
  ticks: number;
  observed: number;
  expected: number;
  hourBefore: number | null;
  dayBefore: number | null;
}

export function memberOf(sighting: Sighting): Member {
  return {
    scope: sighting.scope,
    status: sighting.status,
    symptom: sighting.symptom,
    startedAt: sighting.at,
    endedAt: null,
    peakAt: sighting.at,
    peakValue: sighting.value,
    peakExpected: sighting.expected,
    peakScore: sighting.score,
    by: sighting.by,
    rules: [...sighting.rules],
    reason: sighting.reason,
    tally: { ticks: 0, observed: 0, expected: 0, hourBefore: null, dayBefore: null },
  };
}

/** Adds what the series alerts by now to what it alerted by before; true when that is more. */
export function joinGrounds(member: Member, { by, rules }: Sighting): boolean {
  const joined = bothBy(member.by, by);
  const added = rules.filter((rule) => !member.rules.includes(rule));
  if (joined === member.by && added.length === 0) return false;
  member.by = joined;
  member.rules.push(...added);
  return true;
}

/** The peak is the tick whose count is farthest from what was expected. */
export function raisePeak(member: Member, sighting: Sighting): boolean {
  const distance = Math.abs(sighting.value - sighting.expected);
  if (distance <= Math.abs(member.peakValue - member.peakExpected)) return false;
  member.symptom = sighting.symptom;
  member.peakAt = sighting.at;
  member.peakValue = sighting.value;
  member.peakExpected = sighting.expected;
  member.peakScore = Math.max(member.peakScore, sighting.score);
  member.reason = sighting.reason;
  return true;
}

/** A reference that could not speak of one tick does not speak of the whole: sums of different ticks cannot be compared. */
export function addToTally({ tally }: Member, measure: Measure): void {
  const isFirst = tally.ticks === 0;
  tally.hourBefore = sumOf(isFirst, tally.hourBefore, measure.hourBefore);
  tally.dayBefore = sumOf(isFirst, tally.dayBefore, measure.dayBefore);
  tally.ticks += measure.ticks;
  tally.observed += measure.observed;
  tally.expected += measure.expected;
}

function sumOf(isFirst: boolean, sum: number | null, more: number | null): number | null {
  if (isFirst) return more;
  return sum === null || more === null ? null : sum + more;
}
