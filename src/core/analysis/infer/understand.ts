import { shown } from "../../intake/shown.ts";
import type { CountTable } from "../count-table.ts";
import { isReference } from "./column-roles.ts";
import { countRows, type Counted } from "./count-rows.ts";
import { keysOf, type Layout } from "./count-series.ts";
import type { Grid, GridRow, Inference, Misunderstanding } from "./grid.ts";
import { numberOf } from "./number-format.ts";
import { inferencesOf } from "./inference-words.ts";
import { readLayout, type ReadLayout } from "./read-layout.ts";
import type { ReadOptions } from "./read-options.ts";
import { RefusalList, refusalText, type Refusals } from "./refusal-list.ts";
import { addDaysInPlace, rowTimes } from "./row-times.ts";
import { sqlColumns, type SqlRows } from "./sql-rows.ts";
import { shapeOf, type NamedTable } from "./table-shape.ts";
import { stepOfCounts } from "./time-step.ts";

/** A file of counts, understood, with what was worked out on the way. */
export interface Understood {
  table: CountTable;
  inferences: Inference[];
  refusals: Refusals;
  rows: SqlRows;
}

export interface GridQuestion {
  /** Of the table, as SQL knows it. */
  name: string;
  grid: Grid;
  options: ReadOptions;
  separator: string | undefined;
  /** Most slots times series. */
  mostCells: number;
}

/** More bad rows than this, and the file is more likely misread than damaged. */
const MOST_REFUSED_SHARE = 0.2;
const MOST_STATUSES = 100;
/** Series of a dimension's values beyond this would each be too thin to judge. */
const MOST_VALUES = 50;
const REFUSALS_TOLD = 5;

/** Which dimensions get series of their own, and why the others do not. */
function scopesOf(
  layout: Layout,
  rows: readonly GridRow[],
): { scopes: Set<number>; leftOut: { name: string; reason: string }[]; statuses: number } {
  const statuses = new Set<string>();
  const values = layout.dimensions.map(() => new Set<string>());
  for (const row of rows) {
    const keys = keysOf(row, layout);
    if (typeof keys === "string") continue;
    if (statuses.size <= MOST_STATUSES) statuses.add(keys.status);
    for (const [place, value] of keys.values.entries())
      if ((values[place]?.size ?? 0) <= MOST_VALUES) values[place]?.add(value);
  }
  const isCompared = layout.roles.some(isReference);
  const scopes = new Set<number>();
  const leftOut: { name: string; reason: string }[] = [];
  for (const [place, column] of layout.dimensions.entries()) {
    const size = values[place]?.size ?? 0;
    const name = layout.names[column] ?? "";
    if (isCompared) leftOut.push({ name, reason: "what is compared with other days is added up over it" });
    else if (size > MOST_VALUES)
      leftOut.push({ name, reason: `it has more than ${MOST_VALUES} different values; its counts are added up` });
    else if (size < 2) leftOut.push({ name, reason: "it has one value only" });
    else scopes.add(place);
  }
  return { scopes, leftOut, statuses: statuses.size };
}

function tooManyRefused(refusals: RefusalList, all: number, columns: number): Misunderstanding | null {
  const { rows, cells, first } = refusals.value();
  const most = Math.max(1, all * MOST_REFUSED_SHARE);
  if (rows < all && rows <= most && cells <= most * columns) return null;
  const what =
    cells > most * columns ? `${cells} cells of ${all} rows` : `${rows} of ${all} ${all === 1 ? "row" : "rows"}`;
  return {
    problem: `${what} cannot be read, so the file is probably not understood as it is meant`,
    seen: first.slice(0, REFUSALS_TOLD).map(refusalText),
    help: ["correct the file, or say what its columns are with columns=NAME=ROLE"],
  };
}

/** Numbers at even times that are no counts, such as prices, are not transactions. */
function noCounts(
  table: NamedTable,
  { layout, decisions, given }: ReadLayout,
  ats: Float64Array,
): Misunderstanding | null {
  const { values, status, dimensions, decimal } = layout;
  if (values.length > 0 || status !== null || dimensions.length > 0) return null;
  const isNumber = (place: number): boolean => !Number.isNaN(numberOf(table.rows[0]?.cells[place] ?? null, decimal));
  const ignored = [...decisions.keys()].filter(
    (place) => decisions[place]?.role === "ignored" && !given.has(place) && isNumber(place),
  );
  const distinct = Float64Array.from(new Set(ats));
  if (ignored.length === 0 || distinct.length < ats.length || stepOfCounts(distinct).stepMs < 60_000) return null;
  const name = shown(table.names[ignored[0] ?? 0] ?? "");
  return {
    problem: "no column holds counts",
    seen: ignored
      .slice(0, 10)
      .map((place) => `${shown(table.names[place] ?? "")} is left out: ${decisions[place]?.because ?? ""}`),
    help: [
      `columns=${name}=observed says which column is to be judged`,
      "decimal=comma or decimal=point says how numbers are written",
      `columns=${name}=ignored says that each row is a transaction`,
    ],
  };
}

