import type { Cell, Grid, GridRow, RowRefusal } from "./grid.ts";
import { excessOf, type GridLimits } from "./grid-limits.ts";

type Outcome = { grid: Grid } | { problem: string; isTooLarge: boolean };

/** Names under which programs put the rows of an answer. */
const ROWS = /^(?:rows|data|records|values|items|results?|transactions|series)$/i;
const NO_VALUE = "holds a list or an object where one value is expected";

/** Undefined for what is no single value. */
function cellOf(value: unknown): Cell | undefined {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  return value === null || value === undefined ? null : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function tooLarge(problem: string): Outcome {
  return { problem, isTooLarge: true };
}

/** Rows under the names that any record has; a value that is no single one refuses its record. */
export function gridOfRecords(records: readonly { number: number; value: unknown }[], limits: GridLimits): Outcome {
  const places = new Map<string, number>();
  const rows: GridRow[] = [];
  const refusals: RowRefusal[] = [];
  for (const { number, value } of records) {
    if (!isRecord(value)) {
      refusals.push({ row: number, reason: "is not an object with names and values" });
      continue;
    }
    const cells: Cell[] = [];
    let bad: string | undefined;
    for (const [name, inner] of Object.entries(value)) {
      const cell = cellOf(inner);
      if (cell === undefined) bad ??= name;
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      cells[place] = cell ?? null;
    }
    if (bad === undefined) rows.push({ number, cells });
    else refusals.push({ row: number, column: bad, reason: NO_VALUE });
    const excess = excessOf(rows.length, places.size, rows.length * places.size, limits);
    if (excess !== undefined) return tooLarge(excess);
  }
  const full = rows.map(({ number, cells }) => ({
    number,
    cells: Array.from({ length: places.size }, (_, i) => cells[i] ?? null),
  }));
  return { grid: { names: [...places.keys()], rows: full, refusals, firstLines: [] } };
}

function gridOfColumns(columns: readonly [string, readonly unknown[]][], limits: GridLimits): Outcome {
  const [first] = columns;
  const length = first?.[1].length ?? 0;
  const odd = columns.find(([, values]) => values.length !== length);
  if (odd !== undefined) {
    const problem = `its lists are not of one length: ${first?.[0]} has ${length} values, ${odd[0]} has ${odd[1].length}`;
    return { problem, isTooLarge: false };
  }
  const excess = excessOf(length, columns.length, length * columns.length, limits);
  if (excess !== undefined) return tooLarge(excess);
  const rows: GridRow[] = [];
  const refusals: RowRefusal[] = [];
  for (let i = 0; i < length; i++) {
    const cells = columns.map(([, values]) => cellOf(values[i]));
    const bad = cells.indexOf(undefined);
    if (bad < 0) rows.push({ number: i + 1, cells: cells.map((cell) => cell ?? null) });
    else refusals.push({ row: i + 1, column: columns[bad]?.[0] ?? "", reason: NO_VALUE });
  }
  return { grid: { names: columns.map(([name]) => name), rows, refusals, firstLines: [] } };
}

function gridOfLists(lists: readonly unknown[][], limits: GridLimits): Outcome {
  const rows: GridRow[] = [];
  const refusals: RowRefusal[] = [];
  let all = 0;
  for (const [i, list] of lists.entries()) {
    all += list.length;
    const excess = excessOf(i + 1, list.length, all, limits);
    if (excess !== undefined) return tooLarge(excess);
    const cells = list.map(cellOf);
    if (cells.includes(undefined)) refusals.push({ row: i + 1, reason: NO_VALUE });
    else rows.push({ number: i + 1, cells: cells.map((cell) => cell ?? null) });
  }
  return { grid: { names: null, rows, refusals, firstLines: [] } };
}

/** pandas writes a table as an object of columns, each an object from row to value. */
function gridOfNested(columns: readonly [string, Readonly<Record<string, unknown>>][], limits: GridLimits): Outcome {
  const keys = [...new Set(columns.flatMap(([, column]) => Object.keys(column)))];
  const excess = excessOf(keys.length, columns.length, keys.length * columns.length, limits);
  if (excess !== undefined) return tooLarge(excess);
  const lists = columns.map(([name, column]): [string, unknown[]] => [
    name,
    keys.map((key) => (Object.hasOwn(column, key) ? column[key] : null)),
  ]);
  const isNumbered = keys.every((key, i) => key === String(i));
  return gridOfColumns(isNumbered ? lists : [["time", keys], ...lists], limits);
}

/** The one list of an object that holds the rows, beside what else there is. */
function wrappedRows(entries: readonly [string, unknown][]): unknown[] | undefined {
  const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const [only] = lists;
  if (only === undefined || lists.length > 1) return undefined;
  const [name, rows] = only;
  return entries.length > 1 || ROWS.test(name) || rows.some(isRecord) ? rows : undefined;
}

function isListOfLists(list: readonly unknown[]): list is readonly unknown[][] {
  return list.length > 0 && list.every((item) => Array.isArray(item));
}

/** Finds the table in a JSON value: a list of objects or of lists, an object of lists, or one of these under a name such as `data`. */
export function gridOfJson(value: unknown, limits: GridLimits): Outcome {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    if (isListOfLists(list)) return gridOfLists(list, limits);
    const records = list.map((item, i) => ({ number: i + 1, value: item }));
    return gridOfRecords(records, limits);
  }
  if (!isRecord(value)) return { problem: "the JSON is a single value, not a table", isTooLarge: false };
  const entries = Object.entries(value);
  const rows = wrappedRows(entries);
  if (rows !== undefined) return gridOfJson(rows, limits);
  const columns = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  if (columns.length > 0 && columns.length === entries.length) return gridOfColumns(columns, limits);
  const nested = entries.filter((entry): entry is [string, Readonly<Record<string, unknown>>] => isRecord(entry[1]));
  if (nested.length > 0 && nested.length === entries.length) return gridOfNested(nested, limits);
  return gridOfRecords([{ number: 1, value }], limits);
}
