import type { Member } from "../model/incident.ts";
import type { MatcherText } from "../model/matcher.ts";
import { ALL_TRAFFIC } from "../model/scope.ts";
import type { Severity } from "../model/severity.ts";

/** What a condition is held against: one series of an incident, with how bad the incident is. */
export interface MatchedSeries extends Pick<Member, "scope" | "status" | "symptom"> {
  severity: Severity;
}

/** Names that conditions may use. */
export interface MatcherNames {
  statuses: readonly string[];
  dimensions: readonly string[];
}

/** Why a condition would never do what its author wants. `typed` is the word that is not known, `known` what it may be. */
export interface MatcherFault {
  expected: string;
  got: string;
  typed?: string;
  known?: readonly string[];
}

interface Matcher {
  field: string;
  excludes: boolean;
  value: string;
}

const OWN_FIELDS = ["status", "scope", "symptom", "severity"] as const;
type OwnField = (typeof OWN_FIELDS)[number];

/** The name under which the silence of all traffic is kept among the statuses of an incident. */
const TRAFFIC = "traffic";
const SYMPTOMS = ["above", "below", "silence"];
const SEVERITIES = ["minor", "major", "critical"];

/** True when a series meets all conditions; without any, it does. */
export function meetsAll(conditions: readonly MatcherText[], series: MatchedSeries): boolean {
  return conditions.every((condition) => meets(condition, series));
}

/** A series that has no value of the field (all traffic has no issuer) meets `!=` and never `=`. */
function meets(condition: MatcherText, series: MatchedSeries): boolean {
  const { field, excludes, value } = matcherOf(condition);
  const own = valueOf(series, field);
  return (own !== undefined && fitsPattern(own, value)) !== excludes;
}

/** What is wrong with a condition; null when nothing is. */
export function matcherFault(condition: string, { statuses, dimensions }: MatcherNames): MatcherFault | null {
  const parts = /^([a-z][a-z0-9_]*)(!?=)(.+)$/.exec(condition);
  const got = JSON.stringify(condition.slice(0, 80));
  if (parts === null) return { expected: "a condition such as status=denied, issuer=aur* or scope!=all", got };
  const [, field = "", , value = ""] = parts;
  const fields = [...OWN_FIELDS, ...dimensions];
  if (!fields.includes(field)) {
    return { expected: `a condition on one of ${fields.join(", ")}`, got, typed: field, known: fields };
  }
  const known = knownValues(field, statuses);
  if (known !== null && !known.some((one) => fitsPattern(one, value))) {
    return { expected: `a ${field} (${known.join(", ")})`, got, typed: value, known };
  }
  return field === "scope" ? scopeFault(value, got, dimensions) : null;
}

/** True when a condition names something: what only excludes, or holds for every value, names nothing. */
export function namesSomething(condition: MatcherText): boolean {
  const { excludes, value } = matcherOf(condition);
  return !excludes && /[^*=\s]/.test(value);
}

function scopeFault(value: string, got: string, dimensions: readonly string[]): MatcherFault | null {
  const [dimension = ""] = value.split("=", 1);
  if (dimension.includes("*") || value === ALL_TRAFFIC) return null;
  const expected = `all, or a value of a dimension such as scope=${dimensions[0] ?? "issuer"}=aurora`;
  if (!value.includes("=")) return { expected, got, typed: value, known: [ALL_TRAFFIC] };
  return dimensions.includes(dimension) ? null : { expected, got, typed: dimension, known: dimensions };
}

function knownValues(field: string, statuses: readonly string[]): readonly string[] | null {
  if (field === "status") return [...statuses, TRAFFIC];
  if (field === "symptom") return SYMPTOMS;
  return field === "severity" ? SEVERITIES : null;
}

function matcherOf(condition: MatcherText): Matcher {
  const equals = condition.indexOf("=");
  const excludes = condition[equals - 1] === "!";
  return { field: condition.slice(0, excludes ? equals - 1 : equals), excludes, value: condition.slice(equals + 1) };
}

function valueOf(series: MatchedSeries, field: string): string | undefined {
  if ((OWN_FIELDS as readonly string[]).includes(field)) return series[field as OwnField];
  const { scope } = series;
  const isOfDimension = scope.startsWith(`${field}=`);
  return isOfDimension ? scope.slice(field.length + 1) : undefined;
}

/** `*` stands for any text. The texts between are looked for from left to right, so that no pattern takes long. */
function fitsPattern(text: string, pattern: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const until = text.length - last.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > until) return false;
    from = at + part.length;
  }
  return true;
}
