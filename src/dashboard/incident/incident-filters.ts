import { isOpen } from "../../core/incident/incident-state.ts";
import type { Incident } from "../../core/model/incident.ts";
import { scopeLabel } from "../../core/model/scope.ts";

/** One for each incident; whom nobody is told of counts as silenced, whatever else it is. */
export type Standing = "open" | "acknowledged" | "silenced" | "resolved";
export const STANDINGS: readonly Standing[] = ["open", "acknowledged", "silenced", "resolved"];
export const SEVERITIES = ["critical", "major", "minor"] as const;
export const MARKS = ["real", "noise", "expected", "none"] as const;

const DAY_MS = 86_400_000;
export const PERIODS = { "24h": DAY_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS } as const;
export type PeriodKey = keyof typeof PERIODS;

/** Each list is what is wanted; empty is everything. */
export interface Filters {
  standings: readonly string[];
  severities: readonly string[];
  marks: readonly string[];
  statuses: readonly string[];
  /** Null for any. */
  scope: string | null;
  text: string;
  period: PeriodKey | null;
}

export const LISTS = ["standings", "severities", "marks", "statuses"] as const;
export type ListName = (typeof LISTS)[number];

/** Names of the lists in an address. */
const KEYS: Record<ListName, string> = {
  standings: "state",
  severities: "severity",
  marks: "mark",
  statuses: "status",
};

export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  const list = (name: ListName): string[] => (query[KEYS[name]] ?? "").split(",").filter((part) => part !== "");
  const period = query["period"];
  return {
    standings: list("standings"),
    severities: list("severities"),
    marks: list("marks"),
    statuses: list("statuses"),
    scope: query["scope"] ?? null,
    text: query["q"] ?? "",
    period: period !== undefined && Object.hasOwn(PERIODS, period) ? (period as PeriodKey) : null,
  };
}

/** What stands in the address; what does not filter is left out. */
export function queryOfFilters(filters: Filters): Record<string, string> {
  const query: Record<string, string> = {};
  for (const name of LISTS) if (filters[name].length > 0) query[KEYS[name]] = filters[name].join(",");
  if (filters.scope !== null) query["scope"] = filters.scope;
  if (filters.period !== null) query["period"] = filters.period;
  if (filters.text.trim() !== "") query["q"] = filters.text;
  return query;
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(queryOfFilters(filters)).length > 0;
}

/** The list with a value put in, or taken out where it was in. */
export function toggled(filters: Filters, list: ListName, value: string): Filters {
  const before = filters[list];
  return { ...filters, [list]: before.includes(value) ? before.filter((each) => each !== value) : [...before, value] };
}

export function standingOf(incident: Incident): Standing {
  if (!isOpen(incident)) return "resolved";
  if (incident.mutedBy.length > 0) return "silenced";
  return incident.state === "acknowledged" ? "acknowledged" : "open";
}

/** An incident's values of each list. */
const VALUES: Record<ListName, (incident: Incident) => readonly string[]> = {
  standings: (incident) => [standingOf(incident)],
  severities: ({ severity }) => [severity],
  marks: ({ mark }) => [mark ?? "none"],
  statuses: ({ members }) => [...new Set(members.map(({ status }) => status))],
};

export function fits(incident: Incident, filters: Filters, now: number, except: ListName | null = null): boolean {
  for (const name of LISTS) {
    const wanted = filters[name];
    if (name === except || wanted.length === 0) continue;
    if (!VALUES[name](incident).some((value) => wanted.includes(value))) return false;
  }
  const { scope, period, text } = filters;
  if (scope !== null && !incident.members.some((member) => member.scope === scope)) return false;
  if (period !== null && !isOpen(incident) && (incident.resolvedAt ?? now) < now - PERIODS[period]) return false;
  return holds(incident, text);
}

/** How many there would be for each value of a list, with all other filters as they are. */
export function countsOf(
  incidents: readonly Incident[],
  filters: Filters,
  list: ListName,
  now: number,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const incident of incidents) {
    if (!fits(incident, filters, now, list)) continue;
    for (const value of VALUES[list](incident)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Every word of the text stands somewhere in what people read of the incident. */
function holds(incident: Incident, text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return true;
  const { id, title, assignee, acknowledgedBy, members, timeline } = incident;
  const read = [
    `#${id}`,
    title,
    assignee,
    acknowledgedBy,
    ...members.flatMap(({ reason, scope, status }) => [reason, scopeLabel(scope), scope, status]),
    ...timeline.map((entry) => entry.text),
  ];
  const whole = read.join(" ").toLowerCase();
  return words.every((word) => whole.includes(word));
}
