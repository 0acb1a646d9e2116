const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Local hour of the busiest moment; the quietest is twelve hours away. */
const PEAK_HOUR = 15;

/** Peak over trough is e^(2·SWING) = 8. */
const SWING = Math.log(8) / 2;

/** Makes the afternoon a plateau and the night a notch; leaves the ratio of peak to trough as it is. */
const PLATEAU = -0.12;

/** Volume by local weekday, Sunday first, relative to each other. */
const WEEKDAY_FACTORS: readonly number[] = [0.88, 0.97, 0.98, 1, 1.02, 1.1, 1.05];

/** One weekday passes into the next over this time, half of it on each side of midnight. */
const TURN_OF_DAY_MS = 4 * HOUR_MS;

/** 1970-01-01 was a Thursday. */
const WEEKDAY_OF_DAY_ZERO = 4;

function weekdayFactor(day: number): number {
  return WEEKDAY_FACTORS[(((day + WEEKDAY_OF_DAY_ZERO) % 7) + 7) % 7] ?? 1;
}

/**
 * How busy an instant is, by local time of day and weekday.
 *
 *   curve = weekday · exp(SWING·cos a + PLATEAU·cos 2a),  a = 2π·(local hour − 15)/24
 *
 * @param at                milliseconds since 1970 UTC
 * @param utcOffsetMinutes  local time minus UTC
 * @returns                 relative to other instants only; the afternoon peak is 8 times the night's trough of an equal day
 */
export function trafficCurve(at: number, utcOffsetMinutes: number): number {
  const local = at + utcOffsetMinutes * MINUTE_MS;
  const day = Math.round(local / DAY_MS);
  const sinceNearestMidnightMs = local - day * DAY_MS;
  const angle = (2 * Math.PI * (sinceNearestMidnightMs / HOUR_MS - PEAK_HOUR)) / 24;
  const turned = Math.min(1, Math.max(0, sinceNearestMidnightMs / TURN_OF_DAY_MS + 0.5));
  const weekday = weekdayFactor(day - 1) * (1 - turned) + weekdayFactor(day) * turned;
  return weekday * Math.exp(SWING * Math.cos(angle) + PLATEAU * Math.cos(2 * angle));
}

/** The mean of `trafficCurve` over a week, from quarters of an hour. */
export function meanTrafficCurve(): number {
  const steps = 7 * 96;
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += trafficCurve((step + 0.5) * 15 * MINUTE_MS, 0);
  return sum / steps;
}
