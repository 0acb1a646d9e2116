import type { Refusal } from "../model/refusal.ts";
import { Transactions } from "../model/transactions.ts";
import type { RecordIn } from "./records-in.ts";
import { createTransactionReader, type TransactionContext, type TransactionFrom } from "./transaction-from.ts";

const REFUSALS_TOLD = 100;

/** What was taken of a body so far, and what was refused. */
export class Taken {
  readonly transactions = new Transactions();
  /** The first 100; `refusedCount` has them all. */
  readonly refusals: Refusal[] = [];
  refusedCount = 0;
  /** Records whose time has no date. */
  assumedDates = 0;
  readonly #context: TransactionContext;
  #read: ((raw: unknown) => TransactionFrom) | null = null;

  constructor(context: TransactionContext) {
    this.#context = context;
  }

  add(record: RecordIn): void {
    const result = "raw" in record ? this.#reader(record.raw) : record;
    if ("transaction" in result) {
      this.transactions.add(result.transaction);
      if (result.isAssumedDate) this.assumedDates++;
      return;
    }
    this.refusedCount++;
    if (this.refusals.length === REFUSALS_TOLD) return;
    const { index, line } = record;
    this.refusals.push({ index, ...(line === undefined ? {} : { line }), ...result.refusal });
  }

  get #reader(): (raw: unknown) => TransactionFrom {
    this.#read ??= createTransactionReader(this.#context);
    return this.#read;
  }
}
