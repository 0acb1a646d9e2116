import type { Cell, Grid, GridRow, RowRefusal } from "./grid.ts";

interface Limits {
  mostRows: number;
  mostColumns: number;
}

type Outcome = { grid: Grid } | { problem: string; isTooLarge: boolean };

const TIMES = /^(?:rows|data|records|values|items|results?|transactions|series)$/i;

function cellOf(value: unknown): Cell | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  return value === undefined ? null : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Rows under the names that any record has; a value that is no single one refuses its record. */
export function gridOfRecords(records: readonly { number: number; value: unknown }[], limits: Limits): Outcome {
  if (records.length > limits.mostRows)
    return {
      problem: `the file has ${records.length} records, more than the ${limits.mostRows} that are read`,
      isTooLarge: true,
    };
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
      let place = places.get(name);
      if (place === undefined) places.set(name, (place = places.size));
      cells[place] = cell ?? null;
    }
    if (places.size > limits.mostColumns)
      return {
        problem: `the records have more than the ${limits.mostColumns} different names that are read`,
        isTooLarge: true,
      };
    if (bad === undefined) rows.push({ number, cells });
    else refusals.push({ row: number, column: bad, reason: "holds a list or an object where one value is expected" });
  }
  const width = places.size;
  const full = rows.map(({ number, cells }) => ({
    number,
    cells: Array.from({ length: width }, (_, i) => cells[i] ?? null),
  }));
  return { grid: { names: [...places.keys()], rows: full, refusals, firstLines: [] } };
}

function gridOfColumns(columns: readonly [string, readonly unknown[]][], limits: Limits): Outcome {
  const [first] = columns;
  const length = first?.[1].length ?? 0;
  const odd = columns.find(([, values]) => values.length !== length);
  if (odd !== undefined)
    return {
      problem: `its lists are not of one length: ${first?.[0]} has ${length} values, ${odd[0]} has ${odd[1].length}`,
      isTooLarge: false,
    };
  if (columns.length > limits.mostColumns)
    return {
      problem: `the file has ${columns.length} columns, more than the ${limits.mostColumns} that are read`,
      isTooLarge: true,
    };
  if (length > limits.mostRows)
    return { problem: `the file has ${length} rows, more than the ${limits.mostRows} that are read`, isTooLarge: true };
  const rows: GridRow[] = [];
  const refusals: RowRefusal[] = [];
  for (let i = 0; i < length; i++) {
    const cells = columns.map(([, values]) => cellOf(values[i]));
    const bad = cells.indexOf(undefined);
    if (bad < 0) rows.push({ number: i + 1, cells: cells.map((cell) => cell ?? null) });
    else
      refusals.push({
        row: i + 1,
        column: columns[bad]?.[0] ?? "",
        reason: "holds a list or an object where one value is expected",
      });
  }
  return { grid: { names: columns.map(([name]) => name), rows, refusals, firstLines: [] } };
}

function gridOfLists(lists: readonly unknown[], limits: Limits): Outcome {
  if (lists.length > limits.mostRows)
    return {
      problem: `the file has ${lists.length} rows, more than the ${limits.mostRows} that are read`,
      isTooLarge: true,
    };
  const rows: GridRow[] = [];
  const refusals: RowRefusal[] = [];
  for (const [i, list] of lists.entries()) {
    const cells = Array.isArray(list) ? list.map(cellOf) : [undefined];
    if (cells.length > limits.mostColumns)
      return {
        problem: `row ${i + 1} has ${cells.length} columns, more than the ${limits.mostColumns} that are read`,
        isTooLarge: true,
      };
    if (cells.includes(undefined)) refusals.push({ row: i + 1, reason: "is not a list of single values" });
    else rows.push({ number: i + 1, cells: cells.map((cell) => cell ?? null) });
  }
  return { grid: { names: null, rows, refusals, firstLines: [] } };
}

/** Finds the table in a JSON value: a list of objects or of lists, an object of lists, or one of these under a name such as `data`. */
export function gridOfJson(value: unknown, limits: Limits): Outcome {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((item) => Array.isArray(item))) return gridOfLists(value, limits);
    return gridOfRecords(
      value.map((item: unknown, i) => ({ number: i + 1, value: item })),
      limits,
    );
  }
  if (!isRecord(value)) return { problem: "the JSON is a single value, not a table", isTooLarge: false };
  const entries = Object.entries(value);
  const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const [only] = lists;
  const isWrapped =
    only !== undefined && lists.length === 1 && (entries.length > 1 || TIMES.test(only[0]) || only[1].some(isRecord));
  if (isWrapped) return gridOfJson(only[1], limits);
  if (lists.length > 0 && lists.length === entries.length) return gridOfColumns(lists, limits);
  if (
    entries.length > 0 &&
    entries.every(([, item]) => isRecord(item)) &&
    entries.some(([, item]) => Object.keys(item as object).length > 0)
  ) {
    return gridOfNested(entries as [string, Readonly<Record<string, unknown>>][], limits);
  }
  return gridOfRecords([{ number: 1, value }], limits);
}

/** pandas writes a table as an object of columns, each an object from row to value. */
function gridOfNested(columns: readonly [string, Readonly<Record<string, unknown>>][], limits: Limits): Outcome {
  const keys = [...new Set(columns.flatMap(([, column]) => Object.keys(column)))];
  if (keys.length > limits.mostRows)
    return {
      problem: `the file has ${keys.length} rows, more than the ${limits.mostRows} that are read`,
      isTooLarge: true,
    };
  const isNumbered = keys.every((key, i) => key === String(i));
  const lists = columns.map(([name, column]): [string, unknown[]] => [
    name,
    keys.map((key) => (Object.hasOwn(column, key) ? column[key] : null)),
  ]);
  return gridOfColumns(isNumbered ? lists : [["time", keys], ...lists], limits);
}
