import type { ColumnRole, CountTable } from "../../src/core/analysis/count-table.ts";
import { negativeBinomialDraw, type Random } from "../../src/core/stats/random.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MINUTES = 1440;
const WEEK = 7;
const MONTH = 30;

/** Sales by hour of an ordinary day. */
export const SALES = [7, 4, 2, 1, 1, 1, 3, 7, 12, 22, 38, 40, 40, 38, 33, 38, 36, 31, 26, 32, 25, 30, 25, 14];

/** Columns as the case's files have them. */
export const ROLES: Readonly<Record<string, ColumnRole>> = {
  today: { kind: "observed" },
  yesterday: { kind: "count", ago: "yesterday" },
  same_day_last_week: { kind: "count", ago: "same day last week" },
  avg_last_week: { kind: "mean", over: "last week", days: WEEK },
  avg_last_month: { kind: "mean", over: "last month", days: MONTH },
};

/** A table of hours from columns by name. */
export function hourTable(name: string, columns: Readonly<Record<string, readonly number[]>>): CountTable {
  const length = Math.max(...Object.values(columns).map((values) => values.length));
  return {
    name,
    isDated: false,
    stepMs: HOUR_MS,
    absentIsZero: false,
    slots: Array.from({ length }, (_, hour) => ({ label: `${String(hour).padStart(2, "0")}h`, at: hour * HOUR_MS })),
    columns: Object.entries(columns).map(([column, values]) => ({
      name: column,
      role: ROLES[column] ?? { kind: "observed" },
      values: Float64Array.from(values),
    })),
  };
}

export interface HourPlan {
  random: Random;
  /** Mean of each hour. */
  means?: readonly number[];
  /** Shape of the counts. */
  r?: number;
  /** What today's means are multiplied with, hour by hour. */
  today?: (hour: number) => number;
  yesterday?: (hour: number) => number;
}

/** A day of sales with its references, drawn: days are counts, averages are over the days that they say. */
export function drawnHours(name: string, plan: HourPlan): CountTable {
  const { random, means = SALES, r = Infinity, today = () => 1, yesterday = () => 1 } = plan;
  const day = (factor: (hour: number) => number): number[] =>
    means.map((mean, hour) => negativeBinomialDraw(mean * factor(hour), r, random));
  const usual = (): number[] => day(() => 1);
  const month = Array.from({ length: MONTH }, usual);
  const over = (days: number): number[] =>
    means.map((_, hour) => {
      const sum = month.slice(0, days).reduce((total, one) => total + (one[hour] ?? 0), 0);
      return Math.round((100 * sum) / days) / 100;
    });
  return hourTable(name, {
    today: day(today),
    yesterday: day(yesterday),
    same_day_last_week: month[WEEK - 1] ?? [],
    avg_last_week: over(WEEK),
    avg_last_month: over(MONTH),
  });
}

/** A table of minutes from the counts of statuses. */
export function minuteTable(name: string, statuses: Readonly<Record<string, ArrayLike<number>>>): CountTable {
  return {
    name,
    isDated: false,
    stepMs: MINUTE_MS,
    absentIsZero: true,
    slots: Array.from({ length: MINUTES }, (_, minute) => ({ label: clock(minute), at: minute * MINUTE_MS })),
    columns: Object.entries(statuses).map(([status, values]) => ({
      name: status,
      role: { kind: "observed" },
      values: Float64Array.from(values),
    })),
  };
}

/** Means per minute of each status at noon. */
export const TRAFFIC_AT_NOON = { approved: 60, denied: 6, failed: 0.3, reversed: 1 };
export type TrafficStatus = keyof typeof TRAFFIC_AT_NOON;

/** A day of payments by minute, drawn: quiet at night, with a factor for each status and minute. */
export function drawnMinutes(
  name: string,
  random: Random,
  factor: (status: TrafficStatus, minute: number) => number = () => 1,
): CountTable {
  const entries = (Object.keys(TRAFFIC_AT_NOON) as TrafficStatus[]).map((status) => {
    const counts = Array.from({ length: MINUTES }, (_, minute) => {
      const rate = Math.exp(1.4 * Math.cos((2 * Math.PI * (minute - 900)) / MINUTES)) / 4;
      return negativeBinomialDraw(TRAFFIC_AT_NOON[status] * rate * factor(status, minute), 300, random);
    });
    return [status, counts] as const;
  });
  return minuteTable(name, Object.fromEntries(entries));
}

/** `14:31` */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
