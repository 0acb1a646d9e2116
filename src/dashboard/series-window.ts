import type { History, MissingPast, StatusHistory } from "../core/model/history.ts";
import type { LiveEvent } from "../core/model/live-event.ts";
import { bothBy, type By } from "../core/model/rule.ts";
import type { Zoom } from "./address.ts";

export type Tick = Extract<LiveEvent, { kind: "tick" }>;

/** What the charts show: the last `rangeMs` of one scope, in columns as long as `at`. Never changed, only replaced. */
export interface SeriesWindow {
  readonly scope: string;
  readonly tickMs: number;
  readonly stepMs: number;
  readonly rangeMs: number;
  readonly at: readonly number[];
  readonly statuses: Readonly<Record<string, StatusHistory>>;
  readonly lastTickAt: number;
  /** Shown from when to when, if that is not the last `rangeMs`: nothing is added to it. */
  readonly zoom: Zoom | null;
  /** The part of the time that cannot be shown, and why. */
  readonly missing: MissingPast | null;
}

type Maybe = number | null;

function emptyHistory(length: number): StatusHistory {
  const nulls = (): Maybe[] => Array.from({ length }, () => null);
  return {
    value: nulls(),
    expected: nulls(),
    lower: nulls(),
    upper: nulls(),
    score: nulls(),
    alert: Array.from({ length }, () => 0 as const),
    by: Array.from({ length }, () => null),
  };
}

/** `now` tells how much of the last step has passed, which a history averaged over steps does not say itself. */
export function windowFrom(given: History, rangeMs: number, now: number, zoom: Zoom | null = null): SeriesWindow {
  const history = withBreaks(given);
  const lastAt = history.at.at(-1) ?? -Infinity;
  const lastClosed = Math.floor(now / history.tickMs) * history.tickMs - history.tickMs;
  const lastTickAt = Math.min(lastAt + history.stepMs - history.tickMs, Math.max(lastAt, lastClosed));
  const { scope, tickMs, stepMs, at, statuses, missing = null } = history;
  return { scope, tickMs, stepMs, rangeMs, at, statuses, lastTickAt, zoom, missing };
}

/** With a point without values where nothing was judged, so that no line is drawn across it. */
function withBreaks(history: History): History {
  const { at, stepMs } = history;
  const before = at.flatMap((each, index) => (index > 0 && each - (at[index - 1] ?? 0) > stepMs ? [index] : []));
  if (before.length === 0) return history;
  const places = new Set(before);
  const broken = <Value>(column: readonly Value[], nothing: Value): Value[] =>
    column.flatMap((value, index) => (places.has(index) ? [nothing, value] : [value]));
  const statuses = Object.entries(history.statuses).map(
    ([name, { value, expected, lower, upper, score, alert, by }]) => [
      name,
      {
        value: broken(value, null),
        expected: broken(expected, null),
        lower: broken(lower, null),
        upper: broken(upper, null),
        score: broken(score, null),
        alert: broken(alert, 0),
        by: broken(by, null),
      },
    ],
  );
  const times = at.flatMap((each, index) => (places.has(index) ? [(at[index - 1] ?? 0) + stepMs, each] : [each]));
  return { ...history, at: times, statuses: Object.fromEntries(statuses) as History["statuses"] };
}

/** Points that may be missing between two ticks before it is worth asking for what lies between. */
const SHORT_GAP_POINTS = 3;

/** Whether a tick goes on where the window ends; otherwise the history has more to tell than the tick. */
export function isContinued(window: SeriesWindow, tick: Tick): boolean {
  if (window.zoom !== null) return true;
  const lastAt = window.at.at(-1);
  if (lastAt === undefined || tick.verdicts.some((verdict) => verdict.tickMs !== window.tickMs)) return false;
  return tick.at <= lastAt + SHORT_GAP_POINTS * window.stepMs;
}

