import type { MaintenanceWindow } from "../model/maintenance.ts";
import { utcOf } from "../model/zoned-time.ts";
import { hoursFault, isWithin } from "./hours.ts";

/** True while the work goes on. */
export function isUnderWay({ once, weekly }: MaintenanceWindow, at: number, timeZone: string): boolean {
  if (weekly !== undefined && isWithin(weekly, at, timeZone)) return true;
  if (once === undefined) return false;
  const zone = once.timeZone ?? timeZone;
  return at >= instantOf(once.from, zone) && at < instantOf(once.to, zone);
}

/** What is wrong with a window whose parts have the right form, and in which of them; null when nothing is. */
export function maintenanceFault({ once, weekly }: MaintenanceWindow): WindowFault | null {
  if (once !== undefined && weekly !== undefined) {
    return { path: ["weekly"], expected: "either once or weekly", got: "both" };
  }
  if (weekly !== undefined) {
    const fault = hoursFault(weekly);
    return fault && { path: ["weekly", fault.field], expected: fault.expected, got: fault.got };
  }
  if (once === undefined) return { path: [], expected: "once or weekly", got: "neither" };
  for (const field of ["from", "to"] as const) {
    if (isDate(once[field])) continue;
    return { path: ["once", field], expected: "a day of the calendar, with a time of day", got: once[field] };
  }
  if (once.to > once.from) return null;
  return { path: ["once", "to"], expected: `a time after ${once.from}`, got: once.to };
}

export interface WindowFault {
  path: readonly string[];
  expected: string;
  got: string;
}

/** The instant at which the clocks of a zone show `2026-11-28 03:00`. */
export function instantOf(localTime: string, timeZone: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = localTime.split(/[- :]/).map(Number);
  return utcOf({ year, month, day, hour, minute, second: 0, ms: 0 }, timeZone);
}

/** The 30th of February has the right form too. */
export function isDate(localTime: string): boolean {
  const [year = 0, month = 1, day = 1] = localTime.split(/[- :]/).map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
}
