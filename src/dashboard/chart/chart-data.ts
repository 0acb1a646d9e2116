import type uPlot from "uplot";
import type { Pulse } from "../store.ts";
import type { SeriesWindow } from "../series-window.ts";

/** Order of the columns that a chart is given. */
export const COLUMN = { at: 0, upper: 1, lower: 2, expected: 3, value: 4, alarm: 5, open: 6 } as const;

/** A band far above everything else would flatten the line, so it may only take this much more than the line. */
const BAND_HEADROOM = 2.2;
const SMALLEST_TOP = 4;

/** The window's columns of one status, and the open tick's count as a last point where a point is a tick. */
export function chartData(window: SeriesWindow, status: string, openTick: Pulse["openTick"]): uPlot.AlignedData {
  const columns = window.statuses[status];
  const at = [...window.at];
  const none = at.map(() => null);
  if (columns === undefined) return [at, none, none, none, none, none, none];
  const alarm = columns.value.map((value, index) => (columns.alert[index] === 1 ? value : null));
  const lastAt = at.at(-1);
  const isOpenShown =
    window.zoom === null &&
    openTick !== null &&
    lastAt !== undefined &&
    openTick.at > lastAt &&
    window.stepMs === window.tickMs;
  if (!isOpenShown) {
    return [at, columns.upper, columns.lower, columns.expected, columns.value, alarm, none];
  }
  const open = [...none, openTick.counts[status] ?? 0];
  const longer = (column: readonly (number | null)[]): (number | null)[] => [...column, null];
  return [
    [...at, openTick.at],
    longer(columns.upper),
    longer(columns.lower),
    longer(columns.expected),
    longer(columns.value),
    longer(alarm),
    open,
  ];
}

/** Upper end of a chart's scale; the lower one is 0, so that heights can be compared. */
export function chartTop(data: uPlot.AlignedData): number {
  const [, upper, , expected, value, , open] = data;
  const line = Math.max(highest(value), highest(expected), highest(open));
  const wanted = Math.max(line * 1.12, Math.min(highest(upper) * 1.05, line * BAND_HEADROOM));
  return Math.max(SMALLEST_TOP, wanted);
}

function highest(column: ArrayLike<number | null | undefined> | undefined): number {
  let top = 0;
  for (let index = 0; index < (column?.length ?? 0); index++) top = Math.max(top, column?.[index] ?? 0);
  return top;
}

/** Runs of neighbouring points in alarm, as pairs of first and last index. */
export function alarmRuns(alert: readonly (0 | 1)[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [index, each] of alert.entries()) {
    if (each === 0) continue;
    const run = runs.at(-1);
    if (run !== undefined && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

/** A stream that just began gets at least this many points of room. */
const LEAST_POINTS = 30;

/** From when to when the charts show: the range that was chosen, or as much of it as is known. */
export function shownSpan(window: SeriesWindow): [number, number] {
  if (window.zoom !== null) return [window.zoom.from, window.zoom.to];
  const first = window.at[0] ?? 0;
  const to = (window.at.at(-1) ?? 0) + window.stepMs;
  const span = Math.max(to - first, LEAST_POINTS * window.stepMs);
  return [to - Math.min(span, window.rangeMs), to];
}
