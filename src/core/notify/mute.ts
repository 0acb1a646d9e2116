import type { Delivery } from "../model/delivery.ts";
import type { Incident, Member } from "../model/incident.ts";
import type { MaintenanceWindow } from "../model/maintenance.ts";
import type { MatcherText } from "../model/matcher.ts";
import type { Silence } from "../model/silence.ts";
import { hoursFault, isWithin } from "./hours.ts";
import { isUnderWay } from "./maintenance.ts";
import { type MatchedSeries, meetsAll, namesSomething } from "./matcher.ts";

const DAY_MS = 86_400_000;
const LONGEST_MS = 30 * DAY_MS;
/** In some hours of the week only. */
const LONGEST_WEEKLY_MS = 366 * DAY_MS;
const PREVIEW_MS = 7 * DAY_MS;

/** One thing that keeps incidents quiet now, under the name that people see. */
export interface Mute {
  name: string;
  match: readonly MatcherText[];
}

/** What keeps incidents quiet at `now`: silences and planned work. */
export function mutesAt(
  silences: readonly Silence[],
  windows: readonly MaintenanceWindow[],
  now: number,
  timeZone: string,
): Mute[] {
  return [
    ...silences
      .filter(({ weekly }) => weekly === undefined || isWithin(weekly, now, timeZone))
      .map(({ id, match }) => ({ name: `silence ${id}`, match })),
    ...windows
      .filter((window) => isUnderWay(window, now, timeZone))
      .map(({ name, match = [] }) => ({ name: `maintenance ${name}`, match })),
  ];
}

/**
 * Names of what keeps an incident quiet; empty when something of it is not. It is quiet when every series in alarm is, or every one at
 * all once none is in alarm any more.
 */
export function mutedBy(
  { members, severity }: Pick<Incident, "members" | "severity">,
  mutes: readonly Mute[],
): string[] {
  if (mutes.length === 0) return [];
  const ongoing = members.filter(({ endedAt }) => endedAt === null);
  const names = new Set<string>();
  for (const member of ongoing.length > 0 ? ongoing : members) {
    const mute = mutes.find(({ match }) => meetsAll(match, seriesOf(member, severity)));
    if (mute === undefined) return [];
    names.add(mute.name);
  }
  return [...names];
}

export function seriesOf({ scope, status, symptom }: Member, severity: Incident["severity"]): MatchedSeries {
  return { scope, status, symptom, severity };
}

/** Why a silence is not to be had, in words; null when nothing speaks against it. */
export function silenceFault({ match, startsAt, endsAt, weekly }: Silence, now: number): string | null {
  if (!match.some(namesSomething)) {
    return "expected at least one condition that names something, such as status=denied or issuer=aurora; got only conditions that hold for almost everything, which would hide whatever happens";
  }
  if (endsAt <= now) return "expected an end in the future; got one in the past";
  if (endsAt <= startsAt) return "expected an end after the beginning; got one before it";
  const hours = weekly === undefined ? null : hoursFault(weekly);
  if (hours !== null) return `expected ${hours.expected} in weekly.${hours.field}; got ${hours.got}`;
  const lastsMs = endsAt - Math.max(startsAt, now);
  if (weekly !== undefined && lastsMs > LONGEST_WEEKLY_MS) return "expected at most a year; got more";
  if (weekly !== undefined || lastsMs <= LONGEST_MS) return null;
  return "expected at most 30 days; got more. Give the hours of the week in which it holds, or change the routes for what is to be quiet for good";
}

/** What a silence would have kept quiet. */
export interface SilencePreview {
  from: number;
  to: number;
  /** Newest first. */
  incidents: Incident[];
  messages: number;
}

/**
 * What a silence would have kept quiet in the seven days before `now`, of the incidents and messages that are kept. An incident that
 * holds one more series than it matches would have been told.
 */
export function previewOf(
  { match }: Pick<Silence, "match">,
  incidents: readonly Incident[],
  deliveries: readonly Delivery[],
  now: number,
): SilencePreview {
  const from = now - PREVIEW_MS;
  const muted = incidents.filter(({ members, severity, resolvedAt }) => {
    const isLately = resolvedAt === null || resolvedAt >= from;
    return isLately && members.every((member) => meetsAll(match, seriesOf(member, severity)));
  });
  const ids = new Set(muted.map(({ id }) => id));
  const messages = deliveries.filter(({ incidentId, plannedAt }) => {
    return incidentId !== null && ids.has(incidentId) && plannedAt >= from && plannedAt <= now;
  });
  const newestFirst = muted.toSorted((one, other) => other.openedAt - one.openedAt);
  return { from, to: now, incidents: newestFirst, messages: messages.length };
}
