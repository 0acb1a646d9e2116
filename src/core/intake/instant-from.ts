import { localTime, utcOf, type LocalFields } from "../model/zoned-time.ts";

export interface InstantContext {
  /** Where a time without an offset was written. */
  timeZone: string;
  /** `YYYY-MM-DD`, for times without a date. */
  date?: string;
  now: number;
}

export type Instant = { at: number; isAssumedDate?: true } | { expected: string };

const DAY_MS = 86_400_000;

/** A clock that runs ahead by this much still counts as the present. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([Zz]|UTC|[+-]\d\d(?::?\d\d)?))?$/;
const TIME_OF_DAY = /^(\d{1,2})(?:h(?: ?(\d\d))?|:(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)$/;
const DIGITS = /^\d{1,19}(?:\.\d{1,9})?$/;

const expected = {
  time: "a time such as 2025-07-13T10:01:00Z, 2025-07-13 10:01, 1752400860 or 10h 01",
  realTime: "a date and time that exist",
  date: "a date as YYYY-MM-DD to go with times of day",
} as const;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isReal({ year, month, day, hour, minute, second }: LocalFields): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1000) return false;
  return day <= daysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
}

/** Milliseconds of "+02:00", "-03", "Z" and the like; NaN when no clock on Earth is that far off. */
function offsetMsOf(text: string): number {
  if (text === "Z" || text === "z" || text === "UTC") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(":", ""));
  if (hours > 14 || minutes > 59) return Number.NaN;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size (good from 1973 to 5138). */
function fromEpoch(value: number): Instant {
  if (!(value >= 0) || value >= 1e20) return { expected: expected.time };
  if (value < 1e11) return { at: Math.round(value * 1000) };
  if (value < 1e14) return { at: Math.floor(value) };
  if (value < 1e17) return { at: Math.floor(value / 1e3) };
  return { at: Math.floor(value / 1e6) };
}

function fromDateTime(match: RegExpExecArray, timeZone: string): Instant {
  const fields: LocalFields = {
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: Number(match[4]),
    minute: Number(match[5]),
    second: Number(match[6] ?? 0),
    ms: milliseconds(match[7]),
  };
  if (!isReal(fields)) return { expected: expected.realTime };
  const zone = match[8];
  if (zone === undefined) return { at: utcOf(fields, timeZone) };
  const offsetMs = offsetMsOf(zone);
  return Number.isNaN(offsetMs) ? { expected: expected.realTime } : { at: utcOf(fields, "UTC") - offsetMs };
}

const ZERO = 48;
/** 2025-07-13T10:01:00 and, in the other, .000 too; both with Z. */
const UTC_LENGTH = 20;
const UTC_MS_LENGTH = 24;

/** The number that the digits from `from` to before `to` write; NaN when they are not digits. */
function digitsAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** What JSON.stringify makes of dates, as nearly all times are written, without the patterns below; null for all else. */
function plainUtc(text: string): LocalFields | null {
  const { length } = text;
  if ((length !== UTC_LENGTH && length !== UTC_MS_LENGTH) || !text.endsWith("Z")) return null;
  if (text[4] !== "-" || text[7] !== "-" || text[10] !== "T" || text[13] !== ":" || text[16] !== ":") return null;
  if (length === UTC_MS_LENGTH && text[19] !== ".") return null;
  const fields: LocalFields = {
    year: digitsAt(text, 0, 4),
    month: digitsAt(text, 5, 7),
    day: digitsAt(text, 8, 10),
    hour: digitsAt(text, 11, 13),
    minute: digitsAt(text, 14, 16),
    second: digitsAt(text, 17, 19),
    ms: length === UTC_MS_LENGTH ? digitsAt(text, 20, 23) : 0,
  };
  const { year, month, day, hour, minute, second, ms } = fields;
  // What is not a number makes the sum none either.
  const areDigits = !Number.isNaN(year + month + day + hour + minute + second + ms);
  return areDigits && isReal(fields) ? fields : null;
}

function fromTimeOfDay(match: RegExpExecArray, context: InstantContext): Instant {
  const clock = {
    hour: Number(match[1]),
    minute: Number(match[2] ?? match[3] ?? 0),
    second: Number(match[4] ?? 0),
    ms: milliseconds(match[5]),
  };
  const { timeZone, date, now } = context;
  if (date !== undefined) {
    const parts = DATE.exec(date);
    if (!parts) return { expected: expected.date };
    const fields = { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]), ...clock };
    return isReal(fields) ? { at: utcOf(fields, timeZone) } : { expected: expected.realTime };
  }
  if (!isReal({ year: 2000, month: 1, day: 1, ...clock })) return { expected: expected.realTime };
  const latest = now + CLOCK_TOLERANCE_MS;
  const today = latest + localTime(latest, timeZone).offsetMs;
  const onDay = (local: number): number => {
    const day = new Date(local);
    return utcOf(
      { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(), ...clock },
      timeZone,
    );
  };
  const at = onDay(today);
  return { at: at <= latest ? at : onDay(today - DAY_MS), isAssumedDate: true };
}

/**
 * The instant that a producer means. A time of day without any date is taken on the latest day on which it is not in the
 * future (five minutes of a fast clock allowed), and marked.
 */
export function instantFrom(value: unknown, context: InstantContext): Instant {
  if (typeof value === "number") return fromEpoch(value);
  if (typeof value !== "string") return { expected: expected.time };
  const text = value.trim();
  const utc = plainUtc(text);
  if (utc !== null) return { at: utcOf(utc, "UTC") };
  const dateTime = DATE_TIME.exec(text);
  if (dateTime) return fromDateTime(dateTime, context.timeZone);
  const timeOfDay = TIME_OF_DAY.exec(text);
  if (timeOfDay) return fromTimeOfDay(timeOfDay, context);
  return DIGITS.test(text) ? fromEpoch(Number(text)) : { expected: expected.time };
}
