import { type Cell, cellText, isNumeric, numberOf, type Answer } from "./answer.ts";

export interface Sorting {
  column: number;
  isDescending: boolean;
}

/** Numbers by size, all else as texts; what is missing stands last, either way. Equal rows keep their order. */
export function sortedRows({ columns, rows }: Answer, sorting: Sorting | null): Cell[][] {
  const column = sorting === null ? undefined : columns[sorting.column];
  if (sorting === null || column === undefined) return rows;
  const collator = new Intl.Collator("en", { numeric: true });
  const compare = isNumeric(column)
    ? (one: Cell, other: Cell) => numberOf(one) - numberOf(other)
    : (one: Cell, other: Cell) => collator.compare(cellText(one), cellText(other));
  const sign = sorting.isDescending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [first, second] = [one[sorting.column], other[sorting.column]];
    if (isMissing(first) || isMissing(second)) return Number(isMissing(first)) - Number(isMissing(second));
    return sign * compare(first, second);
  });
}

/** As asked, then rising, falling, and as asked again. Numbers begin with the largest. */
export function nextSorting(sorting: Sorting | null, column: number, isNumber: boolean): Sorting | null {
  if (sorting?.column !== column) return { column, isDescending: isNumber };
  return sorting.isDescending === isNumber ? { column, isDescending: !isNumber } : null;
}

function isMissing(cell: Cell): boolean {
  return cell === null || cell === undefined;
}
