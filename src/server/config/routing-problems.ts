import { durationMs } from "../../core/model/duration.ts";
import type { Hours } from "../../core/model/hours.ts";
import type { MaintenanceWindow } from "../../core/model/maintenance.ts";
import type { Route } from "../../core/model/route.ts";
import { isAtLeast } from "../../core/model/severity.ts";
import { hoursFault } from "../../core/notify/hours.ts";
import { maintenanceFault } from "../../core/notify/maintenance.ts";
import { type MatcherNames, matcherFault } from "../../core/notify/matcher.ts";
import type { Problem } from "./configuration-error.ts";
import type { ConfigurationFile, KeyPath } from "./configuration-file.ts";
import { didYouMean } from "./nearest-name.ts";
import { keyText, shown } from "./schema-problems.ts";
import { timeZoneName } from "./value-kind.ts";

const LEAST_PAUSE_MS = 60_000;

/** What routes and planned work may name. */
export interface RoutingNames extends MatcherNames {
  channels: readonly string[];
}

type Found = Omit<Problem, "key" | "where"> & { path: KeyPath };

/** What is wrong with the routes: names that point at nothing, hours that never are, and routes that are never reached. */
export function routeProblems(
  routes: readonly Route[],
  names: RoutingNames,
  file: ConfigurationFile | undefined,
): Problem[] {
  const found = routes.flatMap((route, index) => {
    const at = (...steps: KeyPath): KeyPath => ["routes", index, ...steps];
    return [
      ...repeatedName("routes", routes, index),
      ...conditionFaults(at("match"), route.match, names),
      ...hoursFaults(at("hours"), route.hours),
      ...channelFaults(at("channels"), route.channels, names.channels),
      ...channelFaults(at("escalate", "channels"), route.escalate?.channels ?? [], names.channels),
      ...pauseFaults(at("escalate", "after"), route.escalate?.after),
      ...pauseFaults(at("remind"), route.remind),
      ...unreached(routes, index),
    ];
  });
  return found.map((one) => placed(one, file));
}

/** What is wrong with planned work. */
export function maintenanceProblems(
  windows: readonly MaintenanceWindow[],
  names: RoutingNames,
  file: ConfigurationFile | undefined,
): Problem[] {
  const found = windows.flatMap((window, index) => {
    const at = (...steps: KeyPath): KeyPath => ["maintenance", index, ...steps];
    const fault = maintenanceFault(window);
    return [
      ...repeatedName("maintenance", windows, index),
      ...conditionFaults(at("match"), window.match, names),
      ...zoneFaults(at("once", "timeZone"), window.once?.timeZone),
      ...zoneFaults(at("weekly", "timeZone"), window.weekly?.timeZone),
      ...(fault === null ? [] : [{ path: at(...fault.path), expected: fault.expected, got: fault.got }]),
    ];
  });
  return found.map((one) => placed(one, file));
}

function placed({ path, ...problem }: Found, file: ConfigurationFile | undefined): Problem {
  return { key: keyText(path), where: file?.whereIs(path) ?? "default", ...problem };
}

function repeatedName(list: string, items: readonly { name: string }[], index: number): Found[] {
  const names = items.map(({ name }) => name);
  const name = names[index] ?? "";
  const first = names.indexOf(name);
  if (first === index) return [];
  return [
    { path: [list, index, "name"], expected: "a name of its own", got: `${shown(name)}, as in ${list}[${first}]` },
  ];
}

function conditionFaults(path: KeyPath, conditions: readonly string[] = [], names: MatcherNames): Found[] {
  return conditions.flatMap((condition, index) => {
    const fault = matcherFault(condition, names);
    if (fault === null) return [];
    const { expected, got, typed, known = [] } = fault;
    return [{ path: [...path, index], expected, got, ...(typed === undefined ? {} : didYouMean(typed, known)) }];
  });
}

function channelFaults(path: KeyPath, channels: readonly string[], known: readonly string[]): Found[] {
  return channels.flatMap((channel, index) => {
    if (channels.indexOf(channel) < index) {
      return [{ path: [...path, index], expected: "each channel once", got: `${shown(channel)} again` }];
    }
    if (known.includes(channel)) return [];
    const expected = `a configured channel (${known.join(", ")})`;
    return [{ path: [...path, index], expected, got: shown(channel), ...didYouMean(channel, known) }];
  });
}

function hoursFaults(path: KeyPath, hours: Hours | undefined): Found[] {
  if (hours === undefined) return [];
  const fault = hoursFault(hours);
  const begins = fault === null ? [] : [{ path: [...path, fault.field], expected: fault.expected, got: fault.got }];
  return [...begins, ...zoneFaults([...path, "timeZone"], hours.timeZone)];
}

function zoneFaults(path: KeyPath, timeZone: string | undefined): Found[] {
  if (timeZone === undefined || timeZoneName.read(timeZone) !== undefined) return [];
  return [{ path, expected: timeZoneName.expected, got: shown(timeZone) }];
}

function pauseFaults(path: KeyPath, duration: string | undefined): Found[] {
  if (duration === undefined || durationMs(duration) >= LEAST_PAUSE_MS) return [];
  return [{ path, expected: "a duration of at least 1m", got: shown(duration) }];
}

/** A route before this one that takes all that this one would. */
function unreached(routes: readonly Route[], index: number): Found[] {
  const route = routes[index];
  const taker = routes.slice(0, index).find((one) => one.goesOn !== true && route && takesAllOf(one, route));
  if (taker === undefined) return [];
  const expected = `something that ${shown(taker.name)} before it leaves, or goesOn: true there`;
  return [{ path: ["routes", index], expected, got: "a route that is never reached" }];
}

function takesAllOf(one: Route, other: Route): boolean {
  const conditions = other.match ?? [];
  const isWider = (one.match ?? []).every((condition) => conditions.includes(condition));
  const isMilder = isAtLeast(other.severity ?? "minor", one.severity ?? "minor");
  return isWider && isMilder && (one.hours === undefined || JSON.stringify(one.hours) === JSON.stringify(other.hours));
}
