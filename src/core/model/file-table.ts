/** What stands in a column: a text, whole numbers, numbers, instants in milliseconds. */
export type CellType = "text" | "whole" | "number" | "instant";

/** A table to be asked in SQL; nothing of it is kept. */
export interface FileTable {
  name: string;
  columns: readonly { name: string; type: CellType }[];
  /** In the order of the columns; null where a file has nothing. */
  rows: readonly (readonly (string | number | null)[])[];
}
