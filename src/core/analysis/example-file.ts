import { createRandom, poissonDraw } from "../stats/random.ts";

const SEED = 7;
const HOURS = 24;
/** Sales per hour of an ordinary day, from midnight. */
const ORDINARY = [6, 3, 2, 1, 1, 2, 6, 12, 22, 31, 38, 42, 44, 41, 37, 35, 36, 39, 42, 38, 31, 24, 16, 10];
/** What is wrong with the day: nothing is sold for three hours, and what waited comes after. */
const FACTORS: Readonly<Record<number, number>> = { 12: 0.45, 13: 0, 14: 0, 15: 0, 16: 1.7 };
const DAYS_OF_WEEK = 7;
const DAYS_OF_MONTH = 28;

/** A file to begin with: an invented day of sales by hour, with an outage that is to be found. */
export const EXAMPLE_NAME = "shop.csv";

export function exampleFile(): string {
  const random = createRandom(SEED);
  const month = Array.from({ length: DAYS_OF_MONTH }, () => ORDINARY.map((mean) => poissonDraw(mean, random)));
  const today = ORDINARY.map((mean, hour) => poissonDraw(mean * (FACTORS[hour] ?? 1), random));
  const meanOver = (days: number, hour: number) =>
    (month.slice(-days).reduce((sum, day) => sum + (day[hour] ?? 0), 0) / days).toFixed(2);
  const rows = Array.from({ length: HOURS }, (_, hour) =>
    [
      `${String(hour).padStart(2, "0")}h`,
      today[hour],
      month.at(-1)?.[hour],
      month.at(-DAYS_OF_WEEK)?.[hour],
      meanOver(DAYS_OF_WEEK, hour),
      meanOver(DAYS_OF_MONTH, hour),
    ].join(","),
  );
  return ["time,today,yesterday,same_day_last_week,avg_last_week,avg_last_month", ...rows, ""].join("\n");
}
