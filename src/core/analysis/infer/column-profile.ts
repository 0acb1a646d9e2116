import type { Cell } from "./grid.ts";
import { isMissing, numberOf } from "./number-format.ts";

/** What the cells of a column are like, by an even sample of them. */
export interface ColumnProfile {
  /** Cells that are not empty. */
  filled: number;
  numbers: number;
  /** Numbers without decimals and not below 0. */
  whole: number;
  /** Different texts, at most `MOST_DISTINCT` + 1 of them. */
  distinct: ReadonlySet<string>;
  /** 0, 1, 2, ... or 1, 2, 3, ...: a running number. */
  isRunning: boolean;
}

export const MOST_DISTINCT = 200;

export function profileOf(cells: readonly Cell[], decimal: "," | "."): ColumnProfile {
  const distinct = new Set<string>();
  let filled = 0;
  let numbers = 0;
  let whole = 0;
  let isRunning = cells.length > 3;
  let before = Number.NaN;
  for (const cell of cells) {
    if (isMissing(cell)) {
      isRunning = false;
      continue;
    }
    filled++;
    if (distinct.size <= MOST_DISTINCT) distinct.add(String(cell).trim());
    const number = numberOf(cell, decimal);
    if (!Number.isNaN(number)) numbers++;
    if (number >= 0 && Number.isInteger(number)) whole++;
    if (!Number.isNaN(before) && number !== before + 1) isRunning = false;
    if (Number.isNaN(before) && number !== 0 && number !== 1) isRunning = false;
    before = number;
  }
  return { filled, numbers, whole, distinct, isRunning };
}
