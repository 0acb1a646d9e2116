import type { Member } from "../model/incident.ts";
import { ALL_TRAFFIC, scopeLabel } from "../model/scope.ts";

/** A scope is named when its score is at least this part of the highest. */
const STANDS_OUT = 0.6;

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
  if (statuses.length === 1) return `${first} ${symptomText(members, first)}`;
  const symptoms = new Set(members.filter(({ status }) => statuses.includes(status)).map(({ symptom }) => symptom));
  const off = symptoms.size === 1 ? symptomText(members, first) : "off normal";
  if (statuses.length === 2) return `${first} and ${second} ${off}`;
  return `${first}, ${second} and ${statuses.length - 2} more ${off}`;
}

function symptomText(members: readonly Member[], status: string): string {
  const symptom = members.find((member) => member.status === status)?.symptom;
  return symptom === "below" ? "below normal" : "above normal";
}

/** The narrow scopes that stand out most say where; all traffic only when nothing narrower is in it. */
function scopeText(members: readonly Member[]): string {
  const narrow = members.filter(({ scope }) => scope !== ALL_TRAFFIC);
  const highest = Math.max(...narrow.map(({ peakScore }) => peakScore));
  const leading = narrow
    .filter(({ peakScore }) => peakScore >= STANDS_OUT * highest)
    .toSorted((one, other) => other.peakScore - one.peakScore);
  const [first = ALL_TRAFFIC, ...others] = new Set(leading.map(({ scope }) => scope));
  return others.length > 0 ? `${scopeLabel(first)} and ${others.length} more` : scopeLabel(first);
}
