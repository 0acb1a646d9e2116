import type { Impact, ImpactRange, Member, Tally } from "../model/incident.ts";
import { dimensionOf } from "../model/scope.ts";

/** Counts of a status beside what the references say; null where one cannot say of every part. */
export type Totals = Omit<Tally, "ticks">;

/** A side of normal on which a status was, and what came in of it meanwhile. */
export interface StatusTotals {
  side: "above" | "below" | "silence";
  status: string;
  totals: Totals;
}

/**
 * What came in of each status while it was in alarm, nothing twice. A broad scope holds the narrow ones, and values of two dimensions
 * overlap; values of one dimension do not. So the counts of one of these stand for a status: the one that is farthest from what was
 * expected, which is the broadest unless that joined late.
 */
export function totalsByStatus(members: readonly Member[]): StatusTotals[] {
  const groups = new Map<string, { status: StatusTotals; dimension: string | undefined }>();
  for (const { scope, status, symptom, tally } of members) {
    if (tally.ticks === 0) continue;
    const dimension = dimensionOf(scope);
    const key = `${symptom} ${status} ${dimension ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { status: { side: symptom, status, totals: { ...tally } }, dimension });
    else group.status.totals = sumOf(group.status.totals, tally);
  }
  const farthest = new Map<string, StatusTotals>();
  for (const { status } of groups.values()) {
    const key = `${status.side} ${status.status}`;
    const before = farthest.get(key);
    if (before === undefined || distanceOf(status.totals) > distanceOf(before.totals)) farthest.set(key, status);
  }
  return [...farthest.values()];
}

/** What an incident cost so far, of which its series were in alarm for `minutes`. In a silence nothing else is counted, so it adds to the falls. */
export function impactOf(totals: readonly StatusTotals[], minutes: number): Impact {
  const lost = totals.filter(({ side }) => side !== "above").map((one) => one.totals);
  const surplus = totals.filter(({ side }) => side === "above").map((one) => one.totals);
  return { lost: rangeOf(lost, -1), surplus: rangeOf(surplus, 1), minutes };
}

const REFERENCES = [
  { reference: "expected", of: ({ expected }: Totals) => expected },
  { reference: "hour before", of: ({ hourBefore }: Totals) => hourBefore },
  { reference: "day before", of: ({ dayBefore }: Totals) => dayBefore },
] as const;

/** What the parts deviate in the direction of `sign`, by each reference that can say of all of them. */
function rangeOf(parts: readonly Totals[], sign: 1 | -1): ImpactRange | null {
  if (parts.length === 0) return null;
  const by: ImpactRange["by"] = [];
  for (const { reference, of } of REFERENCES) {
    const value = deviationOf(parts, of, sign);
    if (value !== null) by.push({ reference, value: Math.round(10 * value) / 10 });
  }
  const values = by.map(({ value }) => value);
  return { least: Math.min(...values), most: Math.max(...values), by };
}

/** A part on the other side of a reference, such as of a worse day before, takes nothing away from the others. */
function deviationOf(parts: readonly Totals[], of: (part: Totals) => number | null, sign: 1 | -1): number | null {
  let sum = 0;
  for (const part of parts) {
    const reference = of(part);
    if (reference === null) return null;
    sum += Math.max(0, sign * (part.observed - reference));
  }
  return sum;
}

function distanceOf({ observed, expected }: Totals): number {
  return Math.abs(observed - expected);
}

function sumOf(one: Totals, other: Totals): Totals {
  return {
    observed: one.observed + other.observed,
    expected: one.expected + other.expected,
    hourBefore: one.hourBefore === null || other.hourBefore === null ? null : one.hourBefore + other.hourBefore,
    dayBefore: one.dayBefore === null || other.dayBefore === null ? null : one.dayBefore + other.dayBefore,
  };
}
