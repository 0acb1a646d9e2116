import type { Body } from "./body.ts";
import { hasCardNumber } from "./card-number.ts";
import { type IntakeMemory, NO_FIELD } from "./intake-memory.ts";
import type { PlainRow } from "./plain-row.ts";
import { withByte } from "./token-table.ts";

/** What `object` returns for what it leaves to others. */
export const NOT_SCANNED = -1;

const [SPACE, QUOTE, COMMA, MINUS, ZERO, NINE, COLON] = [0x20, 0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a] as const;
const [BACKSLASH, CLOSING] = [0x5c, 0x7d] as const;

/** Reads objects of JSON that hold texts without escapes and whole numbers, into a row. */
export class JsonScanner {
  readonly #body: Body;
  readonly #row: PlainRow;
  readonly #memory: IntakeMemory;
  /** Numbers of the keys of the object before: the next one mostly has the same in the same order. */
  readonly #keys: number[] = [];
  /** Behind the value that was read last. */
  #end = 0;

  constructor(body: Body, row: PlainRow, memory: IntakeMemory) {
    this.#body = body;
    this.#row = row;
    this.#memory = memory;
  }

  /** Reads the object that begins at `start` into the row; returns where it ends, or `NOT_SCANNED`. The row is not ended. */
  object(start: number): number {
    const { bytes } = this.#body;
    this.#row.begin();
    let at = start + 1;
    for (let member = 0; ; member++) {
      while (bytes[at] === SPACE) at++;
      if (bytes[at] !== QUOTE) return NOT_SCANNED;
      const field = this.#key(member, at + 1);
      if (field === NO_FIELD) return NOT_SCANNED;
      at = this.#end;
      while (bytes[at] === SPACE) at++;
      if (bytes[at] !== COLON) return NOT_SCANNED;
      at++;
      while (bytes[at] === SPACE) at++;
      if (!(bytes[at] === QUOTE ? this.#text(field, at + 1) : this.#number(field, at))) return NOT_SCANNED;
      at = this.#end;
      while (bytes[at] === SPACE) at++;
      if (bytes[at] === CLOSING) return at + 1;
      if (bytes[at] !== COMMA) return NOT_SCANNED;
      at++;
    }
  }

  #key(member: number, from: number): number {
    const { bytes } = this.#body;
    const { keys } = this.#memory;
    const expected = this.#keys[member] ?? -1;
    const length = expected < 0 ? -1 : keys.lengthAt(expected, bytes, from);
    if (length >= 0 && bytes[from + length] === QUOTE) {
      this.#end = from + length + 1;
      return this.#memory.fieldsOfKeys[expected] ?? NO_FIELD;
    }
    return this.#otherKey(member, from);
  }

  #otherKey(member: number, from: number): number {
    const { keys, fieldsOfKeys } = this.#memory;
    const { bytes } = this.#body;
    const hash = this.#textEnd(from);
    if (Number.isNaN(hash)) return NO_FIELD;
    const to = this.#end - 1;
    let number = keys.find(bytes, from, to, hash);
    if (number < 0) {
      const key = this.#body.text(from, to);
      const field = hasCardNumber(key) ? NO_FIELD : this.#memory.fieldOf(key);
      if (field === NO_FIELD) return NO_FIELD;
      number = keys.add(bytes, from, to, hash);
      if (number < 0) return field;
      fieldsOfKeys[number] = field;
    }
    this.#keys[member] = number;
    return fieldsOfKeys[number] ?? NO_FIELD;
  }

  #text(field: number, from: number): boolean {
    const length = this.#row.takePlainTime(field, from);
    if (length > 0) {
      this.#end = from + length + 1;
      return this.#body.bytes[this.#end - 1] === QUOTE;
    }
    const hash = this.#textEnd(from);
    return !Number.isNaN(hash) && this.#row.takeText(field, from, this.#end - 1, hash);
  }

  /** Goes behind the quote that ends a text; returns the hash of its bytes, NaN for one with escapes, or a fault. */
  #textEnd(from: number): number {
    const { bytes } = this.#body;
    const { length } = bytes;
    let hash = 0;
    for (let at = from; at < length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        this.#end = at + 1;
        return hash;
      }
      if (byte < SPACE || byte === BACKSLASH) break;
      hash = withByte(hash, byte);
    }
    return Number.NaN;
  }

  #number(field: number, from: number): boolean {
    const { bytes } = this.#body;
    const { length } = bytes;
    const first = bytes[from] === MINUS ? from + 1 : from;
    let hash = first === from ? 0 : withByte(0, MINUS);
    let at = first;
    for (; at < length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < ZERO || byte > NINE) break;
      hash = withByte(hash, byte);
    }
    this.#end = at;
    // JSON has no number with a zero before it.
    if (at === first || (bytes[first] === ZERO && at > first + 1)) return false;
    return this.#row.takeNumber(field, from, at, hash);
  }
}
