import type { By } from "../../core/model/rule.ts";
import type { Verdict } from "../../core/model/verdict.ts";
import type { SeriesWindow } from "../series-window.ts";

/** What a chart says of one instant. */
export interface Reading {
  at: number;
  value: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  isAlarm: boolean;
  by: By | null;
}

/** The point under the cursor; null beyond the last point and for a status that the window does not hold. */
export function readingAt(window: SeriesWindow, status: string, index: number): Reading | null {
  const at = window.at[index];
  const columns = window.statuses[status];
  if (at === undefined || columns === undefined) return null;
  return {
    at,
    value: columns.value[index] ?? null,
    expected: columns.expected[index] ?? null,
    lower: columns.lower[index] ?? null,
    upper: columns.upper[index] ?? null,
    isAlarm: columns.alert[index] === 1,
    by: columns.by[index] ?? null,
  };
}

/** The last closed tick: as the judge told it live, or the window's last point until it does. */
export function latestReading(
  window: SeriesWindow | null,
  status: string,
  verdict: Verdict | undefined,
): Reading | null {
  if (verdict !== undefined) return { ...verdict, isAlarm: verdict.alert };
  return window === null ? null : readingAt(window, status, window.at.length - 1);
}
