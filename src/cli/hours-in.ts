import { InvalidArgumentError } from "commander";
import type { Hours, Weekday } from "../core/model/hours.ts";

const DAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const EXPECTED = 'expected hours such as "02:00-04:00" or "sat,sun 02:00-04:00"';

/** Hours of the week: days, if not every day, and from when to when. */
export function hoursIn(given: string): Hours {
  const parts = /^(?:([a-z,]+) +)?([\d:]{5}) *- *([\d:]{5})$/.exec(given.trim().toLowerCase());
  if (parts === null) throw new InvalidArgumentError(EXPECTED);
  const [, named, from = "", to = ""] = parts;
  const names = named === undefined ? [] : named.split(",");
  const days = DAYS.filter((day) => names.includes(day));
  if (days.length < names.length) throw new InvalidArgumentError(`${EXPECTED}; days are ${DAYS.join(", ")}`);
  return days.length === 0 ? { from, to } : { days, from, to };
}
