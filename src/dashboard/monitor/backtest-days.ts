import type { BacktestIncident, BacktestPlan } from "../../core/model/monitor-backtest.ts";
import { localTime } from "../../core/model/zoned-time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** What lasted a minute has to be seen too. */
const LEAST_SHARE = 0.006;

/** A bar in the row of a day: where it begins and how long it is, as shares of the day. */
export interface Bar {
  incident: BacktestIncident;
  left: number;
  width: number;
}

export interface DayRow {
  /** Midnight of the viewer's zone, near enough for a picture on the two days a year that are not of 24 hours. */
  from: number;
  bars: Bar[];
  /** Part of the day that was looked at. */
  looked: { left: number; width: number };
}

/** A row for each day, the newest first; what lasts over midnight is in both. */
export function dayRows(
  { shownFrom, to }: Pick<BacktestPlan, "shownFrom" | "to">,
  incidents: readonly BacktestIncident[],
  timeZone: string,
): DayRow[] {
  const rows: DayRow[] = [];
  const { minuteOfDay } = localTime(to - 1, timeZone);
  for (let from = to - 1 - minuteOfDay * MINUTE_MS; from + DAY_MS > shownFrom; from -= DAY_MS) {
    const share = (at: number): number => Math.min(1, Math.max(0, (at - from) / DAY_MS));
    const span = (begin: number, end: number) => ({ left: share(begin), width: share(end) - share(begin) });
    rows.push({
      from,
      bars: incidents
        .filter((incident) => incident.from < from + DAY_MS && incident.to >= from)
        .map((incident) => {
          const { left, width } = span(incident.from, incident.to);
          return { incident, left: Math.min(left, 1 - LEAST_SHARE), width: Math.max(width, LEAST_SHARE) };
        }),
      looked: span(shownFrom, to),
    });
  }
  return rows;
}
