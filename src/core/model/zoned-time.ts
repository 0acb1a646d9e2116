export interface LocalFields {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

export interface LocalTime {
  /** 0 up to 1440, with its fraction. */
  minuteOfDay: number;
  /** 0 is Sunday. */
  weekday: number;
  /** Local clock minus UTC. */
  offsetMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Every change of a zone's offset since 2000 fell on a quarter of an hour UTC, so one answer serves for the whole quarter. */
const QUARTER_MS = 15 * MINUTE_MS;
const QUARTERS_KEPT = 100_000;

interface Zone {
  format: Intl.DateTimeFormat;
  offsets: Map<number, number>;
  lastQuarter: number;
  lastOffsetMs: number;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const zone: Zone = { format, offsets: new Map(), lastQuarter: Number.NaN, lastOffsetMs: 0 };
  zones.set(timeZone, zone);
  return zone;
}

function offsetAsked(zone: Zone, at: number): number {
  const field: Record<string, number> = {};
  for (const part of zone.format.formatToParts(at)) field[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field as Partial<LocalFields>;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

function offsetMsAt(at: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const zone = zoneOf(timeZone);
  const quarter = Math.floor(at / QUARTER_MS);
  if (quarter === zone.lastQuarter) return zone.lastOffsetMs;
  let offsetMs = zone.offsets.get(quarter);
  if (offsetMs === undefined) {
    offsetMs = offsetAsked(zone, quarter * QUARTER_MS);
    if (zone.offsets.size >= QUARTERS_KEPT) zone.offsets.clear();
    zone.offsets.set(quarter, offsetMs);
  }
  zone.lastQuarter = quarter;
  zone.lastOffsetMs = offsetMs;
  return offsetMs;
}

/** True for a name that the engine knows: "America/Sao_Paulo", "UTC". */
export function isTimeZone(name: string): boolean {
  try {
    return name !== "" && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    // A RangeError, which is how the engine says that it does not.
    return false;
  }
}

/**
 * What the wall clocks of a time zone show at an instant.
 *
 * @param at        milliseconds since 1970 UTC, 2000 or later
 * @param timeZone  IANA name; a RangeError when the engine does not know it
 */
export function localTime(at: number, timeZone: string): LocalTime {
  const offsetMs = offsetMsAt(at, timeZone);
  const local = at + offsetMs;
  const days = Math.floor(local / DAY_MS);
  return {
    minuteOfDay: (local - days * DAY_MS) / MINUTE_MS,
    weekday: (((days + 4) % 7) + 7) % 7,
    offsetMs,
  };
}

/**
 * The instant at which the clocks of a zone show these fields. An hour that daylight saving skips is read as if the clocks had
 * not been changed yet (02:30 becomes 03:30); of an hour that happens twice it is the first.
 *
 * @param fields  a real date of the Gregorian calendar, year 100 or later
 */
export function utcOf(fields: LocalFields, timeZone: string): number {
  const { year, month, day, hour, minute, second, ms } = fields;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const offsetBefore = offsetMsAt(local - DAY_MS, timeZone);
  const offsetAfter = offsetMsAt(local + DAY_MS, timeZone);
  if (offsetBefore === offsetAfter) return local - offsetBefore;
  const isStillBefore = offsetMsAt(local - offsetBefore, timeZone) === offsetBefore;
  const isAlreadyAfter = offsetMsAt(local - offsetAfter, timeZone) === offsetAfter;
  return isAlreadyAfter && !isStillBefore ? local - offsetAfter : local - offsetBefore;
}
