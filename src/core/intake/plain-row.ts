import type { Transactions } from "../model/transactions.ts";
import type { Body } from "./body.ts";
import { hasCardNumber } from "./card-number.ts";
import { instantFrom } from "./instant-from.ts";
import type { IntakeMemory } from "./intake-memory.ts";
import { NOT_PLAIN } from "./known-texts.ts";
import { MS_LENGTH } from "./plain-utc.ts";
import { EARLIEST_AT, LARGEST_COUNT, LONGEST_TEXT, type TransactionContext } from "./transaction-from.ts";

/** Places among `fields`; dimensions follow. */
const [TIME, STATUS, COUNT, AMOUNT, ID, FIRST_DIMENSION] = [0, 1, 2, 3, 4, 5] as const;

const MINUTE_MS = 60_000;
/** One fewer than the shortest card number has. */
const MOST_DIGITS = 12;
const MOST_EXACT_DIGITS = 15;
const [SPACE, MINUS, ZERO, DELETE] = [0x20, 0x2d, 0x30, 0x7f] as const;

/**
 * One record after another, taken field by field from the bytes of a body into a batch, without making texts of what was seen before.
 *
 * Takes what is of the usual kinds, and in the same way as `createTransactionReader` does; all else it leaves to that one, which
 * knows all there is to know, refusals above all.
 */
export class PlainRow {
  /** Records with a time of day only. */
  assumedDates = 0;
  readonly #body: Body;
  readonly #batch: Transactions;
  readonly #context: TransactionContext;
  readonly #latestAt: number;
  readonly #memory: IntakeMemory;
  readonly #dimensions: readonly string[];
  /** Columns of the batch, by place of the dimension. */
  readonly #columns: number[] = [];
  readonly #otherTimes = new Map<string, { at: number; isAssumedDate: boolean }>();
  /** A bit for each field that came. */
  #seen = 0;
  #at = 0;
  #isAssumedDate = false;
  #status = 0;
  #count = 1;
  #amountMinor = Number.NaN;
  #idFrom = 0;
  #idTo = 0;
  /** Dimensions with a value, and their values. */
  readonly #given: number[] = [];
  readonly #values: number[] = [];
  #givenCount = 0;

  constructor(body: Body, batch: Transactions, context: TransactionContext, memory: IntakeMemory) {
    this.#body = body;
    this.#batch = batch;
    this.#context = context;
    this.#latestAt = context.now + context.maxFutureMs;
    this.#memory = memory;
    this.#dimensions = memory.dimensions;
    memory.begin();
  }

  /** Begins a record. */
  begin(): void {
    this.#seen = 0;
    this.#at = this.#context.now;
    this.#isAssumedDate = false;
    this.#count = 1;
    this.#amountMinor = Number.NaN;
    this.#idTo = this.#idFrom;
    this.#givenCount = 0;
  }

