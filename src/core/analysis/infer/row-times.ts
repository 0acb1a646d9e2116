import { utcOf } from "../../model/zoned-time.ts";
import { shown } from "../../intake/shown.ts";
import type { Cell, GridRow } from "./grid.ts";
import type { TimeReading } from "./time-column.ts";
import type { TimeChoice } from "./time-choice.ts";

const DAY_MS = 86_400_000;

export interface RowTimes {
  /** For each row; NaN: no time, with the reason below. */
  ats: Float64Array;
  reasons: ReadonlyMap<number, string>;
  isDated: boolean;
}

export interface Place {
  timeZone: string;
  /** `YYYY-MM-DD` for times of day. */
  date: string | undefined;
}

/** The instant at which clocks of a zone show what UTC clocks would at `localMs`. */
export function instantOfLocal(localMs: number, timeZone: string): number {
  if (timeZone === "UTC") return localMs;
  const at = new Date(localMs);
  const fields = {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    ms: at.getUTCMilliseconds(),
  };
  return utcOf(fields, timeZone);
}

/** The parts of time that a row's one or two cells say together. */
function together(time: TimeReading | null, date: TimeReading | null): TimeReading | null {
  if (time === null || date === null) return time;
  const midnight = date.midnight ?? (date.instant === null ? null : Math.floor(date.instant / DAY_MS) * DAY_MS);
  return { instant: null, midnight, clockMs: time.clockMs };
}

/** Reads when each row was. */
export function rowTimes(rows: readonly GridRow[], choice: TimeChoice, place: Place): RowTimes {
  const { time, date } = choice;
  const isDated = time.format.kind !== "clock" || date !== null || place.date !== undefined;
  const ats = new Float64Array(rows.length).fill(Number.NaN);
  const reasons = new Map<number, string>();
  const day = place.date === undefined ? null : Date.parse(`${place.date}T00:00:00Z`);
  for (const [i, { cells }] of rows.entries()) {
    const cell = (column: number): Cell => cells[column] ?? null;
    const clock = time.format.read(cell(time.column));
    const written = date === null ? null : date.format.read(cell(date.column));
    const reading = date !== null && written === null ? null : together(clock, written);
    const midnight = reading?.midnight ?? day;
    if (reading === null)
      reasons.set(
        i,
        clock === null
          ? `has ${shown(cell(time.column))}, which is no time`
          : `has ${shown(cell(date?.column ?? -1))}, which is no date`,
      );
    else if (reading.instant !== null) ats[i] = reading.instant;
    else if (!isDated) {
      if (reading.midnight === null) ats[i] = reading.clockMs ?? 0;
      else reasons.set(i, "has a date where other rows have a time of day only");
    } else if (midnight === null) reasons.set(i, "has a time of day but no date");
    else ats[i] = instantOfLocal(midnight + (reading.clockMs ?? 0), place.timeZone);
  }
  return { ats, reasons, isDated };
}

const LEAST_REPEATED = 0.3;
const MINUTE_MS = 60_000;

/**
 * Times of day that begin anew are of the next day, if what had a row before has one again: a file may as well be sorted by
 * status first. Adds the days in place and returns how many there are.
 */
export function addDaysInPlace(ats: Float64Array, keyOf: (row: number) => string): number {
  const known = ats.filter((at) => !Number.isNaN(at));
  const least = known.reduce((low, at) => Math.min(low, at), Infinity);
  const span = known.reduce((high, at) => Math.max(high, at), -Infinity) - least;
  const seen = new Set<string>();
  let days = 1;
  let before = -Infinity;
  let after = 0;
  let repeated = 0;
  for (const [row, at] of ats.entries()) {
    if (Number.isNaN(at)) continue;
    if (at < before) {
      if (before - at < span / 2) return 1;
      days++;
    }
    before = at;
    const key = `${Math.floor(at / MINUTE_MS)} ${keyOf(row)}`;
    if (days > 1) after++;
    if (days > 1 && seen.has(key)) repeated++;
    seen.add(key);
  }
  if (days === 1 || span < DAY_MS / 4 || repeated < after * LEAST_REPEATED) return 1;
  let day = 0;
  before = -Infinity;
  for (const [row, at] of ats.entries()) {
    if (Number.isNaN(at)) continue;
    if (at < before) day++;
    before = at;
    ats[row] = at + day * DAY_MS;
  }
  return days;
}
