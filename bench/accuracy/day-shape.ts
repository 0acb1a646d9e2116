import { DAY_MINUTES, type DayShape, WEEK_MINUTES } from "./traffic.ts";

const PEAK_HOUR = 15;

/** Peak over trough of a day: a shop that closes at night, and one that does not. */
const PEAK_OVER_TROUGH: Record<DayShape, number> = { deep: 60, shallow: 4 };

/** Makes the afternoon a plateau. */
const PLATEAU = -0.12;

/** From Monday on. */
const WEEKDAY_FACTORS = Float64Array.of(1, 1, 1, 1, 1.05, 0.75, 0.75);

/**
 * Relative volume of each minute of a week, Monday 00:00 first.
 *
 *   weekday · exp(s·cos a + p·cos 2a),   a = 2π·(hour − 15)/24,   e^(2s) = peak over trough
 *
 * @returns  shape (10080), mean 1
 */
export function weekShape(shape: DayShape): Float64Array {
  const swing = Math.log(PEAK_OVER_TROUGH[shape]) / 2;
  const week = new Float64Array(WEEK_MINUTES);
  let sum = 0;
  for (let minute = 0; minute < week.length; minute++) {
    const angle = (2 * Math.PI * ((minute % DAY_MINUTES) / 60 - PEAK_HOUR)) / 24;
    const weekday = WEEKDAY_FACTORS[Math.floor(minute / DAY_MINUTES)]!;
    week[minute] = weekday * Math.exp(swing * Math.cos(angle) + PLATEAU * Math.cos(2 * angle));
    sum += week[minute]!;
  }
  return week.map((value) => (value * week.length) / sum);
}
