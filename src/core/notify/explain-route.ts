import type { EngineSettings } from "../model/engine-settings.ts";
import type { Member } from "../model/incident.ts";
import type { RouteExplanation, RouteSample } from "../model/route-explanation.ts";
import { ALL_TRAFFIC } from "../model/scope.ts";
import type { Silence } from "../model/silence.ts";
import { type MatcherFault, type MatcherNames, matcherFault } from "./matcher.ts";
import { mutedBy, mutesAt } from "./mute.ts";
import { fitsOf } from "./router.ts";

/** A sample is taken for a major rise where it does not say more. */
const USUAL = { scope: ALL_TRAFFIC, symptom: "above", severity: "major" } as const;

/** What is wrong with a sample, in words; null when nothing is. */
export function sampleFault({ scope = USUAL.scope, status }: RouteSample, names: MatcherNames): MatcherFault | null {
  return matcherFault(`status=${status}`, names) ?? matcherFault(`scope=${scope}`, names);
}

/** Which routes a sample incident takes at `now`, and why; who is told, and what keeps it quiet. */
export function explainRoute(
  sample: RouteSample,
  settings: EngineSettings,
  silences: readonly Silence[],
  now: number,
): RouteExplanation {
  const { severity = USUAL.severity } = sample;
  const incident = { severity, members: [memberOf(sample, now)] };
  const fits = fitsOf(incident, settings, now);
  const taken = fits.flatMap((fit) => (fit.taken ? [fit.route] : []));
  const channels = new Map<string, string>();
  for (const route of taken) {
    for (const name of route.channels) if (!channels.has(name)) channels.set(name, route.name);
  }
  return {
    at: now,
    routes: fits.map(({ route, fits: does, taken: isTaken, why }) => {
      return { name: route.name, fits: does, taken: isTaken, why };
    }),
    channels: Array.from(channels, ([name, route]) => ({ name, route })),
    escalations: taken.flatMap(({ name, escalate }) => (escalate === undefined ? [] : [{ route: name, ...escalate }])),
    reminders: taken.flatMap(({ name, remind }) => (remind === undefined ? [] : [{ route: name, every: remind }])),
    mutedBy: mutedBy(incident, mutesAt(silences, settings.maintenance, now, settings.timeZone)),
  };
}

function memberOf({ scope = USUAL.scope, status, symptom = USUAL.symptom }: RouteSample, at: number): Member {
  return {
    scope,
    status,
    symptom,
    startedAt: at,
    endedAt: null,
    peakAt: at,
    peakValue: 0,
    peakExpected: 0,
    peakScore: 0,
    by: "score",
    rules: [],
    reason: "",
    tally: { ticks: 0, observed: 0, expected: 0, hourBefore: null, dayBefore: null },
  };
}
