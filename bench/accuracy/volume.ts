import { normalDraw, type Random } from "../../src/core/stats/random.ts";
import type { Calendar } from "./calendar.ts";
import { weekShape } from "./day-shape.ts";
import { DAY_MINUTES, type DayShape } from "./traffic.ts";

/** Spread of the logarithm of a day's volume. */
const DAY_SIGMA = 0.05;
/** Most that the volume grows or shrinks, a day. */
const LARGEST_DRIFT = 0.005;
/** Spread of the logarithm of the slow noise, and the time after which half of a deviation is gone. */
const NOISE_SIGMA = 0.02;
const NOISE_HALF_LIFE_MINUTES = 120;
const PROMOTION_FACTOR = 2;
const HOLIDAY_FACTOR = 0.6;

export interface VolumePlan {
  /** Mean transactions a minute. */
  level: number;
  shape: DayShape;
  /** Noise that neighbouring minutes and all statuses share. */
  hasSlowNoise: boolean;
  minutes: number;
}

/**
 * Mean volume of each minute, without faults.
 *
 *   level · week shape · day factor · e^(drift·days) · e^noise · 2 in a promotion · 0.6 on a holiday
 *
 * with log-normal day factors (5 %), a drift of up to ±0.5 % a day, and first-order autoregressive noise (2 %, half-life 2 h).
 *
 * @returns  shape (minutes), transactions a minute
 */
export function volumes({ level, shape, hasSlowNoise, minutes }: VolumePlan, calendar: Calendar, random: Random) {
  const week = weekShape(shape);
  const dayFactors = Array.from({ length: Math.ceil(minutes / DAY_MINUTES) }, () => DAY_SIGMA * normalDraw(random));
  const drift = LARGEST_DRIFT * (2 * random() - 1);
  const kept = 0.5 ** (1 / NOISE_HALF_LIFE_MINUTES);
  const fresh = NOISE_SIGMA * Math.sqrt(1 - kept * kept);
  let noise = hasSlowNoise ? NOISE_SIGMA * normalDraw(random) : 0;
  const rates = new Float64Array(minutes);
  for (let minute = 0; minute < minutes; minute++) {
    if (hasSlowNoise) noise = kept * noise + fresh * normalDraw(random);
    const day = Math.floor(minute / DAY_MINUTES);
    rates[minute] =
      level * week[minute % week.length]! * Math.exp(dayFactors[day]! + (drift * minute) / DAY_MINUTES + noise);
  }
  for (const { from, to } of calendar.promotions) scaleInPlace(rates, from, to, PROMOTION_FACTOR);
  for (const day of calendar.holidays) scaleInPlace(rates, day * DAY_MINUTES, (day + 1) * DAY_MINUTES, HOLIDAY_FACTOR);
  return rates;
}

function scaleInPlace(rates: Float64Array, from: number, to: number, factor: number): void {
  for (let minute = from; minute < to; minute++) rates[minute]! *= factor;
}
