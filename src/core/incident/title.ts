import type { Member } from "../model/incident.ts";
import { ALL_TRAFFIC, scopeLabel } from "../model/scope.ts";

/** One line that names what is off and where: "denied above normal, issuer aurora". */
export function titleOf(members: readonly Member[]): string {
  const silence = members.find(({ symptom }) => symptom === "silence");
  const isOnlyFalls = members.every(({ symptom }) => symptom !== "above");
  if (silence !== undefined && isOnlyFalls) return `nothing comes in, ${scopeLabel(silence.scope)}`;
  const scopes = [...new Set(members.map(({ scope }) => scope))];
  const named = members.filter(({ symptom }) => symptom !== "silence");
  const statuses = [...new Set(named.map(({ status }) => status))];
  return `${statusesText(statuses, members)}, ${scopeText(scopes)}`;
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

/** The narrowest scope says where; all traffic only when nothing narrower is in it. */
function scopeText(scopes: readonly string[]): string {
  const narrow = scopes.filter((scope) => scope !== ALL_TRAFFIC);
  const [first = ALL_TRAFFIC] = narrow;
  return narrow.length > 1 ? `${scopeLabel(first)} and ${narrow.length - 1} more` : scopeLabel(first);
}
