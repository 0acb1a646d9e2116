import { type Budget, DEFAULT_BUDGET, type Monitor } from "../model/monitor.ts";

const MINUTES = { day: 1440, week: 10_080, month: 43_776 } as const;

/** Mean minutes between false alarms that `budget` allows; a month is 30.4 days. NaN for text that is no budget. */
export function minutesPerFalseAlarm(budget: Budget): number {
  const [alarms, period] = budget.split("/");
  if (period !== "day" && period !== "week" && period !== "month") return Number.NaN;
  return MINUTES[period] / Number(alarms);
}

/** Alarms a week that `budget` allows. */
export function alarmsPerWeek(budget: Budget): number {
  return MINUTES.week / minutesPerFalseAlarm(budget);
}

/**
 * Threshold A of one series: mean ticks between its false alarms, so that `seriesCount` of them together keep to `budget`.
 * Infinity for a budget of zero.
 */
export function thresholdFor(budget: Budget, seriesCount: number, tickMinutes: number): number {
  return (minutesPerFalseAlarm(budget) * Math.max(1, seriesCount)) / tickMinutes;
}

/**
 * Threshold of a series that several monitors ask for, each over `scopes` scopes: the lowest, so that whoever accepts the most
 * false alarms is told as they asked. Without a monitor, that of a default one.
 */
export function lowestThreshold(
  monitors: readonly Monitor[],
  scopes: number,
  statuses: number,
  tickMinutes: number,
): number {
  const asked: readonly Monitor[] = monitors.length > 0 ? monitors : [{ name: "default" }];
  return Math.min(
    ...asked.map(({ budget = DEFAULT_BUDGET, statuses: own }) =>
      thresholdFor(budget, scopes * (own?.length ?? statuses), tickMinutes),
    ),
  );
}
