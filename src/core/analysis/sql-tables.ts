import type { CellType, FileTable } from "../model/file-table.ts";
import type { ColumnRole, CountColumn, CountTable } from "./count-table.ts";
import { dayTotals, type DayTotals } from "./day-totals.ts";

const DAYS_OF_WEEK = 7;
const DAYS_OF_MONTH = 28;

export type Cell = string | number | null;

/** The files as SQL knows them: a table each, and `hourly_comparison` over all of them, as it is on live data. */
export function sqlTables(tables: readonly CountTable[]): FileTable[] {
  return [...tables.map(tableOf), hourlyComparison(tables)];
}

/** Names of columns in SQL, in the order of the table's columns. */
export function sqlColumnNames({ columns }: CountTable): string[] {
  const taken = new Set(["time", "at"]);
  return columns.map(({ name: given }) => {
    const name = harmless(given, "_");
    let free = name;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name}_${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** A spreadsheet that is given an answer as CSV would run a text with such a beginning. */
export function harmless(text: string, before: string): string {
  return /^[=+\-@\t\r]/.test(text) ? before + text : text;
}

function tableOf(table: CountTable): FileTable {
  const names = sqlColumnNames(table);
  const columns = table.columns.map(({ values }, index) => ({ name: names[index] ?? "", type: typeOf(values) }));
  const rows = table.slots.map(({ label, at }, slot): Cell[] => [
    harmless(label, "'"),
    at,
    ...table.columns.map(({ values }) => cellOf(values[slot])),
  ]);
  return {
    name: table.name,
    columns: [{ name: "time", type: "text" }, { name: "at", type: "instant" }, ...columns],
    rows,
  };
}

function typeOf(values: Float64Array): CellType {
  return values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value)) ? "whole" : "number";
}

function cellOf(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/**
 * A row for each hour and series, with the columns that the view of live data has, and the file. A table that brings its
 * references gives them as they are; of a table of counts they are sums of the hours of other days, where the files have them.
 * Files without dates are days that follow each other in the order in which they are given.
 */
function hourlyComparison(tables: readonly CountTable[]): FileTable {
  const withReferences = tables.filter(({ columns }) => columns.some(({ role }) => role.kind !== "observed"));
  const series = tables.filter((table) => !withReferences.includes(table));
  const names = ["today", "yesterday", "same_day_last_week", "avg_last_week", "avg_last_month"];
  return {
    name: "hourly_comparison",
    columns: [
      { name: "time", type: "text" },
      { name: "status", type: "text" },
      ...names.map((name) => ({ name, type: "number" as const })),
      { name: "file", type: "text" },
    ],
    rows: [...withReferences.flatMap(givenRows), ...summedRows(dayTotals(series))],
  };
}

function givenRows(table: CountTable): Cell[][] {
  const find = (is: (role: ColumnRole) => boolean): CountColumn | undefined =>
    table.columns.find(({ role }) => is(role));
  const picked = [
    find(({ kind }) => kind === "observed"),
    find((role) => role.kind === "count" && /yesterday|day before/i.test(role.ago)),
    find((role) => role.kind === "count" && /week/i.test(role.ago)),
    find((role) => role.kind === "mean" && role.days === DAYS_OF_WEEK),
    find((role) => role.kind === "mean" && role.days >= DAYS_OF_MONTH),
  ];
  return table.slots.map(({ label }, slot) => [
    harmless(label, "'"),
    table.name,
    ...picked.map((column) => cellOf(column?.values[slot])),
    table.name,
  ]);
}

function summedRows(days: readonly DayTotals[]): Cell[][] {
  const bySeries = new Map<string, Map<number, DayTotals>>();
  for (const day of days) {
    const own = bySeries.get(day.series) ?? new Map<number, DayTotals>();
    bySeries.set(day.series, own.set(day.day, day));
  }
  return days.flatMap((own) => rowsOf(own, bySeries.get(own.series) ?? new Map()));
}

function rowsOf(own: DayTotals, days: ReadonlyMap<number, DayTotals>): Cell[][] {
  const on = (daysBefore: number) => days.get(own.day - daysBefore);
  const before = (count: number) =>
    Array.from({ length: count }, (_, index) => on(index + 1)).filter((day) => day !== undefined);
  const [yesterday, lastWeek, week, month] = [on(1), on(DAYS_OF_WEEK), before(DAYS_OF_WEEK), before(DAYS_OF_MONTH)];
  return Array.from(own.hours, (value, hour): Cell[] => [
    `${String(hour).padStart(2, "0")}h`,
    harmless(own.series, "'"),
    cellOf(value),
    cellOf(yesterday?.hours[hour]),
    cellOf(lastWeek?.hours[hour]),
    meanOf(week, hour),
    meanOf(month, hour),
    own.file,
  ]);
}

function meanOf(days: readonly DayTotals[], hour: number): number | null {
  const known = days.map(({ hours }) => hours[hour] ?? Number.NaN).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  return Math.round((100 * known.reduce((sum, value) => sum + value, 0)) / known.length) / 100;
}
