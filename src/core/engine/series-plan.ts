import { defaultStatuses, type Direction, type Status } from "../model/status.ts";
import type { SeriesName } from "./backtest.ts";

/** `denied=up`, `g01/denied=both`, `*=down`, or one word for all; in the order in which people gave them. */
export interface DirectionRule {
  pattern: string;
  direction: Direction;
}

export interface PlannedSeries {
  /** As the file has it. */
  name: string;
  place: SeriesName;
  direction: Direction;
}

/** The status of a series that belongs to no group, whatever it counts. */
const COUNT = "count";

/**
 * What each series of a file is: `group/status` belongs to its group; the name of a configured status belongs to all traffic; any
 * other name stands alone. Its direction is that of the most exact rule for it, else that of its status, else both.
 */
export function seriesPlan(
  names: readonly string[],
  rules: readonly DirectionRule[] = [],
  statuses: readonly Status[] = defaultStatuses,
): PlannedSeries[] {
  return names.map((name) => {
    const slash = name.lastIndexOf("/");
    const status = name.slice(slash + 1);
    const configured = statuses.find((one) => one.name === status);
    const direction = directionOf(name, status, rules) ?? configured?.direction ?? "both";
    return { name, place: placeOf(name, slash, status, configured !== undefined, direction), direction };
  });
}

/** Two series of one status that worry people on different sides are different statuses to the judge. */
function placeOf(name: string, slash: number, status: string, isConfigured: boolean, side: Direction): SeriesName {
  if (slash >= 0) return { group: name.slice(0, slash), status: `${status} ${side}` };
  return isConfigured ? { group: null, status: `${status} ${side}` } : { group: name, status: `${COUNT} ${side}` };
}

/** Every status of a plan with its direction. */
export function plannedDirections(plan: readonly PlannedSeries[]): Map<string, Direction> {
  return new Map(plan.map(({ place, direction }) => [place.status, direction]));
}

function directionOf(name: string, status: string, rules: readonly DirectionRule[]): Direction | undefined {
  const exactness = ({ pattern }: DirectionRule): number => {
    if (pattern === name) return 3;
    if (pattern === status) return 2;
    return pattern.includes("*") && matches(pattern, name) ? 1 : 0;
  };
  let best: DirectionRule | undefined;
  for (const rule of rules) {
    if (exactness(rule) > 0 && exactness(rule) >= (best === undefined ? 1 : exactness(best))) best = rule;
  }
  return best?.direction;
}

/** `*` stands for any text. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}
