/** What `POST /v1/query` answers in JSON. */
export interface Answer {
  columns: Column[];
  rows: Cell[][];
  rowCount: number;
  truncated: boolean;
  elapsedMs: number;
  rowsRead: number | null;
  bytesRead: number | null;
}

export interface Column {
  name: string;
  type: string;
}

export type Cell = unknown;

/** The type without what wraps it: Nullable, LowCardinality. */
export function plainType(type: string): string {
  const wrapped = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1];
  return wrapped === undefined ? type : plainType(wrapped);
}

export function isNumeric({ type }: Column): boolean {
  return /^(?:U?Int\d+|B?Float\d+|Decimal)/.test(plainType(type));
}

export function isTime({ type }: Column): boolean {
  return /^Date(?:32|Time|Time64)?(?:\(|$)/.test(plainType(type));
}

/** A text, or something small with few values, that names what a number belongs to. */
export function isName({ type }: Column): boolean {
  return /^(?:String|FixedString|Enum|Bool|UUID|IPv)/.test(plainType(type));
}

/** An instant of the clock that wrote it, as if that clock were UTC; NaN for what is none. */
export function instantOf(cell: Cell): number {
  if (typeof cell !== "string") return Number.NaN;
  const text = cell.length <= 10 ? `${cell}T00:00:00` : cell.replace(" ", "T");
  return Date.parse(`${text}Z`);
}

/** NaN where there is no number. */
export function numberOf(cell: Cell): number {
  if (typeof cell === "number") return cell;
  // Numbers that JSON cannot hold exactly come as texts.
  return typeof cell === "string" && cell.trim() !== "" ? Number(cell) : Number.NaN;
}

/** As people read it, and as it is copied. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}
