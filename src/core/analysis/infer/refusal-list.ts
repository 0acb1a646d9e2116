import type { RowRefusal } from "./grid.ts";

/** What of a file is not used: how much in all, and the first of it with reasons. */
export interface Refusals {
  rows: number;
  cells: number;
  /** At most 100, by row. */
  first: readonly RowRefusal[];
}

const MOST_TOLD = 100;

export class RefusalList {
  readonly #refused = new Set<number>();
  readonly #told: RowRefusal[] = [];
  #cells = 0;

  /** @param isWholeRow  the row is not used; without it only a cell of the row is not */
  add(refusal: RowRefusal, isWholeRow = refusal.column === undefined): void {
    if (isWholeRow) this.#refused.add(refusal.row);
    else this.#cells++;
    if (this.#told.length < MOST_TOLD) this.#told.push(refusal);
  }

  get rows(): number {
    return this.#refused.size;
  }

  value(): Refusals {
    return { rows: this.rows, cells: this.#cells, first: this.#told.toSorted((one, other) => one.row - other.row) };
  }
}

/** `row 7: today: -3 is below 0` */
export function refusalText({ row, column, reason }: RowRefusal): string {
  return column === undefined ? `row ${row} ${reason}` : `row ${row}: ${column} ${reason}`;
}
