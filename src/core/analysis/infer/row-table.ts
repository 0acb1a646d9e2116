import type { CellType, FileTable } from "../../model/file-table.ts";
import { type Cell, harmless } from "../sql-tables.ts";
import type { SqlColumn } from "./sql-rows.ts";
import type { Understood } from "./understand.ts";

const ROW_TYPES: Record<SqlColumn["type"], CellType> = {
  text: "text",
  integer: "whole",
  number: "number",
  time: "instant",
};

/** The rows of a file as they are in it: `checkout_1_rows`. */
export function rowTable({ table: { name }, rows: { columns } }: Pick<Understood, "table" | "rows">): FileTable {
  const rows = Array.from(columns[0]?.values ?? [], (_, row): Cell[] =>
    columns.map(({ values }) => {
      const cell = values[row] ?? null;
      return typeof cell === "string" ? harmless(cell, "'") : cell;
    }),
  );
  return {
    name: `${name}_rows`,
    columns: columns.map((column) => ({ name: column.name, type: ROW_TYPES[column.type] })),
    rows,
  };
}
