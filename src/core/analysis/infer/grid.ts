/** What a cell holds, whatever the format; a time that a format types is its ISO text. Null: nothing. */
export type Cell = string | number | boolean | null;

/** A row of a file, its number as people count: line of a text, row of a sheet, record of an array, from 1. */
export interface GridRow {
  number: number;
  cells: readonly Cell[];
}

/** Why a row, or one cell of it, is not used. */
export interface RowRefusal {
  row: number;
  /** Absent: the whole row. */
  column?: string;
  reason: string;
}

/** A file as rows and columns, before anything is known of what they mean. */
export interface Grid {
  /** Null where the format has none, so that the first row may be one of names. */
  names: readonly string[] | null;
  rows: readonly GridRow[];
  refusals: RowRefusal[];
  /** First lines as people see them in the file, for a message when it is not understood. */
  firstLines: readonly string[];
}

/** One thing that was worked out about a file, told in words. */
export interface Inference {
  what: string;
  value: string;
  because: string;
  /** What else it could have been, in the words of the option. */
  alternatives: readonly string[];
  /** Name of the option that corrects it. */
  option?: string;
}

/** Why a file is not understood: what failed, what was seen, what would help. */
export interface Misunderstanding {
  problem: string;
  seen: readonly string[];
  help: readonly string[];
}
