import { type CsvRow, csvRowsIn } from "./csv-rows.ts";
import { isFieldName } from "./field.ts";
import type { RecordIn } from "./records-in.ts";
import { shown } from "./shown.ts";

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
  { line, cells, fault }: CsvRow,
  separator: string,
): { columns: readonly string[] } | Extract<RecordIn, { refusal: unknown }> {
  const columns = cells.map((name) => name.trim());
  const expected = headerFault(columns, fault);
  if (expected === undefined) return { columns };
  return { index: 0, line, refusal: { field: "header", expected, got: shown(fault ?? cells.join(separator)) } };
}

/** The record of a row below the header. A row that is no good is refused alone. */
export function recordInRow(
  { line, cells, fault }: CsvRow,
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
  for (const row of csvRowsIn(text, separator)) {
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
