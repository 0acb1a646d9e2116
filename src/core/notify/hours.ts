import type { Hours, Weekday } from "../model/hours.ts";
import { localTime } from "../model/zoned-time.ts";

const DAYS: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY_MINUTES = 1440;

/**
 * True when the clocks on the wall show an hour of these. `to` itself is not one of them. A span that reaches into the next day, or
 * for a whole day when `to` is `from`, belongs to the day on which it begins.
 *
 * @param timeZone  of the operation, for hours without one
 */
export function isWithin(hours: Hours, at: number, timeZone: string): boolean {
  const { minuteOfDay, weekday } = localTime(at, hours.timeZone ?? timeZone);
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  const includes = (day: number): boolean => hours.days?.includes(DAYS[(day + 7) % 7] ?? "sun") ?? true;
  if (from < to) return includes(weekday) && minuteOfDay >= from && minuteOfDay < to;
  return (includes(weekday) && minuteOfDay >= from) || (includes(weekday - 1) && minuteOfDay < to);
}

/** What is wrong with hours that have the right form; null when nothing is. */
export function hoursFault({ from }: Hours): { field: "from"; expected: string; got: string } | null {
  if (minutesOf(from) < DAY_MINUTES) return null;
  return { field: "from", expected: "a time of day from 00:00 to 23:59", got: from };
}

/** `mon, tue 08:00 to 18:00`, as people read it. */
export function hoursText({ days, from, to, timeZone }: Hours): string {
  const when = `${from} to ${to}${timeZone === undefined ? "" : ` ${timeZone}`}`;
  return days === undefined ? when : `${days.join(", ")} ${when}`;
}

export function minutesOf(timeOfDay: string): number {
  return 60 * Number(timeOfDay.slice(0, 2)) + Number(timeOfDay.slice(3));
}
