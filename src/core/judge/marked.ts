import type { LocalTime } from "./local-clock.ts";
import type { SeriesModel } from "./series-model.ts";

/** What an alarm has taught of the scatter already is left out. */
const HELD_OUT_WEIGHT = 0.9;

/** A tick of a series that was held out of learning: its count, what was expected, and the count of its scope. */
export interface MarkedTick {
  local: LocalTime;
  y: number;
  expected: number;
  volume: number;
}

interface Visit {
  y: number;
  expected: number;
  /** What a rate of 1 would have been. */
  unit: number;
}

/**
 * People said that this was expected. Its rates are normal at their times of day from now on, beside the usual ones: a day without it is
 * normal too. When it comes again it is learnt as it comes. While it goes on (`ahead`, in bins), so may it in the time that follows, by
 * the same factor.
 */
export function learnExpected(model: SeriesModel, series: number, ticks: readonly MarkedTick[], ahead: number): void {
  const visits = visitsOf(model, series, ticks);
  for (const [bin, { y, unit }] of visits) if (unit > 0) model.accepted.accept(series, bin, y / unit);
  const last = [...visits.keys()].at(-1);
  if (last === undefined) return;
  const all = [...visits.values()];
  const factor =
    sumOf(all, ({ y }) => y) /
    Math.max(
      Number.MIN_VALUE,
      sumOf(all, ({ expected }) => expected),
    );
  const { bins } = model.own.profiles;
  for (let step = 1; step <= Math.min(ahead, bins - 1); step++) {
    const bin = (last + step) % bins;
    model.accepted.accept(series, bin, factor * model.usualRate(series, bin), false);
  }
}

/** People said that this was noise: counts scatter so far. */
export function learnNoise(model: SeriesModel, series: number, ticks: readonly MarkedTick[]): void {
  for (const { y, expected } of ticks) model.learnScatter(series, y, expected, HELD_OUT_WEIGHT);
}

/** What was learnt by mistake, as far as it can be told apart: rates that were accepted, and times of day that seem to come back. */
export function forgetMarked(model: SeriesModel, series: number, ticks: readonly MarkedTick[]): void {
  for (const bin of visitsOf(model, series, ticks).keys()) {
    model.accepted.refuse(series, bin);
    model.forgetRepeat(series, bin);
  }
}

/** Ticks by bin of the day, in the order in which they came. */
function visitsOf(model: SeriesModel, series: number, ticks: readonly MarkedTick[]): Map<number, Visit> {
  const visits = new Map<number, Visit>();
  for (const { local, y, expected, volume } of ticks) {
    const position = model.own.profiles.position(local.minuteOfDay);
    const visit = visits.get(position.bin) ?? { y: 0, expected: 0, unit: 0 };
    visit.y += y;
    visit.expected += expected;
    visit.unit += model.unit(series, { position, weekday: local.weekday }, volume);
    visits.set(position.bin, visit);
  }
  return visits;
}

function sumOf(visits: readonly Visit[], of: (visit: Visit) => number): number {
  return visits.reduce((sum, visit) => sum + of(visit), 0);
}
