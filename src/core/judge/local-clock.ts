/** With an hour that comes twice, and one to spare. */
const LONGEST_DAY_MS = 26 * 3_600_000;

export interface LocalTime {
  minuteOfDay: number;
  weekday: number;
}

/** Instant and local time of the last tick; null before the first. */
export class LocalClock {
  at: number | null = null;
  local: LocalTime | null = null;

  /**
   * Moves to the tick that begins at `at`; returns the weekday that has ended since the last one, null within a day. The same
   * weekday may be that of another week.
   */
  move(at: number, local: LocalTime): number | null {
    const before = this.local;
    const passedMs = at - (this.at ?? at);
    this.at = at;
    this.local = local;
    if (before === null) return null;
    return before.weekday !== local.weekday || passedMs > LONGEST_DAY_MS ? before.weekday : null;
  }
}
