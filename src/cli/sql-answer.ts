import { alignedTable } from "./aligned-table.ts";

/** An answer in JSON to a question in SQL. */
export interface Answer {
  columns: { name: string; type: string }[];
  rows: unknown[][];
  rowCount: number;
  truncated: boolean;
  elapsedMs: number;
}

export function tableText({ columns, rows, rowCount, truncated, elapsedMs }: Answer): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : JSON.stringify(cell))));
  const isNumber = columns
    .map(({ type }) => /Int|Float|Decimal/.test(type) && !type.includes("("))
    .map((is, column) => is || /^Nullable\((?:U?Int|Float)/.test(columns[column]?.type ?? ""));
  const table = alignedTable(
    columns.map(({ name }) => name),
    cells,
    isNumber,
  );
  const more = truncated ? "; there are more, which --max-rows can show" : "";
  return `${table}\n\n${rowCount} ${rowCount === 1 ? "row" : "rows"} in ${elapsedMs} ms${more}`;
}
