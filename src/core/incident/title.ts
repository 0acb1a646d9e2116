import type { Member } from "../model/incident.ts";
import { ALL_TRAFFIC, scopeLabel } from "../model/scope.ts";

/** A scope is named when it is at least this part as far from normal as the farthest. */
const STANDS_OUT = 0.8;
/** With this many beside the first, the trouble is everywhere. */
const MANY = 3;
/** A longer expression than this is cut. */
const LONGEST_RULE = 60;

/** One line that names what is off and where: "denied above normal, issuer aurora". */
export function titleOf(members: readonly Member[]): string {
  const silence = members.find(({ symptom }) => symptom === "silence");
  const isOnlyFalls = members.every(({ symptom }) => symptom !== "above");
  if (silence !== undefined && isOnlyFalls) return `nothing comes in, ${scopeLabel(silence.scope)}`;
  const named = members.filter(({ symptom }) => symptom !== "silence");
  const statuses = [...new Set(named.map(({ status }) => status))];
  return `${statusesText(statuses, members)}, ${scopeText(members)}`;
}

function statusesText(statuses: readonly string[], members: readonly Member[]): string {
  const [first = "", second = ""] = statuses;
  if (members.every(({ by }) => by === "rule")) return ruledText(statuses, members);
  if (statuses.length === 1) return `${first} ${symptomText(members, first)}`;
  const symptoms = new Set(members.filter(({ status }) => statuses.includes(status)).map(({ symptom }) => symptom));
  const off = symptoms.size === 1 ? symptomText(members, first) : "off normal";
  if (statuses.length === 2) return `${first} and ${second} ${off}`;
  return `${first}, ${second} and ${statuses.length - 2} more ${off}`;
}

/** What alerts by rule alone need not be off normal. */
function ruledText(statuses: readonly string[], members: readonly Member[]): string {
  const [first = "", second = ""] = statuses;
  if (statuses.length > 2) return `${first}, ${second} and ${statuses.length - 2} more by rule`;
  if (statuses.length === 2) return `${first} and ${second} by rule`;
  const [rule = "", ...others] = new Set(members.flatMap(({ rules }) => rules));
  const label = rule.length > LONGEST_RULE ? `${rule.slice(0, LONGEST_RULE - 1)}…` : rule;
  return others.length === 0 ? `${first} by rule "${label}"` : `${first} by ${others.length + 1} rules`;
}

function symptomText(members: readonly Member[], status: string): string {
  const symptom = members.find((member) => member.status === status)?.symptom;
  return symptom === "below" ? "below normal" : "above normal";
}

/** The narrow scopes that stand out most say where; all traffic when there are none, or too many to be the cause. */
function scopeText(members: readonly Member[]): string {
  const narrow = members.filter(({ scope }) => scope !== ALL_TRAFFIC);
  const farthest = Math.max(...narrow.map(distance));
  const leading = narrow
    .filter((member) => distance(member) >= STANDS_OUT * farthest)
    .toSorted((one, other) => distance(other) - distance(one));
  const [first = ALL_TRAFFIC, ...others] = new Set(leading.map(({ scope }) => scope));
  if (others.length === 0) return scopeLabel(first);
  const isEverywhere = others.length >= MANY && members.length > narrow.length;
  return isEverywhere ? scopeLabel(ALL_TRAFFIC) : `${scopeLabel(first)} and ${others.length} more`;
}

/** How many times more or less than expected, as a logarithm; one event more or less hardly counts. */
function distance({ peakValue, peakExpected }: Member): number {
  return Math.abs(Math.log((peakValue + 1) / (peakExpected + 1)));
}
