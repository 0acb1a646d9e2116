import type { Clock } from "../format.ts";

const DAY_MS = 86_400_000;

/** The time of day; the day where it begins, and where labels are days apart. */
export function timeLabels(splits: readonly number[], stepMs: number, clock: Pick<Clock, "day" | "minute">): string[] {
  return splits.map((at) => {
    const time = clock.minute(at);
    return stepMs >= DAY_MS || time === "00:00" ? clock.day(at) : time;
  });
}
