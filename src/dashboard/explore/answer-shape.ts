import type { AnswerView } from "../../core/model/saved-query.ts";
import { type Answer, type Cell, cellText, instantOf, isName, isNumeric, isTime, numberOf } from "./answer.ts";

/** More lines than these cannot be told apart; what is more is named, not drawn. */
export const MOST_LINES = 8;
export const MOST_BARS = 50;

export interface Lines {
  /** Of the operation's clock as if it were UTC, rising. */
  at: number[];
  series: { name: string; values: (number | null)[] }[];
  /** Series that are not drawn: those with the smallest sums. */
  left: number;
}

export interface Bars {
  /** Names of the numbers, at most four. */
  measures: string[];
  rows: { name: string; values: (number | null)[] }[];
  left: number;
}

/** Ways in which an answer can be shown; the first is what its shape suggests. */
export function viewsFor(answer: Answer): AnswerView[] {
  const views: AnswerView[] = [];
  if (bigNumber(answer) !== null) views.push("number");
  if (linesOf(answer) !== null) views.push("lines");
  if (barsOf(answer) === null) return [...views, "table"];
  return isForBars(answer) ? [...views, "bars", "table"] : [...views, "table", "bars"];
}

/** A row for each value of one name, and not so many that nobody looks at all of them. */
function isForBars({ columns, rows }: Answer): boolean {
  const names = columns.flatMap((column, index) => (isName(column) || isTime(column) ? [index] : []));
  const [name = 0] = names;
  return names.length === 1 && rows.length <= MOST_BARS && new Set(rows.map((row) => row[name])).size === rows.length;
}

export function bigNumber({ columns, rows }: Answer): { name: string; value: number } | null {
  const [column] = columns;
  if (columns.length !== 1 || rows.length !== 1 || column === undefined || !isNumeric(column)) return null;
  return { name: column.name, value: numberOf(rows[0]?.[0]) };
}

/** A time, and numbers, or one number for each value of a name. */
export function linesOf({ columns, rows }: Answer): Lines | null {
  const time = columns.findIndex(isTime);
  const numbers = columns.flatMap((column, index) => (isNumeric(column) ? [index] : []));
  const names = columns.flatMap((column, index) => (isName(column) ? [index] : []));
  if (time < 0 || numbers.length === 0 || rows.length < 2 || names.length > 1) return null;
  const [name] = names;
  const cells = rows.filter((row) => !Number.isNaN(instantOf(row[time])));
  const at = [...new Set(cells.map((row) => instantOf(row[time])))].toSorted((one, other) => one - other);
  // Several rows for one time without a name that tells them apart make no line.
  if (at.length < 2 || (name === undefined && at.length < cells.length)) return null;
  const places = new Map(at.map((instant, index) => [instant, index]));
  const series = new Map<string, (number | null)[]>();
  for (const row of cells) {
    const place = places.get(instantOf(row[time])) ?? 0;
    for (const number of numbers) {
      const label = seriesName(columns[number]?.name ?? "", name === undefined ? null : row[name], numbers.length > 1);
      const values = series.get(label) ?? Array.from({ length: at.length }, () => null);
      values[place] = finite(row[number]);
      series.set(label, values);
    }
  }
  const all = [...series].map(([label, values]) => ({ name: label, values }));
  return { at, series: largest(all, MOST_LINES), left: Math.max(0, all.length - MOST_LINES) };
}

/** A name, and numbers, with a row for each name. */
export function barsOf({ columns, rows }: Answer): Bars | null {
  const name = columns.findIndex((column) => isName(column) || isTime(column));
  const numbers = columns.flatMap((column, index) => (isNumeric(column) ? [index] : [])).slice(0, 4);
  if (name < 0 || numbers.length === 0 || rows.length === 0) return null;
  const names = columns.flatMap((column, index) => (isName(column) || isTime(column) ? [index] : []));
  const bars = rows.map((row) => ({
    name: names.map((index) => cellText(row[index])).join(", "),
    values: numbers.map((number) => finite(row[number])),
  }));
  return {
    measures: numbers.map((number) => columns[number]?.name ?? ""),
    rows: bars.slice(0, MOST_BARS),
    left: Math.max(0, bars.length - MOST_BARS),
  };
}

function seriesName(column: string, name: Cell, areSeveral: boolean): string {
  if (name === null || name === undefined) return column;
  const text = cellText(name) || "(empty)";
  return areSeveral ? `${text}, ${column}` : text;
}

function finite(cell: Cell): number | null {
  const value = numberOf(cell);
  return Number.isFinite(value) ? value : null;
}

/** In the order in which they came. */
function largest<Series extends { values: (number | null)[] }>(series: Series[], most: number): Series[] {
  if (series.length <= most) return series;
  const sum = ({ values }: Series): number => values.reduce<number>((total, value) => total + Math.abs(value ?? 0), 0);
  const kept = new Set(series.toSorted((one, other) => sum(other) - sum(one)).slice(0, most));
  return series.filter((each) => kept.has(each));
}
