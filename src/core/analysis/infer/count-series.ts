import { hasCardNumber } from "../../intake/card-number.ts";
import { shown } from "../../intake/shown.ts";
import type { ColumnRole, CountColumn } from "../count-table.ts";
import { meanOver, type RoleText } from "./column-names.ts";
import type { Cell, GridRow } from "./grid.ts";
import { isMissing, numberOf } from "./number-format.ts";

/** Larger ones lose units in a number. */
const LARGEST_COUNT = 1e15;

export interface Layout {
  names: readonly string[];
  roles: readonly RoleText[];
  /** Columns whose numbers are used; none where each row is a transaction. */
  values: readonly number[];
  status: number | null;
  dimensions: readonly number[];
  /** True where a time may have many rows, each of a status, a value of a dimension, or a transaction. */
  isLong: boolean;
  decimal: "," | ".";
}

export function columnRoleOf(role: RoleText, name: string): ColumnRole {
  if (role.startsWith("count of ")) return { kind: "count", ago: role.slice("count of ".length) };
  const days = Number(/^mean of (\d+)/.exec(role)?.[1] ?? Number.NaN);
  return Number.isNaN(days) ? { kind: "observed" } : { kind: "mean", over: meanOver(name, days), days };
}

/** A count, or why a cell is none; NaN where it is empty. */
function countOf(cell: Cell, isMean: boolean, decimal: "," | "."): number | string {
  if (isMissing(cell)) return Number.NaN;
  const count = numberOf(cell, decimal);
  if (Number.isNaN(count)) return `holds ${shown(cell)}, which is no number`;
  if (count < 0) return `holds ${shown(cell)}: a count is not below 0`;
  if (count > LARGEST_COUNT) return `holds ${shown(cell)}: larger than any count`;
  return isMean || Number.isInteger(count) ? count : `holds ${shown(cell)}: a count has no decimals`;
}

const NO_VALUE = "(none)";

/** Status and values of dimensions of a row; a text says why it cannot be used. */
export function keysOf(
  { cells }: GridRow,
  { status, dimensions }: Layout,
): { status: string; values: string[] } | string {
  const textOf = (column: number): string => {
    const cell = cells[column] ?? null;
    return isMissing(cell) ? "" : String(cell).trim();
  };
  const statusText = status === null ? "" : textOf(status);
  if (status !== null && statusText === "") return "has no status";
  const values = dimensions.map((column) => textOf(column) || NO_VALUE);
  if ([statusText, ...values].some(hasCardNumber)) return "holds something that looks like a card number";
  return { status: statusText, values };
}

/** Counts of each series by slot, added up row by row. */
export class CountSeries {
  readonly #layout: Layout;
  readonly #length: number;
  readonly #scopes: ReadonlySet<number>;
  /** Cells without a value in rows that are used. */
  empty = 0;
  readonly #scopeNames = new Set<string>();
  readonly #columns = new Map<string, CountColumn>();

  /** @param scopes places among the layout's dimensions whose values get series of their own */
  constructor(layout: Layout, length: number, scopes: ReadonlySet<number>) {
    this.#layout = layout;
    this.#length = length;
    this.#scopes = scopes;
    // In the order of the file, also when its first rows are empty.
    if (!layout.isLong) for (const column of layout.values) this.#column(layout.names[column] ?? "", column);
  }

  #column(name: string, source: number | null): CountColumn {
    let column = this.#columns.get(name);
    if (column === undefined) {
      const role = columnRoleOf(source === null ? "observed" : (this.#layout.roles[source] ?? "observed"), name);
      column = { name, role, values: new Float64Array(this.#length).fill(Number.NaN) };
      this.#columns.set(name, column);
    }
    return column;
  }

  #add(name: string, source: number | null, slot: number, count: number): void {
    const { values } = this.#column(name, source);
    const before = values[slot] ?? Number.NaN;
    values[slot] = Number.isNaN(before) ? count : before + count;
  }

  get size(): number {
    return this.#columns.size;
  }

  /** Adds a row to its slot; calls `refuse` for a cell that is no count, and returns whether anything was added. */
  add(
    slot: number,
    row: GridRow,
    keys: { status: string; values: string[] },
    refuse: (column: string, reason: string) => void,
  ): boolean {
    const { names, roles, values, dimensions, decimal } = this.#layout;
    let isAdded = false;
    for (const source of values.length === 0 ? [null] : values) {
      const name = source === null ? "transactions" : (names[source] ?? "");
      const isMean = source !== null && (roles[source] ?? "").startsWith("mean of ");
      const count = source === null ? 1 : countOf(row.cells[source] ?? null, isMean, decimal);
      if (typeof count === "string") refuse(name, count);
      else if (Number.isNaN(count)) this.empty++;
      else {
        isAdded = true;
        const base = keys.status === "" ? name : keys.status;
        this.#add(base, source, slot, count);
        for (const place of this.#scopes) {
          const scope = `${names[dimensions[place] ?? -1] ?? ""}=${keys.values[place] ?? NO_VALUE}`;
          this.#scopeNames.add(`${base} ${scope}`);
          this.#add(`${base} ${scope}`, source, slot, count);
        }
      }
    }
    return isAdded;
  }

  /** All series: those of all traffic first, in the order in which they came. */
  columns(absentIsZero: boolean): CountColumn[] {
    const columns = [...this.#columns.values()];
    if (absentIsZero) {
      for (const { values } of columns)
        for (const [i, value] of values.entries()) if (Number.isNaN(value)) values[i] = 0;
    }
    const isScope = ({ name }: CountColumn): boolean => this.#scopeNames.has(name);
    return [...columns.filter((column) => !isScope(column)), ...columns.filter(isScope)];
  }
}
