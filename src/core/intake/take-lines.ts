import { type Body, lineEndOf, startOf } from "./body.ts";
import { memoryOf } from "./intake-memory.ts";
import { JsonScanner, NOT_SCANNED } from "./json-scanner.ts";
import { PlainRow } from "./plain-row.ts";
import { emptyRefusal, recordInLine } from "./records-in.ts";
import { Taken } from "./taken.ts";
import type { TransactionContext } from "./transaction-from.ts";

const [TAB, LINE_BREAK, RETURN, SPACE, OPENING] = [0x09, 0x0a, 0x0d, 0x20, 0x7b] as const;

/** NDJSON: a line that the scanner leaves is read alone. */
export function takeLines(body: Body, context: TransactionContext): Taken {
  const { bytes } = body;
  const { length } = bytes;
  const taken = new Taken(context);
  const memory = memoryOf(context);
  const row = new PlainRow(body, taken.transactions, context, memory);
  const scanner = new JsonScanner(body, row, memory);
  let index = 0;
  let at = startOf(bytes);
  for (let line = 1; at < length; line++) {
    const end = bytes[at] === OPENING ? lineEndBehind(bytes, scanner.object(at)) : NOT_SCANNED;
    if (end !== NOT_SCANNED && row.end()) {
      index++;
      at = end + 1;
    } else {
      const lineEnd = lineEndOf(bytes, at);
      const record = recordInLine(body.text(at, lineEnd), { index, line });
      at = lineEnd + 1;
      if (record === null) continue;
      taken.add(record);
      index++;
    }
  }
  taken.assumedDates += row.assumedDates;
  if (index === 0) taken.add({ index: 0, refusal: emptyRefusal });
  return taken;
}

/** Where the line ends if nothing but spaces follows in it. */
function lineEndBehind(bytes: Uint8Array, end: number): number {
  if (end === NOT_SCANNED) return end;
  let at = end;
  while (at < bytes.length && (bytes[at] === SPACE || bytes[at] === RETURN || bytes[at] === TAB)) at++;
  return at === bytes.length || bytes[at] === LINE_BREAK ? at : NOT_SCANNED;
}
