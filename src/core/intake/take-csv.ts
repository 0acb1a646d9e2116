import { type Body, lineEndOf, startOf } from "./body.ts";
import { hasCardNumber } from "./card-number.ts";
import { headerOf, recordInRow, separatorOf } from "./csv.ts";
import { memoryOf, NO_FIELD } from "./intake-memory.ts";
import { PlainRow } from "./plain-row.ts";
import { emptyRefusal, recordsIn } from "./records-in.ts";
import { Taken } from "./taken.ts";
import { withByte } from "./token-table.ts";
import type { TransactionContext } from "./transaction-from.ts";

const [LINE_BREAK, RETURN, QUOTE] = [0x0a, 0x0d, 0x22] as const;
const NOT_SCANNED = -1;

/** A table. One with quotes is read as a whole; of others, rows that are not plain are read alone. */
export function takeCsv(body: Body, context: TransactionContext): Taken {
  const { bytes } = body;
  const taken = new Taken(context);
  if (bytes.includes(QUOTE)) {
    for (const record of recordsIn(body.text(0, bytes.length), "csv")) taken.add(record);
    return taken;
  }
  let at = startOf(bytes);
  const separator = separatorOf(body.text(at, lineEndOf(bytes, at)));
  for (let line = 1; at < bytes.length; line++) {
    const end = lineEndOf(bytes, at);
    const content = contentOf(body, at, end);
    at = end + 1;
    if (content.trim() === "") continue;
    const header = headerOf({ line, cells: content.split(separator) }, separator);
    if ("refusal" in header) taken.add(header);
    else takeRows(body, { at, line: line + 1, separator, columns: header.columns }, context, taken);
    return taken;
  }
  taken.add({ index: 0, refusal: emptyRefusal });
  return taken;
}

interface Rows {
  /** Where they begin. */
  at: number;
  line: number;
  separator: string;
  columns: readonly string[];
}

function takeRows(body: Body, rows: Rows, context: TransactionContext, taken: Taken): void {
  const { bytes } = body;
  const { separator, columns } = rows;
  const memory = memoryOf(context);
  const row = new PlainRow(body, taken.transactions, context, memory);
  const fields = columns.map((name) => (hasCardNumber(name) ? NO_FIELD : memory.fieldOf(name)));
  const isScanned = !fields.includes(NO_FIELD);
  const scanner = new RowScanner(bytes, row, fields, separator.charCodeAt(0));
  let index = 0;
  let { at } = rows;
  for (let { line } = rows; at < bytes.length; line++) {
    const next = isScanned ? scanner.scan(at) : NOT_SCANNED;
    if (next !== NOT_SCANNED && row.end()) {
      at = next;
      index++;
    } else {
      const end = lineEndOf(bytes, at);
      const content = contentOf(body, at, end);
      at = end + 1;
      if (content.trim() === "") continue;
      taken.add(recordInRow({ line, cells: content.split(separator) }, { columns, separator, index: index++ }));
    }
  }
  taken.assumedDates += row.assumedDates;
}

/** Reads rows without carriage returns but at their ends, into a row. */
class RowScanner {
  readonly #bytes: Uint8Array;
  readonly #row: PlainRow;
  readonly #fields: readonly number[];
  readonly #separator: number;

  constructor(bytes: Uint8Array, row: PlainRow, fields: readonly number[], separator: number) {
    this.#bytes = bytes;
    this.#row = row;
    this.#fields = fields;
    this.#separator = separator;
  }

  /** Reads the row that begins at `start`; returns where the next one does, or `NOT_SCANNED`. The row is not ended. */
  scan(start: number): number {
    const bytes = this.#bytes;
    const row = this.#row;
    const fields = this.#fields;
    const separator = this.#separator;
    const { length } = bytes;
    const last = fields.length - 1;
    row.begin();
    let at = start;
    for (let column = 0; column <= last; column++) {
      const from = at;
      const field = fields[column] ?? NO_FIELD;
      let hash = 0;
      at += row.takePlainTime(field, from);
      const isTaken = at > from;
      let stop = LINE_BREAK as number;
      while (at < length) {
        const byte = bytes[at] ?? 0;
        if (byte === separator || byte === LINE_BREAK || byte === RETURN) {
          stop = byte;
          break;
        }
        if (isTaken) return NOT_SCANNED;
        hash = withByte(hash, byte);
        at++;
      }
      if ((stop === separator) !== column < last) return NOT_SCANNED;
      if (!isTaken && !row.takeText(field, from, at, hash)) return NOT_SCANNED;
      at++;
      if (stop === RETURN && at < length && bytes[at++] !== LINE_BREAK) return NOT_SCANNED;
    }
    return at;
  }
}

/** What a line says, without a carriage return at its end. */
function contentOf({ bytes, text }: Body, from: number, end: number): string {
  return text(from, bytes[end - 1] === RETURN && end > from ? end - 1 : end);
}
