import { type Body, startOf } from "./body.ts";
import { memoryOf } from "./intake-memory.ts";
import { JsonScanner, NOT_SCANNED } from "./json-scanner.ts";
import { PlainRow } from "./plain-row.ts";
import { recordsIn } from "./records-in.ts";
import { takeLines } from "./take-lines.ts";
import { Taken } from "./taken.ts";
import type { TransactionContext } from "./transaction-from.ts";

const [TAB, LINE_BREAK, RETURN, SPACE, DELETE] = [0x09, 0x0a, 0x0d, 0x20, 0x7f] as const;
const [COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT] = [0x2c, 0x5b, 0x5d, 0x7b] as const;

/** One JSON text: a record, or an array of them. What the scanner does not take whole is read as a whole. */
export function takeJson(body: Body, context: TransactionContext): Taken {
  const { bytes } = body;
  const start = spaceEnd(bytes, startOf(bytes));
  const scanned =
    bytes[start] === OPEN_OBJECT
      ? scannedObject(body, start, context)
      : bytes[start] === OPEN_ARRAY
        ? scannedArray(body, start, context)
        : null;
  if (scanned !== null) return scanned;
  const taken = new Taken(context);
  for (const record of recordsIn(body.text(0, bytes.length), "json")) taken.add(record);
  return taken;
}

function scannedObject(body: Body, start: number, context: TransactionContext): Taken | null {
  const { bytes } = body;
  const { taken, row, scanner } = scanning(body, context);
  const end = scanner.object(start);
  if (end === NOT_SCANNED) return null;
  const next = spaceEnd(bytes, end);
  if (next === bytes.length) return row.end() ? finished(taken, row) : null;
  // Many producers say JSON and send a record per line.
  const isNextLine = bytes.subarray(end, next).includes(LINE_BREAK);
  const byte = bytes[next] ?? 0;
  return isNextLine && byte > SPACE && byte < DELETE ? takeLines(body, context) : null;
}

function scannedArray(body: Body, start: number, context: TransactionContext): Taken | null {
  const { bytes } = body;
  const { taken, row, scanner } = scanning(body, context);
  for (let at = start; bytes[at] === COMMA || at === start;) {
    const first = spaceEnd(bytes, at + 1);
    const end = bytes[first] === OPEN_OBJECT ? scanner.object(first) : NOT_SCANNED;
    if (end === NOT_SCANNED || !row.end()) return null;
    at = spaceEnd(bytes, end);
    if (bytes[at] === CLOSE_ARRAY) return spaceEnd(bytes, at + 1) === bytes.length ? finished(taken, row) : null;
  }
  return null;
}

function scanning(body: Body, context: TransactionContext): { taken: Taken; row: PlainRow; scanner: JsonScanner } {
  const taken = new Taken(context);
  const memory = memoryOf(context);
  const row = new PlainRow(body, taken.transactions, context, memory);
  return { taken, row, scanner: new JsonScanner(body, row, memory) };
}

function finished(taken: Taken, row: PlainRow): Taken {
  taken.assumedDates = row.assumedDates;
  return taken;
}

/** Behind the spaces of JSON that begin at `from`. */
function spaceEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== SPACE && byte !== LINE_BREAK && byte !== RETURN && byte !== TAB) break;
  }
  return at;
}