/**
 * True when rows of a time differ in a column that is left out, such as one of a thousand merchants: they are counts of one thing,
 * and add up.
 */
function isSplit({ layout }: ReadLayout, ats: Float64Array): boolean {
  if (layout.isLong || layout.dimensions.length > 0 || layout.roles.some(isReference)) return false;
  return layout.roles.includes("ignored") && ats.length - new Set(ats).size > ats.length * MOST_REFUSED_SHARE;
}

function keyText(rows: readonly GridRow[], layout: Layout): (row: number) => string {
  return (row) => {
    const keys = keysOf(rows[row] ?? { number: 0, cells: [] }, layout);
    return typeof keys === "string" ? keys : JSON.stringify([keys.status, ...keys.values]);
  };
}

interface TimedRows {
  ats: Float64Array;
  isDated: boolean;
  days: number;
  timeZone: string;
}

function timed(table: NamedTable, read: ReadLayout, options: ReadOptions, refusals: RefusalList): TimedRows {
  const timeZone = options.timeZone ?? "UTC";
  const { ats, reasons, isDated } = rowTimes(table.rows, read.choice, { timeZone, date: options.date });
  for (const [i, reason] of reasons) refusals.add({ row: table.rows[i]?.number ?? 0, reason });
  const isClock = read.choice.time.format.kind === "clock" && read.choice.date === null;
  const days = !isClock ? 1 : addDaysInPlace(ats, keyText(table.rows, read.layout));
  return { ats, isDated, days, timeZone };
}

function rowsForSql(
  table: NamedTable,
  read: ReadLayout,
  { used, slotAt }: Counted,
  { ats, isDated }: TimedRows,
): SqlRows {
  const rows = used.map((place) => table.rows[place] ?? { number: 0, cells: [] });
  const times = new Map<number, number[]>();
  if (isDated && read.choice.date === null && read.choice.time.format.kind !== "clock") {
    times.set(
      read.choice.time.column,
      used.map((place) => ats[place] ?? 0),
    );
  }
  return { columns: sqlColumns({ names: table.names, rows }, times, read.decimal.decimal), slotAt };
}

function tooManyStatuses(column: string): Misunderstanding {
  return {
    problem: `the column ${column} has more than ${MOST_STATUSES} different values, so it is hardly the status`,
    seen: [],
    help: ["status-column=NAME says which one is", `columns=${column}=dimension or ${column}=ignored`],
  };
}

interface Prepared {
  table: NamedTable;
  read: ReadLayout;
  time: TimedRows;
  inferences: Inference[];
  refusals: RefusalList;
  /** Rows of the file, with those that are refused. */
  all: number;
}

/** Everything up to the counting: names, columns, times. */
function prepared({ grid, options, separator }: GridQuestion): Prepared | Misunderstanding {
  const refusals = new RefusalList();
  for (const refusal of grid.refusals) refusals.add(refusal, true);
  const known = grid.refusals.length;
  const unread = known === 0 ? null : tooManyRefused(refusals, grid.rows.length + known, 1);
  if (unread !== null) return unread;
  const shape = shapeOf(grid, options.hasHeader);
  if ("problem" in shape) return shape;
  const { table, inferences } = shape;
  for (const refusal of grid.refusals.slice(known)) refusals.add(refusal, true);
  const read = readLayout(table, options, separator);
  if ("problem" in read) return read;
  const time = timed(table, read, options, refusals);
  const all = table.rows.length + grid.refusals.length;
  const fault = tooManyRefused(refusals, all, read.layout.values.length) ?? noCounts(table, read, time.ats);
  if (fault !== null) return fault;
  const layout = { ...read.layout, isLong: read.layout.isLong || isSplit(read, time.ats) };
  return { table, read: { ...read, layout }, time, inferences, refusals, all };
}

/** Works out what a grid of cells means. */
export function understand(asked: GridQuestion): Understood | Misunderstanding {
  const ready = prepared(asked);
  if ("problem" in ready) return ready;
  const { table, read, time, inferences, refusals, all } = ready;
  const { layout } = read;
  const { name, options, mostCells } = asked;
  const { scopes, leftOut, statuses } = scopesOf(layout, table.rows);
  if (statuses > MOST_STATUSES) return tooManyStatuses(shown(table.names[layout.status ?? -1] ?? ""));
  const absentIsZero = options.absentIsZero ?? layout.isLong;
  const question = { layout, rows: table.rows, ...time, stepMs: options.stepMs, absentIsZero, scopes, mostCells };
  const counted = countRows(question, refusals);
  if ("problem" in counted) return counted;
  const fault = tooManyRefused(refusals, all, layout.values.length);
  if (fault !== null) return fault;
  const { slots, columns, step } = counted;
  return {
    table: { name, isDated: time.isDated, stepMs: step.stepMs, slots, absentIsZero, columns },
    inferences: [...inferences, ...inferencesOf({ read, counted, options, ...time, absentIsZero, leftOut })],
    refusals: refusals.value(),
    rows: rowsForSql(table, read, counted, time),
  };
}
