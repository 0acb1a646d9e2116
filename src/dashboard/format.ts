import { computed } from "@preact/signals";
import { locale, t } from "./language/language.ts";
import { placeOfZone } from "./time-zone.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Numbers with a fixed number of decimals, as the viewer's language writes them. */
const formats = computed(() =>
  [0, 1, 2].map(
    (digits) => new Intl.NumberFormat(locale.value, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ),
);

function formatNumber(value: number, digits: 0 | 1 | 2): string {
  return formats.value[digits]?.format(value) ?? String(value);
}

/** What stands where a number does not exist. */
export const NOTHING = "\u2013";

export function formatCount(value: number | null): string {
  return value === null ? NOTHING : formatNumber(value, 0);
}

/** A mean: with a decimal while that says something, whole from 100 on. */
export function formatMean(value: number | null): string {
  if (value === null) return NOTHING;
  return Math.abs(value) < 99.95 ? formatNumber(value, 1) : formatNumber(value, 0);
}

/** A count when it is whole, a mean otherwise: points of a long range are averages. */
export function formatValue(value: number | null): string {
  return value !== null && Number.isInteger(value) ? formatCount(value) : formatMean(value);
}

export function formatBand(lower: number | null, upper: number | null): string {
  if (lower === null || upper === null) return NOTHING;
  return t("{lower} to {upper}", { lower: formatValue(lower), upper: formatValue(upper) });
}

export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return NOTHING;
  const percent = share * 100;
  return `${percent > 0 && percent < 1 ? formatNumber(percent, 2) : formatNumber(percent, 1)} %`;
}

export function formatRate(perSecond: number | null): string {
  if (perSecond === null) return NOTHING;
  return perSecond < 99.95 ? formatNumber(perSecond, 1) : formatNumber(perSecond, 0);
}

/** "512 KB", "38.2 MB": steps of 1,024, as disks and settings count. */
export function formatBytes(bytes: number): string {
  const units = ["KB", "MB", "GB", "TB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${formatNumber(value, value < 99.95 && unit > 0 ? 1 : 0)} ${units[unit]}`;
}

/** Two units at most: "45 s", "3 min 20 s", "2 h 5 min", "3 d 4 h". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SECOND_MS));
  const rounded = seconds * SECOND_MS;
  if (rounded < MINUTE_MS) return `${seconds} s`;
  if (rounded < HOUR_MS) return twoUnits(rounded, MINUTE_MS, "min", SECOND_MS, "s");
  if (rounded < DAY_MS) return twoUnits(rounded, HOUR_MS, "h", MINUTE_MS, "min");
  return twoUnits(rounded, DAY_MS, "d", HOUR_MS, "h");
}

function twoUnits(ms: number, largeMs: number, large: string, smallMs: number, small: string): string {
  const whole = Math.floor(ms / largeMs);
  const rest = Math.floor((ms % largeMs) / smallMs);
  return rest === 0 ? `${whole} ${large}` : `${whole} ${large} ${rest} ${small}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** backend_reversed reads better as "backend reversed". */
export function statusLabel(status: string): string {
  return status.replaceAll("_", " ");
}

/** Writes instants as people of one time zone read them. */
export interface Clock {
  timeZone: string;
  /** "14:03" */
  minute: (at: number) => string;
  /** "14:03:22" */
  second: (at: number) => string;
  /** "14:03" today, "21 Nov 14:03" otherwise. */
  moment: (at: number, now: number) => string;
  /** "21 Nov 2026, 14:03:22" */
  full: (at: number) => string;
  /** The last part of the zone's name: "Sao Paulo", "UTC". */
  place: string;
}

export function createClock(timeZone: string, writtenAs = "en-GB"): Clock {
  const formatter = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const format = new Intl.DateTimeFormat(writtenAs, { timeZone, hourCycle: "h23", ...options });
    return (at) => format.format(at);
  };
  const minute = formatter({ hour: "2-digit", minute: "2-digit" });
  const day = formatter({ day: "numeric", month: "short" });
  return {
    timeZone,
    minute,
    second: formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    moment: (at, now) => (day(at) === day(now) ? minute(at) : `${day(at)} ${minute(at)}`),
    full: formatter({
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    }),
    place: placeOfZone(timeZone),
  };
}
