import type { Transactions } from "../model/transactions.ts";
import type { Body } from "./body.ts";
import { hasCardNumber } from "./card-number.ts";
import { MOST_TOKENS, TokenTable } from "./token-table.ts";

/** The text says nothing, such as an empty one. */
export const NOTHING = -1;
/** The text is not one to take as it is. */
export const NOT_PLAIN = -2;

/**
 * What texts of one kind mean, found by their bytes: checked for card numbers and read once, not in each record. Those that are
 * refused are not kept.
 */
export class KnownTexts {
  readonly #read: (text: string) => string | undefined;
  readonly #table = new TokenTable();
  readonly #meanings: string[] = [];
  /** Places of the meanings among the texts of a batch, and of which batch. */
  readonly #codes = new Int32Array(MOST_TOKENS);
  readonly #batches = new Int32Array(MOST_TOKENS);
  #batch = 0;

  /** @param read  what a text means; empty when it says nothing, undefined when it is refused */
  constructor(read: (text: string) => string | undefined) {
    this.#read = read;
  }

  /** From now on they are of another batch. */
  begin(): void {
    if (this.#table.isFull) this.#table.clear();
    this.#batch = (this.#batch + 1) | 0;
  }

  /** Place of what the bytes mean among the texts of the batch, which is put there if need be; `NOTHING`, `NOT_PLAIN`. */
  codeAt(body: Body, batch: Transactions, from: number, to: number, hash: number): number {
    const number = this.#table.find(body.bytes, from, to, hash);
    if (number < 0) return this.#first(body, batch, from, to, hash);
    if (this.#batches[number] === this.#batch) return this.#codes[number] ?? NOTHING;
    return this.#noted(number, this.#meanings[number] ?? "", batch);
  }

  #first(body: Body, batch: Transactions, from: number, to: number, hash: number): number {
    const text = body.text(from, to);
    const meaning = hasCardNumber(text) ? undefined : this.#read(text);
    if (meaning === undefined) return NOT_PLAIN;
    const number = this.#table.add(body.bytes, from, to, hash);
    if (number < 0) return meaning === "" ? NOTHING : batch.codeOf(meaning);
    this.#meanings[number] = meaning;
    return this.#noted(number, meaning, batch);
  }

  #noted(number: number, meaning: string, batch: Transactions): number {
    const code = meaning === "" ? NOTHING : batch.codeOf(meaning);
    this.#batches[number] = this.#batch;
    this.#codes[number] = code;
    return code;
  }
}
