/** How large a table may be. */
export interface GridLimits {
  mostRows: number;
  mostColumns: number;
  mostCells: number;
}

/** What is too much of a table; undefined when it is not too large. */
export function excessOf(rows: number, columns: number, cells: number, limits: GridLimits): string | undefined {
  if (columns > limits.mostColumns)
    return `it has ${columns} columns, more than the ${limits.mostColumns} that are read`;
  if (rows > limits.mostRows) return `it has more than the ${limits.mostRows} rows that are read`;
  return cells > limits.mostCells ? `it has more than the ${limits.mostCells} cells that are read` : undefined;
}
