import type { Cell } from "./grid.ts";
import { isMissing, numberOf } from "./number-format.ts";
import { midnightOf, timeText } from "./time-text.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Day 0 of Excel's calendar, which takes 1900 for a leap year, in days before 1970. */
const EXCEL_1970 = 25_569;

/** A cell as a time: an instant, a date and clock of unknown place, or either alone. */
export interface TimeReading {
  instant: number | null;
  /** Midnight of the local date, as if it were UTC. */
  midnight: number | null;
  clockMs: number | null;
}

export type TimeKind = "instant" | "date" | "clock";

/** How the times of a column are written, and how to read one; null: not a time. */
export interface TimeFormat {
  kind: TimeKind;
  /** As people read it: `time of day, such as 08h`. */
  words: string;
  because: string;
  dayOrder: DayOrder | null;
  read(cell: Cell): TimeReading | null;
}

export interface DayOrder {
  isDayFirst: boolean;
  because: string;
  /** True when the other order would do as well. */
  isOpen: boolean;
}

const nothing: TimeReading = { instant: null, midnight: null, clockMs: null };
/** So many cells must be times; of a column that is named as one, fewer do. */
const LEAST_SHARE = 0.8;
const LEAST_SHARE_NAMED = 0.5;
const SAMPLE = 2000;

interface NumberKind {
  words: string;
  kind: TimeKind;
  from: number;
  to: number;
  needsName: boolean;
  needsFractions?: boolean;
  isWhole?: boolean;
  read(value: number): TimeReading | null;
}

/** 2000 to 2100; counts are smaller, ids mostly larger. */
const EPOCH_FROM = 946_684_800;
const EPOCH_TO = 4_102_444_800;

function epoch(words: string, perSecond: number): NumberKind {
  const read = (value: number): TimeReading => ({ ...nothing, instant: Math.floor((value / perSecond) * 1000 + 1e-6) });
  return { words, kind: "instant", from: EPOCH_FROM * perSecond, to: EPOCH_TO * perSecond, needsName: false, read };
}

function readSerial(value: number): TimeReading {
  const ms = Math.round((value - EXCEL_1970) * 86_400) * 1000;
  const midnight = Math.floor(ms / DAY_MS) * DAY_MS;
  return { instant: null, midnight, clockMs: Number.isInteger(value) ? null : ms - midnight };
}

const serial = { words: "days since 1900, as Excel counts", from: 20_000, to: 80_000, read: readSerial } as const;

const numberKinds: readonly NumberKind[] = [
  epoch("seconds since 1970", 1),
  epoch("milliseconds since 1970", 1e3),
  epoch("microseconds since 1970", 1e6),
  epoch("nanoseconds since 1970", 1e9),
  { ...serial, kind: "instant", needsName: false, needsFractions: true },
  { ...serial, kind: "date", needsName: true, isWhole: true },
  {
    words: "hour of the day",
    kind: "clock",
    from: 0,
    to: 24,
    needsName: true,
    isWhole: true,
    read: (value) => ({ ...nothing, clockMs: value * HOUR_MS }),
  },
  {
    words: "hour and minute, such as 0830",
    kind: "clock",
    from: 0,
    to: 2400,
    needsName: true,
    isWhole: true,
    read: (value) =>
      value % 100 < 60 ? { ...nothing, clockMs: Math.floor(value / 100) * HOUR_MS + (value % 100) * 60_000 } : null,
  },
];

function numberFormat(cells: readonly Cell[], isNamedTime: boolean, decimal: "," | "."): TimeFormat | null {
  const numbers = cells.map((cell) => numberOf(cell, decimal));
  if (numbers.some((number) => Number.isNaN(number)) && share(numbers, (number) => !Number.isNaN(number)) < LEAST_SHARE)
    return null;
  const known = numbers.filter((number) => !Number.isNaN(number));
  const kind = numberKinds.find((one) => {
    if (one.needsName && !isNamedTime) return false;
    if (one.needsFractions === true && known.every((number) => Number.isInteger(number))) return false;
    if (one.isWhole === true && !known.every((number) => Number.isInteger(number))) return false;
    return share(known, (number) => number >= one.from && number <= one.to && one.read(number) !== null) >= LEAST_SHARE;
  });
  if (kind === undefined) return null;
  const read = (cell: Cell): TimeReading | null => {
    const number = numberOf(cell, decimal);
    if (!(number >= kind.from && number <= kind.to)) return null;
    return kind.isWhole === true && !Number.isInteger(number) ? null : kind.read(number);
  };
  return { kind: kind.kind, words: kind.words, because: `numbers such as ${known[0] ?? ""}`, dayOrder: null, read };
}

