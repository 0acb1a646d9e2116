import type { Direction } from "../model/status.ts";
import type { AcceptedRow } from "./accepted.ts";
import type { Columns } from "./columns.ts";

/** Goes up whenever a column gets another meaning: a state of another version cannot be gone on from. */
export const STATE_VERSION = 2;

type Column = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
type Parts = Readonly<Record<string, Columns>>;

/** All that a judge knows: what it was made with, and its columns by part and name. Can be cloned, and told to bytes. */
export interface JudgeState {
  version: number;
  tickMs: number;
  directions: readonly Direction[];
  scopes: number;
  /** Series that have a day of their own. */
  ownSlots: number;
  /** Instant and local time of the last tick; null before the first. */
  at: number | null;
  local: { minuteOfDay: number; weekday: number } | null;
  /** What people said is expected. */
  accepted: readonly AcceptedRow[];
  columns: Record<string, Record<string, Column>>;
}

/** A copy of every column of every part, as long as that of `exact`: without the room that columns have to spare. */
export function savedColumns(parts: Parts, exact: Parts): JudgeState["columns"] {
  const saved: JudgeState["columns"] = {};
  for (const [part, columns] of Object.entries(parts)) {
    saved[part] = Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [name, column.slice(0, exact[part]?.[name]?.length)]),
    );
  }
  return saved;
}

/** @throws RangeError for a state of another version */
export function requireVersion({ version }: JudgeState): void {
  if (version === STATE_VERSION) return;
  throw new RangeError(`state of the judge: expected version ${STATE_VERSION}, got ${version}: learn anew`);
}

/**
 * Puts copies of the saved columns in the place of those of a judge.
 *
 * @throws RangeError when the state lacks a column, or one has another length or precision
 */
export function loadColumns(parts: Parts, state: JudgeState): void {
  for (const [part, columns] of Object.entries(parts)) {
    for (const [name, column] of Object.entries(columns)) {
      const saved = state.columns[part]?.[name];
      if (saved?.length !== column.length || saved.BYTES_PER_ELEMENT !== column.BYTES_PER_ELEMENT) {
        throw new RangeError(
          `state of the judge: expected ${column.length} cells of ${column.BYTES_PER_ELEMENT} bytes in ${part}.${name}, ` +
            `got ${saved === undefined ? "no such column" : `${saved.length} of ${saved.BYTES_PER_ELEMENT}`}: learn anew`,
        );
      }
      columns[name] = saved.slice() as Columns[string];
    }
  }
}

/** The state as bytes: a line of JSON that says what follows, then the columns one after the other, each from a multiple of eight. */
export function bytesOfState({ columns, ...rest }: JudgeState): Uint8Array<ArrayBuffer> {
  const all = Object.entries(columns).flatMap(([part, byName]) =>
    Object.entries(byName).map(([name, column]) => ({ part, name, column })),
  );
  const index = all.map(({ part, name, column }) => [part, name, column.BYTES_PER_ELEMENT, column.length] as const);
  const head = encoded(JSON.stringify({ ...rest, index }));
  const bytes = new Uint8Array(
    PREFIX + padded(head.length) + all.reduce((sum, { column }) => sum + padded(column.byteLength), 0),
  );
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, PREFIX);
  let offset = PREFIX + padded(head.length);
  for (const { column } of all) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += padded(column.byteLength);
  }
  return bytes;
}

/**
 * The state that `bytesOfState` told.
 *
 * @throws RangeError when bytes are missing, SyntaxError when the first line is broken
 */
export function stateOfBytes(bytes: Uint8Array): JudgeState {
  // A copy begins at a multiple of eight, wherever the bytes came from.
  const { buffer } = bytes.slice();
  const headLength = new DataView(buffer).getUint32(0, true);
  const head = decoded(new Uint8Array(buffer, PREFIX, headLength));
  const { index, ...rest } = JSON.parse(head) as Omit<JudgeState, "columns"> & {
    index: [part: string, name: string, cellBytes: number, length: number][];
  };
  const columns: JudgeState["columns"] = {};
  let offset = PREFIX + padded(headLength);
  for (const [part, name, cellBytes, length] of index) {
    const column =
      cellBytes === 4 ? new Float32Array(buffer, offset, length) : new Float64Array(buffer, offset, length);
    (columns[part] ??= {})[name] = column.slice();
    offset += padded(column.byteLength);
  }
  return { ...rest, columns };
}

const PREFIX = 8;

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** The head holds ASCII only: names of columns, directions and numbers. */
function encoded(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function decoded(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
