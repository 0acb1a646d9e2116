import type { EngineSettings } from "../model/engine-settings.ts";
import { breakdownsOf } from "../rollup/scope-directory.ts";

type Judged = Pick<EngineSettings, "tickMs" | "timeZone" | "statuses" | "monitors">;

/**
 * True when what has been learnt stays of use: ticks, time zone and statuses are the same, and every dimension that was broken down
 * still is, before any new one.
 */
export function goesOn(before: Judged, after: Judged): boolean {
  const keyOf = ({ tickMs, timeZone, statuses }: Judged) => JSON.stringify([tickMs, timeZone, statuses]);
  if (keyOf(before) !== keyOf(after)) return false;
  const dimensions = breakdownsOf(after.monitors).map(({ dimension }) => dimension);
  return breakdownsOf(before.monitors).every(({ dimension }, place) => dimensions[place] === dimension);
}

/** What has to be equal for the alarms of each monitor to be counted on. */
export function countingKey({ tickMs, timeZone, statuses, monitors }: Judged): string {
  const watched = monitors.map((monitor) => ({ ...monitor, rules: undefined, alertBy: undefined }));
  return JSON.stringify([tickMs, timeZone, statuses, watched]);
}

/** What decides what is told to people. */
export function watchingKey({ monitors }: Judged): string {
  return JSON.stringify(monitors);
}