function share<T>(items: readonly T[], isGood: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isGood).length / items.length;
}

/** Whether 03/04/2026 is in April, by all dates of a column. Null: none is written so. */
function dayOrderOf(cells: readonly Cell[], given: boolean | undefined): DayOrder | null {
  let open = 0;
  let onlyDayFirst = 0;
  let onlyMonthFirst = 0;
  let isDayUsual = true;
  for (const cell of cells) {
    const text = typeof cell === "string" ? cell : "";
    const date = timeText(text)?.date;
    if (date?.order !== "open") continue;
    open++;
    if (date.first > 12) onlyDayFirst++;
    if (date.second > 12) onlyMonthFirst++;
    if (/[ap]\.?m/i.test(text) && !date.hasPoint) isDayUsual = false;
  }
  if (open === 0) return null;
  if (given !== undefined) return { isDayFirst: given, because: "said so", isOpen: false };
  if (onlyDayFirst !== onlyMonthFirst) {
    const isDayFirst = onlyDayFirst > onlyMonthFirst;
    return { isDayFirst, because: `the ${isDayFirst ? "first" : "second"} number goes above 12`, isOpen: false };
  }
  const because = isDayUsual
    ? "both orders are possible; most of the world writes the day first"
    : "both orders are possible; with am and pm the month usually comes first";
  return { isDayFirst: isDayUsual, because, isOpen: true };
}

function readText(cell: Cell, isDayFirst: boolean): TimeReading | null {
  const written = typeof cell === "string" ? timeText(cell) : null;
  if (written === null) return null;
  const { date, clockMs, offsetMs } = written;
  if (date === null) return { ...nothing, clockMs };
  const midnight = midnightOf(date, isDayFirst);
  if (Number.isNaN(midnight)) return null;
  if (offsetMs === null || clockMs === null) return { instant: null, midnight, clockMs };
  return { ...nothing, instant: midnight + clockMs - offsetMs };
}

const kindWords: Readonly<Record<TimeKind, string>> = {
  instant: "date and time",
  date: "date",
  clock: "time of day",
};

function kindOf(reading: TimeReading): TimeKind {
  if (reading.midnight === null && reading.instant === null) return "clock";
  // Programs that know no dates without a time write midnight.
  const isMidnight = reading.instant === null ? (reading.clockMs ?? 0) === 0 : reading.instant % DAY_MS === 0;
  return isMidnight ? "date" : "instant";
}

function textFormat(
  cells: readonly Cell[],
  sample: readonly Cell[],
  { dayFirst, isNamedTime }: TimeQuestion,
): TimeFormat | null {
  const least = isNamedTime ? LEAST_SHARE_NAMED : LEAST_SHARE;
  if (share(sample, (cell) => typeof cell === "string" && timeText(cell) !== null) < least) return null;
  const dayOrder = dayOrderOf(cells, dayFirst);
  const read = (cell: Cell): TimeReading | null => readText(cell, dayOrder?.isDayFirst ?? true);
  const readings = sample.map(read);
  const good = readings.filter((reading) => reading !== null);
  if (good.length < sample.length * least) return null;
  const kinds = good.map(kindOf);
  const kind = kinds.includes("instant") ? "instant" : (kinds[0] ?? "clock");
  const example = sample[readings.findIndex((reading) => reading !== null)];
  return { kind, words: kindWords[kind], because: `texts such as ${String(example).trim()}`, dayOrder, read };
}

export interface TimeQuestion {
  isNamedTime: boolean;
  decimal: "," | ".";
  dayFirst: boolean | undefined;
}

/** How a column writes times; null when it is not one of times. */
export function timeFormatOf(cells: readonly Cell[], question: TimeQuestion): TimeFormat | null {
  const filled = cells.filter((cell) => !isMissing(cell));
  const sample = filled.length > SAMPLE ? filled.filter((_, i) => i % Math.ceil(filled.length / SAMPLE) === 0) : filled;
  if (sample.length === 0) return null;
  return numberFormat(sample, question.isNamedTime, question.decimal) ?? textFormat(filled, sample, question);
}

/** True for a cell that could be a time without knowing more of its column; a number alone is not enough. */
export function looksLikeTime(cell: Cell): boolean {
  return typeof cell === "string" && timeText(cell) !== null;
}
