import { type Answer, type Cell, cellText, isNumeric } from "./answer.ts";

const LEAST = 6;
const MOST = 48;
const PADDING = 4;

/** What stands in a cell: numbers with six digits that count; all of it is copied. */
export function shownText(cell: Cell, isNumber: boolean): string {
  if (!isNumber || typeof cell !== "number" || Number.isInteger(cell)) return cellText(cell);
  return String(Number(cell.toPrecision(6)));
}

/** Of each column in characters, from all rows, so that it stays while the rows scroll by. */
export function columnWidths({ columns, rows }: Answer): number[] {
  return columns.map((column, index) => {
    const isNumber = isNumeric(column);
    const longest = rows.reduce((most, row) => Math.max(most, shownText(row[index], isNumber).length), 0);
    return Math.min(MOST, Math.max(LEAST, column.name.length + 2, longest)) + PADDING;
  });
}
