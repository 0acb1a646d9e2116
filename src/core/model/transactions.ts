import type { Transaction } from "./transaction.ts";
import { textOf, utf8Of } from "./utf8.ts";

/** In a dimension's column: the record does not say. */
export const NONE = -1;

const FEW_TEXTS = 16;
const FIRST_ID_BYTES = 64;

export interface DimensionColumn {
  readonly name: string;
  /** Places in `texts`, or `NONE`; shorter than there are records when the last ones do not say. */
  readonly values: number[];
}

/**
 * Records as columns, in the order in which they came: each status and each value of a dimension is there once and then a number,
 * so that they are read, written and counted without an object for each. They are only added.
 */
export class Transactions implements Iterable<Transaction> {
  /** When it happened, milliseconds since 1970 UTC. */
  readonly at: number[] = [];
  readonly count: number[] = [];
  /** Minor units; NaN where there is none. */
  readonly amountMinor: number[] = [];
  readonly isTally: boolean[] = [];
  /** Each status, and each value of a dimension. */
  readonly texts: string[] = [];
  /** Places in `texts`. */
  readonly status: number[] = [];
  readonly dimensions: DimensionColumn[] = [];
  /** Where in `ids` the id of each record ends, and that of the next begins; a record without one has an empty one. */
  readonly idEnds: number[] = [];
  #ids = new Uint8Array(0);
  #codes: Map<string, number> | null = null;

  static of(records: Iterable<Transaction>): Transactions {
    const transactions = new Transactions();
    for (const record of records) transactions.add(record);
    return transactions;
  }

  get length(): number {
    return this.at.length;
  }

  /** The ids in UTF-8, one after the other; there may be more bytes than the last of them has. */
  get ids(): Uint8Array {
    return this.#ids;
  }

  add({ at, status, count, isTally = false, amountMinor = Number.NaN, id, dimensions }: Transaction): void {
    this.push(at, this.codeOf(status), count, amountMinor, isTally);
    if (id !== undefined) {
      const bytes = utf8Of(id);
      this.nameLast(bytes, 0, bytes.length);
    }
    if (dimensions === undefined) return;
    for (const name of Object.keys(dimensions)) {
      const value = dimensions[name];
      if (value !== undefined) this.setLast(this.columnOf(name), this.codeOf(value));
    }
  }

  /** Adds a record without id or dimensions. `status` is of `codeOf`; `amountMinor` NaN for none. */
  push(at: number, status: number, count: number, amountMinor: number, isTally: boolean): void {
    this.idEnds.push(this.idEnds[this.idEnds.length - 1] ?? 0);
    this.at.push(at);
    this.status.push(status);
    this.count.push(count);
    this.amountMinor.push(amountMinor);
    this.isTally.push(isTally);
  }

  /** Gives the last record the id that stands in `bytes`. */
  nameLast(bytes: Uint8Array, from: number, to: number): void {
    const last = this.idEnds.length - 1;
    let end = this.idEnds[last] ?? 0;
    if (end + to - from > this.#ids.length) this.#widenIds(end + to - from);
    const ids = this.#ids;
    for (let i = from; i < to; i++) ids[end++] = bytes[i] ?? 0;
    this.idEnds[last] = end;
  }

  /** Gives the last record a value of a dimension, both as `columnOf` and `codeOf` number them. */
  setLast(column: number, code: number): void {
    const values = this.dimensions[column]?.values ?? [];
    while (values.length < this.at.length - 1) values.push(NONE);
    values.push(code);
  }

  /** The place of a text among `texts`; it is put there if need be. */
  codeOf(text: string): number {
    const { texts } = this;
    if (texts.length < FEW_TEXTS) {
      const place = texts.indexOf(text);
      return place < 0 ? texts.push(text) - 1 : place;
    }
    this.#codes ??= new Map(texts.map((known, code) => [known, code]));
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = texts.push(text) - 1;
      this.#codes.set(text, code);
    }
    return code;
  }

  /** The place of a dimension among `dimensions`; it is put there if need be. */
  columnOf(name: string): number {
    const place = this.dimensions.findIndex((column) => column.name === name);
    return place < 0 ? this.dimensions.push({ name, values: [] }) - 1 : place;
  }

  /** Those at the places given, in that order. */
  pick(places: readonly number[]): Transactions {
    const picked = new Transactions();
    for (const text of this.texts) picked.texts.push(text);
    for (const { name } of this.dimensions) picked.columnOf(name);
    for (const i of places) {
      picked.push(this.at[i] ?? 0, this.status[i] ?? 0, this.count[i] ?? 0, this.amountMinor[i] ?? 0, this.tallies(i));
      picked.nameLast(this.#ids, this.idStart(i), this.idEnds[i] ?? 0);
      for (const [column, { values }] of this.dimensions.entries()) {
        const code = values[i] ?? NONE;
        if (code !== NONE) picked.setLast(column, code);
      }
    }
    return picked;
  }

  tallies(i: number): boolean {
    return this.isTally[i] === true;
  }

  /** Where in `ids` the id of a record begins. */
  idStart(i: number): number {
    return i === 0 ? 0 : (this.idEnds[i - 1] ?? 0);
  }

  hasId(i: number): boolean {
    return this.idEnds[i] !== this.idStart(i);
  }

  textOf(code: number): string {
    return this.texts[code] ?? "";
  }

  *[Symbol.iterator](): Generator<Transaction> {
    for (let i = 0; i < this.length; i++) yield this.#record(i);
  }

  #record(i: number): Transaction {
    const record: Transaction = {
      at: this.at[i] ?? 0,
      status: this.textOf(this.status[i] ?? NONE),
      count: this.count[i] ?? 0,
    };
    if (this.tallies(i)) record.isTally = true;
    const amountMinor = this.amountMinor[i] ?? Number.NaN;
    if (!Number.isNaN(amountMinor)) record.amountMinor = amountMinor;
    if (this.hasId(i)) record.id = textOf(this.#ids, this.idStart(i), this.idEnds[i]);
    for (const { name, values } of this.dimensions) {
      const code = values[i] ?? NONE;
      if (code !== NONE) (record.dimensions ??= {})[name] = this.textOf(code);
    }
    return record;
  }

  #widenIds(least: number): void {
    const wider = new Uint8Array(Math.max(FIRST_ID_BYTES, 2 * least));
    wider.set(this.#ids);
    this.#ids = wider;
  }
}
