export interface LocalTime {
  minuteOfDay: number;
  weekday: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const WEEKDAYS = 7;
/** With an hour that comes twice, and one to spare. */
const LONGEST_DAY_MS = 26 * 60 * MINUTE_MS;

/** The instant and the local time of the last tick. */
export class LocalClock {
  /** Milliseconds since 1970 UTC; null before the first tick, as is `local`. */
  at: number | null = null;
  local: LocalTime | null = null;

  /** Moves to the tick that begins at `at`; returns the weekday that has ended since the last one, null within a day. */
  move(at: number, local: LocalTime): number | null {
    const before = this.local;
    const passedMs = at - (this.at ?? at);
    this.at = at;
    this.local = local;
    if (before === null) return null;
    // The same weekday may be that of another week.
    return before.weekday !== local.weekday || passedMs > LONGEST_DAY_MS ? before.weekday : null;
  }

  /** Local time at `at`, as if the clocks were not changed between the last tick and then; null before the first. */
  timeAt(at: number): LocalTime | null {
    if (this.local === null || this.at === null) return null;
    const minutes = this.local.minuteOfDay + (at - this.at) / MINUTE_MS;
    const days = Math.floor(minutes / DAY_MINUTES);
    const weekday = (((this.local.weekday + days) % WEEKDAYS) + WEEKDAYS) % WEEKDAYS;
    return { minuteOfDay: minutes - days * DAY_MINUTES, weekday };
  }
}