  /** Takes a time as `JSON.stringify` writes it if the field is the time and one begins at `from`; returns its length, 0 for none. */
  takePlainTime(field: number, from: number): number {
    if (field !== TIME || (this.#seen & (1 << TIME)) !== 0) return 0;
    const at = this.#memory.utc.at(this.#body.bytes, from, from + MS_LENGTH);
    if (!(at >= EARLIEST_AT && at <= this.#latestAt)) return 0;
    this.#seen |= 1 << TIME;
    this.#at = at;
    return MS_LENGTH;
  }

  /** Takes a text; `hash` is that of its bytes. False when it, or that it comes, is not plain. */
  takeText(field: number, from: number, to: number, hash: number): boolean {
    if (!this.#isFirst(field)) return false;
    switch (field) {
      case TIME:
        return this.#takeTime(from, to);
      case STATUS:
        this.#status = this.#memory.statuses.codeAt(this.#body, this.#batch, from, to, hash);
        return this.#status >= 0;
      case COUNT:
        return this.#takeCount(from, to);
      case AMOUNT:
        return from === to || this.#takeAmount(from, to);
      case ID:
        return this.#takeId(from, to);
      default:
        return this.#takeValue(field - FIRST_DIMENSION, from, to, hash);
    }
  }

  /** Takes a number as JSON writes it, of digits and perhaps a minus before them. */
  takeNumber(field: number, from: number, to: number, hash: number): boolean {
    if (!this.#isFirst(field)) return false;
    if (field === COUNT) return this.#takeCount(from, to);
    if (field === AMOUNT) return this.#takeAmount(from, to);
    if (field === STATUS || this.#byteAt(from) === MINUS) return false;
    if (field === TIME) return to - from <= MOST_EXACT_DIGITS && this.#takeTime(from, to);
    // The others are texts made of the number: its digits, if there are not too many.
    if (Number.isNaN(wholeNumberAt(this.#body.bytes, from, to))) return false;
    if (field === ID) return this.#takeId(from, to);
    return this.#takeValue(field - FIRST_DIMENSION, from, to, hash);
  }

  /** Puts the record into the batch. False when it is not whole. */
  end(): boolean {
    if ((this.#seen & (1 << STATUS)) === 0) return false;
    const isCounted = (this.#seen & (1 << COUNT)) !== 0 && (this.#seen & (1 << TIME)) !== 0;
    const batch = this.#batch;
    batch.push(this.#at, this.#status, this.#count, this.#amountMinor, isCounted && this.#at % MINUTE_MS === 0);
    if (this.#idTo > this.#idFrom) batch.nameLast(this.#body.bytes, this.#idFrom, this.#idTo);
    for (let i = 0; i < this.#givenCount; i++) {
      batch.setLast(this.#columnOf(this.#given[i] ?? 0), this.#values[i] ?? 0);
    }
    if (this.#isAssumedDate) this.assumedDates++;
    return true;
  }

  #isFirst(field: number): boolean {
    const bit = 1 << field;
    const isFirst = (this.#seen & bit) === 0;
    this.#seen |= bit;
    return isFirst;
  }

  #takeTime(from: number, to: number): boolean {
    const at = this.#memory.utc.at(this.#body.bytes, from, to);
    if (Number.isNaN(at)) return this.#takeOtherTime(from, to);
    this.#at = at;
    return at >= EARLIEST_AT && at <= this.#latestAt;
  }

  #takeOtherTime(from: number, to: number): boolean {
    const text = this.#body.text(from, to);
    let time = this.#otherTimes.get(text);
    if (time === undefined) {
      const instant = hasCardNumber(text) ? null : instantFrom(text, this.#context);
      if (instant === null || !("at" in instant)) return false;
      time = { at: instant.at, isAssumedDate: instant.isAssumedDate === true };
      this.#otherTimes.set(text, time);
    }
    this.#at = time.at;
    this.#isAssumedDate = time.isAssumedDate;
    return time.at >= EARLIEST_AT && time.at <= this.#latestAt;
  }

  #takeCount(from: number, to: number): boolean {
    this.#count = wholeNumberAt(this.#body.bytes, from, to);
    return this.#count >= 0 && this.#count <= LARGEST_COUNT;
  }

  #takeAmount(from: number, to: number): boolean {
    this.#amountMinor = wholeNumberAt(this.#body.bytes, from, to);
    return !Number.isNaN(this.#amountMinor);
  }

  /** Printable ASCII. */
  #takeId(from: number, to: number): boolean {
    if (from === to) return true;
    const { bytes } = this.#body;
    if (to - from > LONGEST_TEXT || this.#byteAt(from) === SPACE || this.#byteAt(to - 1) === SPACE) return false;
    let digits = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] ?? 0;
      if (byte < SPACE || byte >= DELETE) return false;
      if ((byte - ZERO) >>> 0 <= 9) digits++;
    }
    this.#idFrom = from;
    this.#idTo = to;
    return digits <= MOST_DIGITS || !hasCardNumber(this.#body.text(from, to));
  }

  #takeValue(dimension: number, from: number, to: number, hash: number): boolean {
    const code = this.#memory.names.codeAt(this.#body, this.#batch, from, to, hash);
    if (code >= 0) {
      this.#given[this.#givenCount] = dimension;
      this.#values[this.#givenCount++] = code;
    }
    return code !== NOT_PLAIN;
  }

  #columnOf(dimension: number): number {
    const known = this.#columns[dimension];
    if (known !== undefined) return known;
    const column = this.#batch.columnOf(this.#dimensions[dimension] ?? "");
    this.#columns[dimension] = column;
    return column;
  }

  #byteAt(place: number): number {
    return this.#body.bytes[place] ?? 0;
  }
}

/** Of at most 12 digits, with a minus before them or not; NaN when that is not what stands there. */
function wholeNumberAt(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === MINUS;
  const first = isNegative ? from + 1 : from;
  if (first >= to || to - first > MOST_DIGITS) return Number.NaN;
  let number = 0;
  for (let i = first; i < to; i++) {
    const digit = (bytes[i] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return isNegative ? -number : number;
}
