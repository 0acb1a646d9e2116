import { createRandom } from "../../src/core/stats/random.ts";
import { createGroup } from "./simulated-group.ts";
import { type Group, type Traffic, WEEK_MINUTES } from "./traffic.ts";

/** Mean transactions a minute of the groups. */
const LEVELS = [0.05, 0.5, 5, 50, 500, 5000];

const MOST_GROUPS_PER_LEVEL = 1000;

export interface TrafficPlan {
  seed: number;
  /** Groups of each level; four hold every combination of day shape and noise once. */
  groupsPerLevel: number;
  learningWeeks: number;
  scoredWeeks: number;
}

/** Seeded traffic of many merchants, from a transaction in twenty minutes to 5000 a minute, with known faults. */
export function createTraffic({ seed, groupsPerLevel, learningWeeks, scoredWeeks }: TrafficPlan): Traffic {
  const minutes = (learningWeeks + scoredWeeks) * WEEK_MINUTES;
  const scoredFrom = learningWeeks * WEEK_MINUTES;
  const groups: Group[] = [];
  for (const [levelIndex, level] of LEVELS.entries()) {
    for (let index = 0; index < groupsPerLevel; index++) {
      const plan = {
        level,
        shape: index % 2 === 0 ? ("deep" as const) : ("shallow" as const),
        isOverdispersed: index % 4 >= 2,
        hasHoliday: index % 2 === 1,
        minutes,
        scoredFrom,
      };
      // A seed per group: another number of groups leaves the others as they were.
      const groupSeed = (seed * LEVELS.length + levelIndex) * MOST_GROUPS_PER_LEVEL + index;
      groups.push(createGroup(plan, createRandom(groupSeed)));
    }
  }
  return { groups, minutes, scoredFrom };
}
