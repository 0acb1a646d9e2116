import type { StatusHistory } from "../../core/model/history.ts";
import { trendOf, type Trend } from "../../core/stats/trend.ts";
import type { SeriesWindow } from "../series-window.ts";

export interface PeriodSummary {
  total: number;
  /** Part of all statuses' total; NaN when nothing came. */
  share: number;
  /** Points in alarm; a point is a tick, or a step of several in a long range. */
  anomalousPoints: number;
  trend: Trend;
}

/** The trend is of now, not of the whole day: at most this long, against three times as long before it. */
const LONGEST_RECENT_MS = 15 * 60_000;
const RECENT_PART_OF_RANGE = 1 / 8;
const BEFORE_PER_RECENT = 3;

export function periodSummaries(window: SeriesWindow): Record<string, PeriodSummary> {
  const ticksPerPoint = window.stepMs / window.tickMs;
  const entries = Object.entries(window.statuses);
  const volume = entries.reduce((sum, [, columns]) => sum + sumFrom(columns, 0, window.at.length), 0);
  const summaries: Record<string, PeriodSummary> = {};
  for (const [status, columns] of entries) {
    const sum = sumFrom(columns, 0, window.at.length);
    summaries[status] = {
      total: Math.round(sum * ticksPerPoint),
      share: sum / volume,
      anomalousPoints: columns.alert.reduce<number>((count, alert) => count + alert, 0),
      trend: trendOver(window, columns, ticksPerPoint),
    };
  }
  return summaries;
}

function trendOver(window: SeriesWindow, columns: StatusHistory, ticksPerPoint: number): Trend {
  const wantedMs = Math.min(LONGEST_RECENT_MS, window.rangeMs * RECENT_PART_OF_RANGE);
  const wanted = Math.max(1, Math.round(wantedMs / window.stepMs));
  const length = window.at.length;
  const recentPoints = Math.min(wanted, Math.floor(length / 2));
  const beforePoints = Math.min(BEFORE_PER_RECENT * recentPoints, length - recentPoints);
  if (recentPoints === 0) return "steady";
  const split = length - recentPoints;
  const recent = sumFrom(columns, split, length) * ticksPerPoint;
  const before = sumFrom(columns, split - beforePoints, split) * ticksPerPoint;
  return trendOf(recent, before, recentPoints / beforePoints);
}

function sumFrom(columns: StatusHistory, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum += columns.value[index] ?? 0;
  return sum;
}
