import { hasCardNumber } from "../../intake/card-number.ts";
import { plainName } from "./column-names.ts";
import type { Cell } from "./grid.ts";
import type { NamedTable } from "./table-shape.ts";
import { isMissing, numberOf } from "./number-format.ts";

/** One column as SQL gets it, a value for each row that is used. */
export interface SqlColumn {
  /** Letters of the Latin alphabet, digits and underscores; none twice. */
  name: string;
  /** As in the file. */
  original: string;
  /** `time`: milliseconds since 1970 UTC. */
  type: "text" | "integer" | "number" | "time";
  values: readonly (string | number | null)[];
}

/** The rows of a file that are used, as they are in it. */
export interface SqlRows {
  columns: readonly SqlColumn[];
  /** Start of the slot that each row counts in, as `Slot.at`. */
  slotAt: Float64Array;
}

const LONGEST_NAME = 60;

/** A name that needs no quoting in SQL. */
export function sqlName(text: string, otherwise: string): string {
  const ascii = plainName(text)
    .replace(/[^a-z\d_]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, LONGEST_NAME);
  if (ascii === "") return otherwise;
  return /^\d/.test(ascii) ? `_${ascii}` : ascii;
}

/** Numbers that begin with a zero are codes, such as those of merchants. */
function isCode(cell: Cell): boolean {
  return typeof cell === "string" && /^\s*0\d/.test(cell);
}

function typed(cells: readonly Cell[], decimal: "," | "."): Pick<SqlColumn, "type" | "values"> {
  const filled = cells.filter((cell) => !isMissing(cell));
  const numbers = filled.map((cell) => (isCode(cell) ? Number.NaN : numberOf(cell, decimal)));
  if (numbers.length > 0 && numbers.every((number) => !Number.isNaN(number))) {
    const type = numbers.every((number) => Number.isSafeInteger(number)) ? "integer" : "number";
    const values = cells.map((cell) => (isMissing(cell) ? null : numberOf(cell, decimal)));
    return { type, values: values.map((value) => (value !== null && hasCardNumber(String(value)) ? null : value)) };
  }
  const text = (cell: Cell): string | null => (cell === null || hasCardNumber(String(cell)) ? null : String(cell));
  return { type: "text", values: cells.map(text) };
}

/** Columns for SQL. What looks like a card number is left out. */
export function sqlColumns(
  table: NamedTable,
  times: ReadonlyMap<number, readonly number[]>,
  decimal: "," | ".",
): SqlColumn[] {
  const taken = new Set<string>();
  return table.names.map((original, i) => {
    const base = sqlName(original, `column_${i + 1}`);
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    const time = times.get(i);
    if (time !== undefined) return { name, original, type: "time", values: time };
    return {
      name,
      original,
      ...typed(
        table.rows.map(({ cells }) => cells[i] ?? null),
        decimal,
      ),
    };
  });
}
