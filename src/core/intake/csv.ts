import { isFieldName } from "./field.ts";
import type { RecordIn } from "./records-in.ts";
import { shown } from "./shown.ts";

export interface Row {
  line: number;
  cells: readonly string[];
  fault?: string;
}

/** A quote that is not closed within this length is taken for a stray one, and costs its own line only. */
const LONGEST_QUOTED = 4096;

const separators = [",", ";", "\t"] as const;

/** The separator that the first line has most of, outside quotes. */
export function separatorOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  let best = ",";
  let most = 0;
  for (const separator of separators) {
    const times = header.split(separator).length - 1;
    if (times > most) [best, most] = [separator, times];
  }
  return best;
}

/** Reads a quoted cell that begins at `start`: its text, and where the character after its closing quote stands. */
function quotedCell(text: string, start: number): { cell: string; end: number } | undefined {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote - start > LONGEST_QUOTED) return undefined;
    if (text[quote + 1] !== '"') return { cell: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    at = quote + 2;
  }
}

/** Reads a row that has quotes and begins at `start`; undefined when its quotes do not match. */
function quotedRow(text: string, start: number, separator: string): { cells: string[]; end: number } | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      const quoted = quotedCell(text, at);
      if (quoted === undefined) return undefined;
      cells.push(quoted.cell);
      end = quoted.end;
      if (text[end] === "\r" && (text[end + 1] === "\n" || end + 1 === text.length)) end++;
    } else {
      end = at;
      while (end < text.length && text[end] !== separator && text[end] !== "\n") end++;
      cells.push(text.slice(at, end).replace(/\r$/, ""));
    }
    if (end >= text.length || text[end] === "\n") return { cells, end };
    if (text[end] !== separator) return undefined;
    at = end + 1;
  }
}

function lineBreaksIn(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}

function* rowsOf(text: string, separator: string): Generator<Row> {
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const next = text.indexOf("\n", start);
    let end = next < 0 ? text.length : next;
    const content = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    if (!content.includes('"')) {
      if (content.trim() !== "") yield { line, cells: content.split(separator) };
    } else {
      const row = quotedRow(text, start, separator);
      if (row === undefined) yield { line, cells: [], fault: content };
      else {
        yield { line, cells: row.cells };
        line += lineBreaksIn(text, start, row.end);
        end = row.end;
      }
    }
    start = end + 1;
  }
}

function recordOf(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] ?? "";
    const value = cells[i] ?? "";
    // Plain assignment to this name would set the prototype and lose the column.
    if (column === "__proto__") Object.defineProperty(record, column, { value, enumerable: true });
    else record[column] = value;
  }
  return record;
}

function headerFault(columns: readonly string[], fault: string | undefined): string | undefined {
  if (fault !== undefined) return "quotes that match";
  if (!columns.some(isFieldName)) return "a first line with the names of the columns, such as time,status,count";
  return new Set(columns).size < columns.length ? "a different name for each column" : undefined;
}

/** The names of the columns, or why those are none. */
export function headerOf(
  { line, cells, fault }: Row,
  separator: string,
): { columns: readonly string[] } | Extract<RecordIn, { refusal: unknown }> {
  const columns = cells.map((name) => name.trim());
  const expected = headerFault(columns, fault);
  if (expected === undefined) return { columns };
  return { index: 0, line, refusal: { field: "header", expected, got: shown(fault ?? cells.join(separator)) } };
}

/** The record of a row below the header. A row that is no good is refused alone. */
export function recordInRow(
  { line, cells, fault }: Row,
  { columns, separator, index }: { columns: readonly string[]; separator: string; index: number },
): RecordIn {
  if (fault !== undefined) {
    return { index, line, refusal: { field: "record", expected: "quotes that match", got: shown(fault) } };
  }
  if (cells.length === columns.length) return { index, line, raw: recordOf(columns, cells) };
  const expected = `${columns.length} fields, as the first line has`;
  const got = `${cells.length}: ${shown(cells.join(separator))}`;
  return { index, line, refusal: { field: "record", expected, got } };
}

/** The rows of a table whose first line names its columns. */
export function* csvRecordsIn(text: string): Generator<RecordIn> {
  const separator = separatorOf(text);
  let columns: readonly string[] | undefined;
  let index = 0;
  for (const row of rowsOf(text, separator)) {
    if (columns === undefined) {
      const header = headerOf(row, separator);
      if ("refusal" in header) {
        yield header;
        return;
      }
      columns = header.columns;
    } else yield recordInRow(row, { columns, separator, index: index++ });
  }
}
