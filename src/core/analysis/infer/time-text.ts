/** What a text says of time: a date, a time of day, an offset; each null when it says nothing of it. */
export interface TimeText {
  date: WrittenDate | null;
  /** Milliseconds since midnight. */
  clockMs: number | null;
  offsetMs: number | null;
}

/** Year, and two numbers of which one is the month. */
export interface WrittenDate {
  year: number;
  first: number;
  second: number;
  /** `open`: 03/04/2026 may be day-month or month-day. */
  order: "month-day" | "day-month" | "open";
  /** Written with a point, as is usual only where the day stands first. */
  hasPoint: boolean;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const WEEKDAY = /^\p{L}{2,9}(?:-feira)?\.?,? +(?=\d|\p{L}{3})/u;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const DAY_NAME = /^(\d{1,2})(?:\.? (?:de )?|[-/])(\p{L}{3,10})\.?(?:,? (?:de(?:l)? )?|[-/])(\d{4}|\d{2})(?!\d)/u;
const NAME_DAY = /^(\p{L}{3,10})\.? (\d{1,2}),? (\d{4})(?!\d)/u;
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)(?=$|[T ])/;
const CLOCK_H = /^(\d{1,2}) ?(?:horas?|hrs?|hs|h)(?: ?(\d\d)(?: ?(?:min|m))?)?(?![\d:])/iu;
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?(?![\d:])/iu;
const CLOCK_NOON = /^(\d{1,2})() ?([ap])\.?m\.?(?!\p{L})/iu;
const CLOCK_COMPACT = /^(\d\d)(\d\d)(\d\d)?(?!\d)/;
const RANGE = /^ ?(?:-|–|to|a|até|às|hasta) ?(?=\d)/;
const OFFSET = /^ ?(?:(z|utc|gmt)|([+-])(\d\d):?(\d\d)?)$/i;

/** First three letters of the months in English, Portuguese and Spanish, without accents. */
const months: readonly string[] = [
  "jan ene",
  "feb fev",
  "mar",
  "apr abr",
  "may mai",
  "jun",
  "jul",
  "aug ago",
  "sep set",
  "oct out",
  "nov",
  "dec dez dic",
];

function monthOf(name: string): number {
  const start = name.normalize("NFD").slice(0, 3).toLowerCase();
  return months.findIndex((names) => names.split(" ").includes(start)) + 1;
}

function yearOf(text: string): number {
  const year = Number(text);
  return text.length === 2 ? year + (year < 70 ? 2000 : 1900) : year;
}

function writtenDate(text: string): { date: WrittenDate; rest: string } | null {
  const yearFirst = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (yearFirst) {
    const [whole, year = "", ...others] = yearFirst;
    const [first, second] = others.slice(-2).map(Number);
    const date = {
      year: Number(year),
      first: first ?? 0,
      second: second ?? 0,
      order: "month-day",
      hasPoint: false,
    } as const;
    return { date, rest: text.slice(whole.length) };
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast) {
    const [whole, first, mark, second, year = ""] = yearLast;
    const date = {
      year: yearOf(year),
      first: Number(first),
      second: Number(second),
      order: "open",
      hasPoint: mark === ".",
    } as const;
    return { date, rest: text.slice(whole.length) };
  }
  const named = DAY_NAME.exec(text);
  const swapped = named ? null : NAME_DAY.exec(text);
  const [whole = "", one = "", two = "", year = ""] = named ?? swapped ?? [];
  const month = monthOf(named ? two : one);
  if (month === 0) return null;
  const first = Number(named ? one : two);
  return {
    date: { year: yearOf(year), first, second: month, order: "day-month", hasPoint: false },
    rest: text.slice(whole.length),
  };
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/** 24:00 is the end of the day. */
function clockMsOf(hour: number, minute: number, second: number, fraction: string): number {
  const ms = hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  return minute < 60 && second < 60 && ms <= 24 * HOUR_MS ? ms : Number.NaN;
}

function writtenClock(text: string, isAfterDate: boolean): { clockMs: number; rest: string } | null {
  const named = CLOCK_H.exec(text);
  if (named) {
    return { clockMs: clockMsOf(Number(named[1]), Number(named[2] ?? 0), 0, ""), rest: text.slice(named[0].length) };
  }
  const noon = CLOCK_NOON.exec(text);
  if (noon) return { clockMs: clockMsOf(hourOf(Number(noon[1]), noon[3]), 0, 0, ""), rest: text.slice(noon[0].length) };
  const parts = CLOCK.exec(text) ?? (isAfterDate ? CLOCK_COMPACT.exec(text) : null);
  if (!parts) return null;
  const [whole, hour, minute, second, fraction, half] = parts;
  const clockMs = clockMsOf(hourOf(Number(hour), half), Number(minute), Number(second ?? 0), fraction ?? "");
  return { clockMs, rest: text.slice(whole.length) };
}

function offsetOf(text: string): number | undefined {
  const parts = OFFSET.exec(text);
  if (!parts) return undefined;
  if (parts[1] !== undefined) return 0;
  const ms = Number(parts[3]) * HOUR_MS + Number(parts[4] ?? 0) * MINUTE_MS;
  return Number(parts[3]) > 14 ? undefined : parts[2] === "-" ? -ms : ms;
}

/** True when a range such as `08:00-09:00` ends as it should; its start is what counts. */
function isRange(text: string): boolean {
  const range = RANGE.exec(text);
  return range !== null && writtenClock(text.slice(range[0].length), false)?.rest === "";
}

/** Longer texts are no times. */
const LONGEST = 60;

/** Reads a text as a date, a time of day or both; null when it is neither. */
export function timeText(given: string): TimeText | null {
  if (given.length > LONGEST) return null;
  const text = given.trim().replace(/\s+/g, " ");
  const dated = writtenDate(text) ?? writtenDate(text.replace(WEEKDAY, ""));
  const afterDate = dated === null ? text : dated.rest.replace(/^(?:,? |t|, |T)/i, "");
  const date = dated?.date ?? null;
  if (dated !== null && afterDate === "") return { date, clockMs: null, offsetMs: null };
  if (dated !== null && afterDate === dated.rest) return null;
  const clock = writtenClock(afterDate, dated !== null);
  if (clock === null || Number.isNaN(clock.clockMs)) return null;
  if (clock.rest === "") return { date, clockMs: clock.clockMs, offsetMs: null };
  if (dated === null) return isRange(clock.rest) ? { date, clockMs: clock.clockMs, offsetMs: null } : null;
  const offsetMs = offsetOf(clock.rest);
  if (offsetMs !== undefined) return { date, clockMs: clock.clockMs, offsetMs };
  return isRange(clock.rest) ? { date, clockMs: clock.clockMs, offsetMs: null } : null;
}

/** Midnight of a written date as if it were UTC; NaN for a date that does not exist. */
export function midnightOf(date: WrittenDate, isDayFirst: boolean): number {
  const isDay = date.order === "day-month" || (date.order === "open" && isDayFirst);
  const day = isDay ? date.first : date.second;
  const month = isDay ? date.second : date.first;
  const at = Date.UTC(date.year, month - 1, day);
  const back = new Date(at);
  const isReal = date.year >= 1900 && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return isReal ? at : Number.NaN;
}
