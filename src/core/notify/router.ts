import type { EngineSettings } from "../model/engine-settings.ts";
import type { Incident } from "../model/incident.ts";
import { defaultRoute, type Route } from "../model/route.ts";
import { isAtLeast } from "../model/severity.ts";
import { hoursText, isWithin } from "./hours.ts";
import { type MatchedSeries, meetsAll } from "./matcher.ts";
import { seriesOf } from "./mute.ts";

export type RoutedIncident = Pick<Incident, "members" | "severity">;
export type RouteSettings = Pick<EngineSettings, "routes" | "channels" | "timeZone">;

/** What a route says to an incident, in words. */
export interface Fit {
  route: Route;
  fits: boolean;
  taken: boolean;
  why: string;
}

/**
 * The routes that an incident takes at `now`: the first that fits, and further ones while those before go on. When none fits, it
 * falls to every channel: a gap in the routes must not hide anything.
 */
export function routesFor(incident: RoutedIncident, settings: RouteSettings, now: number): Route[] {
  return fitsOf(incident, settings, now).flatMap(({ route, taken }) => (taken ? [route] : []));
}

/** Every route in order, the default last where it is needed, with what it says and why. */
export function fitsOf(incident: RoutedIncident, settings: RouteSettings, now: number): Fit[] {
  const fits: Fit[] = [];
  let isOpen = true;
  for (const route of settings.routes) {
    const { fits: fitsHere, why } = fitOf(route, incident, now, settings.timeZone);
    const taken = fitsHere && isOpen;
    fits.push({ route, fits: fitsHere, taken, why: fitsHere && !isOpen ? `${why}, but one before it took it` : why });
    if (taken && route.goesOn !== true) isOpen = false;
  }
  if (fits.some(({ taken }) => taken)) return fits;
  const why = settings.routes.length === 0 ? "no routes are configured" : "no configured route fits";
  return [...fits, { route: defaultRoute(settings.channels), fits: true, taken: true, why }];
}

/** The route of this name as it is configured now; the default one for its name. */
export function routeNamed(name: string, settings: RouteSettings): Route | null {
  const fallback = defaultRoute(settings.channels);
  return settings.routes.find((route) => route.name === name) ?? (name === fallback.name ? fallback : null);
}

/** Channels of the route that everything falls to: where the monitor tells of itself. */
export function catchAllChannels({ routes, channels }: RouteSettings): string[] {
  const catchAll = routes.findLast(({ match = [], severity, hours }) => {
    return match.length === 0 && (severity === undefined || severity === "minor") && hours === undefined;
  });
  return (catchAll ?? defaultRoute(channels)).channels;
}

function fitOf(
  { match = [], severity, hours }: Route,
  incident: RoutedIncident,
  now: number,
  timeZone: string,
): { fits: boolean; why: string } {
  const reasons: string[] = [];
  if (match.length > 0) {
    const ongoing = incident.members.filter(({ endedAt }) => endedAt === null);
    const members = ongoing.length > 0 ? ongoing : incident.members;
    const series = members.map((member) => seriesOf(member, incident.severity));
    if (!series.some((one) => meetsAll(match, one))) return { fits: false, why: unmetText(match, series) };
    reasons.push(`a series meets ${match.join(", ")}`);
  }
  if (severity !== undefined) {
    if (!isAtLeast(incident.severity, severity)) {
      return { fits: false, why: `it is ${incident.severity}, less than ${severity}` };
    }
    reasons.push(`it is ${incident.severity}`);
  }
  if (hours !== undefined) {
    if (!isWithin(hours, now, timeZone)) return { fits: false, why: `it is outside of ${hoursText(hours)}` };
    reasons.push(`it is within ${hoursText(hours)}`);
  }
  return { fits: true, why: reasons.length === 0 ? "it takes everything" : reasons.join("; ") };
}

/** Of one series people want to know which condition it fails. */
function unmetText(match: readonly string[], series: readonly MatchedSeries[]): string {
  const [only] = series;
  if (series.length !== 1 || only === undefined) return `no series meets ${match.join(", ")}`;
  const unmet = match.filter((condition) => !meetsAll([condition], only));
  return `it does not meet ${unmet.join(", ")}`;
}
