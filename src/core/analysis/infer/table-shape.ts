import type { Cell, Grid, GridRow, Inference, Misunderstanding } from "./grid.ts";
import { hasCardNumber } from "../../intake/card-number.ts";
import { isMissing, numberOf } from "./number-format.ts";
import { looksLikeTime } from "./time-column.ts";

/** Rows of a table with the names of their columns: all of one width. */
export interface NamedTable {
  names: readonly string[];
  rows: readonly GridRow[];
}

const SAMPLE = 200;
/** Lines above a table, such as the title of a report. */
const MOST_TITLES = 30;
const MAJORITY = 0.6;
const LONGEST_NAME = 200;

type Kind = "nothing" | "time" | "number" | "text";

function kindOf(cell: Cell): Kind {
  if (isMissing(cell)) return "nothing";
  if (!Number.isNaN(numberOf(cell, ".")) || !Number.isNaN(numberOf(cell, ","))) return "number";
  return looksLikeTime(cell) ? "time" : "text";
}

function filledWidth(cells: readonly Cell[]): number {
  let width = cells.length;
  while (width > 0 && isMissing(cells[width - 1] ?? null)) width--;
  return width;
}

/** The width that most rows have. */
function usualWidth(rows: readonly GridRow[]): number {
  const times = new Map<number, number>();
  for (const { cells } of rows.slice(0, SAMPLE)) times.set(cells.length, (times.get(cells.length) ?? 0) + 1);
  return [...times].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

/** How many rows stand above the table: with one cell at most, where rows usually have more. */
function titleRows(rows: readonly GridRow[], width: number): number {
  if (width < 2) return 0;
  const first = rows.findIndex(
    ({ cells }) => filledWidth(cells) > 1 && cells.filter((cell) => !isMissing(cell)).length > 1,
  );
  return first > MOST_TITLES ? 0 : Math.max(first, 0);
}

function looksLikeHeader(rows: readonly GridRow[]): { isHeader: boolean; because: string } {
  const [first, ...rest] = rows;
  const sample = rest.slice(0, SAMPLE);
  const top = (first?.cells ?? []).map(kindOf);
  const isData = (kind: Kind): boolean => kind === "number" || kind === "time";
  for (const [column, kind] of top.entries()) {
    const below = sample.map(({ cells }) => kindOf(cells[column] ?? null)).filter((one) => one !== "nothing");
    if (kind === "text" && below.length > 0 && below.filter(isData).length >= below.length * MAJORITY) {
      return { isHeader: true, because: `${String(first?.cells[column]).slice(0, 40)} stands above numbers or times` };
    }
  }
  if (top.some(isData))
    return { isHeader: false, because: "the first row has numbers or times like the rows below it" };
  return { isHeader: true, because: "the first row has neither numbers nor times" };
}

/** Names of columns, each its own: those without one, or with a card number for one, are numbered, and so are those of the same name. */
export function distinctNames(given: readonly string[]): string[] {
  const taken = new Set<string>();
  return given.map((name, i) => {
    const text = hasCardNumber(name) ? "" : name.trim().slice(0, LONGEST_NAME);
    const base = text || `column_${i + 1}`;
    let free = base;
    for (let n = 2; taken.has(free); n++) free = `${base}_${n}`;
    taken.add(free);
    return free;
  });
}

function sameWidth(rows: readonly GridRow[], width: number, isPadded: boolean, grid: Grid): GridRow[] {
  const good: GridRow[] = [];
  for (const { number, cells } of rows) {
    const isLonger = cells.length > width && filledWidth(cells) > width;
    if (isLonger || (cells.length < width && !isPadded)) {
      grid.refusals.push({
        row: number,
        reason: `has ${cells.length} ${cells.length === 1 ? "cell" : "cells"} where the table has ${width}`,
      });
    } else if (cells.length === width) good.push({ number, cells });
    else good.push({ number, cells: Array.from({ length: width }, (_, i) => cells[i] ?? null) });
  }
  return good;
}

/** Finds the names of the columns and the rows below them. */
export function shapeOf(
  grid: Grid,
  hasHeader: boolean | undefined,
): { table: NamedTable; inferences: Inference[] } | Misunderstanding {
  if (grid.names !== null) return { table: { names: distinctNames(grid.names), rows: grid.rows }, inferences: [] };
  const inferences: Inference[] = [];
  // Sheets leave out what is empty at the end of a row, lines do not.
  const isPadded = grid.rows.some(({ cells }) => cells.some((cell) => typeof cell !== "string"));
  const titles = titleRows(grid.rows, usualWidth(grid.rows));
  const rows = grid.rows.slice(titles);
  if (titles > 0) {
    const because = "they have one cell at most, unlike the rows below";
    inferences.push({ what: "lines above the table", value: `${titles} skipped`, because, alternatives: [] });
  }
  const guess = hasHeader === undefined ? looksLikeHeader(rows) : { isHeader: hasHeader, because: "said so" };
  inferences.push({
    what: "names of columns",
    value: guess.isHeader ? "in the first row" : "none",
    because: guess.because,
    alternatives: [guess.isHeader ? "no" : "yes"],
    option: "header",
  });
  const [first] = rows;
  if (first === undefined) return { problem: "the file has no rows", seen: [], help: [] };
  const width = guess.isHeader ? Math.max(filledWidth(first.cells), 1) : Math.max(usualWidth(rows), 1);
  const given = guess.isHeader ? first.cells.slice(0, width).map((cell) => String(cell ?? "")) : [];
  const names = distinctNames(Array.from({ length: width }, (_, i) => given[i] ?? ""));
  const body = guess.isHeader ? rows.slice(1) : rows;
  if (body.length === 0) {
    return {
      problem: "there are no rows below the names of the columns",
      seen: [],
      help: ["header=no if the first row is data"],
    };
  }
  return { table: { names, rows: sameWidth(body, width, isPadded, grid) }, inferences };
}
