const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const wholeNumber = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What stands where a number does not exist. */
export const NOTHING = "\u2013";

export function formatCount(value: number | null): string {
  return value === null ? NOTHING : wholeNumber.format(value);
}

/** A mean: with a decimal while that says something, whole from 100 on. */
export function formatMean(value: number | null): string {
  if (value === null) return NOTHING;
  return Math.abs(value) < 99.95 ? oneDecimal.format(value) : wholeNumber.format(value);
}

/** A count when it is whole, a mean otherwise: points of a long range are averages. */
export function formatValue(value: number | null): string {
  return value !== null && Number.isInteger(value) ? formatCount(value) : formatMean(value);
}

export function formatBand(lower: number | null, upper: number | null): string {
  if (lower === null || upper === null) return NOTHING;
  return `${formatValue(lower)} to ${formatValue(upper)}`;
}

export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return NOTHING;
  const percent = share * 100;
  return `${percent > 0 && percent < 1 ? twoDecimals.format(percent) : oneDecimal.format(percent)} %`;
}

export function formatRate(perSecond: number | null): string {
  if (perSecond === null) return NOTHING;
  return perSecond < 99.95 ? oneDecimal.format(perSecond) : wholeNumber.format(perSecond);
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
  /** "21 Nov" */
  day: (at: number) => string;
  /** "14:03:22" */
  second: (at: number) => string;
  /** "14:03" today, "21 Nov 14:03" otherwise. */
  moment: (at: number, now: number) => string;
  /** "21 Nov 2026, 14:03:22" */
  full: (at: number) => string;
  /** The last part of the zone's name: "Sao Paulo", "UTC". */
  place: string;
}

export function createClock(timeZone: string): Clock {
  const formatter = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...options });
    return (at) => format.format(at);
  };
  const minute = formatter({ hour: "2-digit", minute: "2-digit" });
  const day = formatter({ day: "numeric", month: "short" });
  return {
    timeZone,
    minute,
    day,
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
    place: (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " "),
  };
}