/** The window with one more tick: a new point, or a share in the average of the last one. */
export function withTick(window: SeriesWindow, tick: Tick): SeriesWindow {
  if (tick.scope !== window.scope || window.zoom !== null) return window;
  const lastAt = window.at.at(-1);
  if (lastAt === undefined) return appended(window, tick, tick.at);
  if (tick.at >= lastAt + window.stepMs) {
    const steps = Math.floor((tick.at - lastAt) / window.stepMs);
    const at = lastAt + steps * window.stepMs;
    const joined = steps > 1 ? withGap(window, lastAt + window.stepMs) : window;
    return appended(joined, tick, at);
  }
  if (window.stepMs === window.tickMs) {
    const index = window.at.lastIndexOf(tick.at);
    return index < 0 ? window : replaced(window, tick, index, 0);
  }
  if (tick.at <= window.lastTickAt || tick.at < lastAt) return window;
  const ticksBefore = Math.round((window.lastTickAt - lastAt) / window.tickMs) + 1;
  return { ...replaced(window, tick, window.at.length - 1, ticksBefore), lastTickAt: tick.at };
}

/** A point without values, so that the line breaks where nothing was judged. */
function withGap(window: SeriesWindow, at: number): SeriesWindow {
  return appended(window, { kind: "tick", at, scope: window.scope, verdicts: [] }, at);
}

function appended(window: SeriesWindow, tick: Tick, at: number): SeriesWindow {
  const from = at - window.rangeMs;
  const kept = window.at.findIndex((each) => each > from);
  const cut = kept < 0 ? window.at.length : kept;
  const names = new Set([...Object.keys(window.statuses), ...tick.verdicts.map((verdict) => verdict.status)]);
  const statuses: Record<string, StatusHistory> = {};
  for (const name of names) {
    const past = window.statuses[name] ?? emptyHistory(window.at.length);
    const verdict = tick.verdicts.find((each) => each.status === name);
    statuses[name] = {
      value: [...past.value.slice(cut), verdict?.value ?? null],
      expected: [...past.expected.slice(cut), verdict?.expected ?? null],
      lower: [...past.lower.slice(cut), verdict?.lower ?? null],
      upper: [...past.upper.slice(cut), verdict?.upper ?? null],
      score: [...past.score.slice(cut), verdict?.score ?? null],
      alert: [...past.alert.slice(cut), verdict?.alert === true ? 1 : 0],
      by: [...past.by.slice(cut), verdict?.by ?? null],
    };
  }
  return { ...window, at: [...window.at.slice(cut), at], statuses, lastTickAt: tick.at };
}

/** Puts a tick into the point at `index`, as one more of an average over `ticksBefore` ticks (0: takes its place). */
function replaced(window: SeriesWindow, tick: Tick, index: number, ticksBefore: number): SeriesWindow {
  const statuses: Record<string, StatusHistory> = { ...window.statuses };
  for (const verdict of tick.verdicts) {
    const past = window.statuses[verdict.status] ?? emptyHistory(window.at.length);
    const averaged = (column: readonly Maybe[], next: Maybe): Maybe[] =>
      column.with(index, averageWith(column[index] ?? null, next, ticksBefore));
    statuses[verdict.status] = {
      value: averaged(past.value, verdict.value),
      expected: averaged(past.expected, verdict.expected),
      lower: averaged(past.lower, verdict.lower),
      upper: averaged(past.upper, verdict.upper),
      score: averaged(past.score, verdict.score),
      alert: past.alert.with(index, verdict.alert || (ticksBefore > 0 && past.alert[index] === 1) ? 1 : 0),
      by: past.by.with(index, joinedBy(ticksBefore > 0 ? (past.by[index] ?? null) : null, verdict.by)),
    };
  }
  return { ...window, statuses };
}

function joinedBy(one: By | null, other: By | null): By | null {
  return one === null || other === null ? (one ?? other) : bothBy(one, other);
}

function averageWith(average: Maybe, next: Maybe, ticksBefore: number): Maybe {
  if (ticksBefore === 0 || average === null) return next;
  if (next === null) return average;
  return average + (next - average) / (ticksBefore + 1);
}
