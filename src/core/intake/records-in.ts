import type { Body } from "./body.ts";
import { csvRecordsIn } from "./csv.ts";
import { jsonFaultAt } from "./json-fault.ts";
import { shown } from "./shown.ts";
import type { RecordRefusal } from "./transaction-from.ts";

export type Format = "json" | "ndjson" | "csv";

/** One record of a body, or why there is none. `index` counts both from 0, `line` is that of the body, from 1. */
export type RecordIn = { index: number; line?: number } & ({ raw: unknown } | { refusal: RecordRefusal });

const BYTE_ORDER_MARK = "\ufeff";
const jsonTypes = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;
const ndjsonTypes = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq)$/;
const csvTypes = /^(?:application|text)\/(?:x-)?(?:csv|tab-separated-values)$/;

/** The format that the content type names; when it names none of ours, the one that the body looks like. */
export function formatOf(contentType: string | undefined, body: Body): Format {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (jsonTypes.test(type)) return "json";
  if (ndjsonTypes.test(type)) return "ndjson";
  if (csvTypes.test(type)) return "csv";
  const start = firstOf(body);
  return start === undefined || start === "{" || start === "[" ? "json" : "csv";
}

/** The first character that is no space; undefined when there is none. */
function firstOf({ bytes, text }: Body): string | undefined {
  const byte = bytes.find((one) => one !== 0x20 && (one < 0x09 || one > 0x0d));
  if (byte === undefined) return undefined;
  return byte < 0x80 ? String.fromCharCode(byte) : /[^\s\ufeff]/.exec(text(0, bytes.length))?.[0];
}

type Parsed = { value: unknown } | { faultAt: number };

function parsed(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { faultAt: jsonFaultAt(text) };
  }
}

function jsonRefusal(text: string, faultAt: number, place: string): RecordRefusal {
  if (faultAt >= text.length) return { field: "record", expected: "JSON", got: `JSON that ends too early, ${place}` };
  const rest = text.slice(faultAt).split(/\r?\n/, 1)[0] ?? "";
  return { field: "record", expected: "JSON", got: `a fault ${place}: ${shown(rest)}` };
}

function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** The records of a value that was one JSON text: itself, its items, or the items of its only member `transactions`. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const isEnvelope = typeof value === "object" && value !== null && Object.keys(value).join() === "transactions";
  const items: unknown = isEnvelope ? Object.values(value)[0] : undefined;
  return Array.isArray(items) ? items : [value];
}

/** Many producers say JSON and send a record per line. A first line that is whole by itself tells. */
function isOnePerLine(body: string): boolean {
  const text = body.trimStart();
  const end = text.indexOf("\n");
  return end > 0 && text.slice(end).trim() !== "" && text.startsWith("{") && "value" in parsed(text.slice(0, end));
}

function* jsonRecordsIn(body: string): Generator<RecordIn> {
  const whole = parsed(body);
  if ("value" in whole) {
    const items = itemsOf(whole.value);
    for (let index = 0; index < items.length; index++) yield { index, raw: items[index] };
  } else if (isOnePerLine(body)) yield* ndjsonRecordsIn(body);
  else yield { index: 0, refusal: jsonRefusal(body, whole.faultAt, placeIn(body, whole.faultAt)) };
}

function* ndjsonRecordsIn(body: string): Generator<RecordIn> {
  let index = 0;
  let line = 1;
  for (let start = 0; start < body.length; line++) {
    const next = body.indexOf("\n", start);
    const end = next < 0 ? body.length : next;
    const record = recordInLine(body.slice(start, end), { index, line });
    start = end + 1;
    if (record === null) continue;
    yield record;
    index++;
  }
}

/** The record of a line of NDJSON; null for an empty line. */
export function recordInLine(content: string, { index, line }: { index: number; line: number }): RecordIn | null {
  const text = content.trim();
  if (text === "") return null;
  const record = parsed(text);
  if ("value" in record) return { index, line, raw: record.value };
  return { index, line, refusal: jsonRefusal(text, record.faultAt, `at column ${record.faultAt + 1}`) };
}

export const emptyRefusal: RecordRefusal = { field: "record", expected: "at least one record", got: "an empty body" };

export function* recordsIn(body: string, format: Format): Generator<RecordIn> {
  const text = body.startsWith(BYTE_ORDER_MARK) ? body.slice(1) : body;
  if (!/\S/.test(text)) yield { index: 0, refusal: emptyRefusal };
  else if (format === "json") yield* jsonRecordsIn(text);
  else if (format === "ndjson") yield* ndjsonRecordsIn(text);
  else yield* csvRecordsIn(text);
}
