import { alarmsPerWeek } from "../judge/budget.ts";
import { type Budget, DEFAULT_BUDGET, type Monitor } from "../model/monitor.ts";
import type { Delivered, MonitorReport } from "../model/monitor-report.ts";
import { dimensionOf } from "../model/scope.ts";
import { detectableChanges } from "./detectable-changes.ts";
import type { Engine } from "./engine.ts";
import type { Judging } from "./judging.ts";
import { learningOf } from "./learning.ts";
import { deliveredText } from "./monitor-words.ts";

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;
const LATELY_DAYS = [1, 7, 30] as const;
/** Alarms are counted by quarters of an hour: a week less this is a week. */
const COUNT_SLACK_MS = 15 * MINUTE_MS;

/** What was asked of each monitor, what it raised up to `now`, and what it can find by now. */
export function monitorReports({ settings, judging, alarmCount, monitorEdits }: Engine, now: number): MonitorReport[] {
  if (settings === null) return [];
  return settings.monitors.map((monitor): MonitorReport => {
    const { name, by, budget = DEFAULT_BUDGET } = monitor;
    const statuses = settings.statuses.filter((status) => monitor.statuses?.includes(status.name) ?? true);
    const scopes = judging === null ? [] : scopesOf(judging, monitor);
    const delivered = LATELY_DAYS.map((days): Delivered => {
      const raised = alarmCount.lately(name, days, now);
      return { days, ...raised, allowed: (alarmsPerWeek(budget) * raised.watchedMs) / WEEK_MS };
    });
    return {
      name,
      definition: monitor,
      source: monitorEdits.sourceOf(name),
      revision: monitorEdits.revisionOf(name),
      by: by ?? null,
      statuses: statuses.map((status) => status.name),
      scopes: scopes.length,
      series: scopes.length * statuses.length,
      budget,
      budgetPerWeek: alarmsPerWeek(budget),
      since: alarmCount.since,
      totalAlarms: alarmCount.total(name),
      delivered,
      alarmsPerWeek: weeklyRate(delivered),
      text: deliveredText(budget, periodOf(budget, delivered)),
      learning: learningOf(judging, scopes),
      detectable: judging === null ? [] : detectableChanges(judging, scopes, statuses),
    };
  });
}

function scopesOf({ rollup }: Judging, { by }: Monitor): number[] {
  if (rollup.received === 0) return [];
  return [...rollup.scopes.keys.entries()].flatMap(([scope, key]) => (dimensionOf(key) === by ? [scope] : []));
}

/** The days that the budget speaks of. */
function periodOf(budget: Budget, delivered: readonly Delivered[]): Delivered | undefined {
  const [day, week, month] = delivered;
  if (budget.endsWith("/day")) return day;
  return budget.endsWith("/month") ? month : week;
}

/** Alarms a week over all days that are counted; null while less than a week of them was judged. */
function weeklyRate(delivered: readonly Delivered[]): number | null {
  const longest = delivered.at(-1);
  if (longest === undefined || longest.watchedMs < WEEK_MS - COUNT_SLACK_MS) return null;
  return (longest.alarms * WEEK_MS) / longest.watchedMs;
}
