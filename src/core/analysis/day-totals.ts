import type { CountTable } from "./count-table.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
export const HOURS = 24;

/** A series of one file on one day, by hour. */
export interface DayTotals {
  file: string;
  series: string;
  /** Days since 1970; of files without dates the first day of the first file is 0. */
  day: number;
  isDated: boolean;
  /** Start of the day in the file's own time. */
  startsAt: number;
  /** NaN where nothing is known. */
  hours: Float64Array;
}

/** Counts by day and hour; files without dates are days that follow each other in the order in which they are given. */
export function dayTotals(tables: readonly CountTable[]): DayTotals[] {
  let next = 0;
  const totals: DayTotals[] = [];
  for (const table of tables) {
    const first = Math.floor((table.slots[0]?.at ?? 0) / DAY_MS);
    const last = Math.floor((table.slots.at(-1)?.at ?? 0) / DAY_MS);
    const shift = table.isDated ? 0 : next - first;
    if (!table.isDated) next += last - first + 1;
    for (const { name, role, values } of table.columns) {
      if (role.kind !== "observed") continue;
      for (const [day, hours] of hoursByDay(table, values)) {
        const { isDated } = table;
        totals.push({ file: table.name, series: name, day: day + shift, isDated, startsAt: day * DAY_MS, hours });
      }
    }
  }
  return totals;
}

function hoursByDay(table: CountTable, values: Float64Array): Map<number, Float64Array> {
  const days = new Map<number, Float64Array>();
  for (const [index, { at }] of table.slots.entries()) {
    const day = Math.floor(at / DAY_MS);
    const hours = days.get(day) ?? new Float64Array(HOURS).fill(Number.NaN);
    days.set(day, hours);
    const value = values[index] ?? Number.NaN;
    const hour = Math.floor((at - day * DAY_MS) / HOUR_MS);
    const before = hours[hour] ?? Number.NaN;
    if (!Number.isNaN(value)) hours[hour] = value + (Number.isNaN(before) ? 0 : before);
  }
  return days;
}
