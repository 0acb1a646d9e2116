import { NONE, type Transactions } from "../model/transactions.ts";
import type { ScopeDirectory } from "./scope-directory.ts";

const NOT_ASKED = -2;

interface Column {
  /** Of the directory. */
  breakdown: number;
  values: readonly number[];
  /** Scopes by place in the texts of the batch; those that were not asked for yet are not admitted. */
  scopes: Int32Array;
}

/** Where the records of one batch are counted: each status and each value is looked up once for all of them. */
export class BatchPlaces {
  readonly #batch: Transactions;
  readonly #directory: ScopeDirectory;
  readonly #statuses: readonly number[];
  readonly #columns: readonly Column[];

  constructor(batch: Transactions, directory: ScopeDirectory, statusIndex: ReadonlyMap<string, number>) {
    this.#batch = batch;
    this.#directory = directory;
    this.#statuses = batch.texts.map((text) => statusIndex.get(text) ?? NONE);
    this.#columns = directory.dimensions.flatMap((dimension, breakdown) => {
      const values = batch.dimensions.find(({ name }) => name === dimension)?.values;
      if (values === undefined) return [];
      return [{ breakdown, values, scopes: new Int32Array(batch.texts.length).fill(NOT_ASKED) }];
    });
  }

  /** Number of a record's status; `NONE` when it is not configured any more. */
  statusOf(i: number): number {
    return this.#statuses[this.#batch.status[i] ?? NONE] ?? NONE;
  }

  /** Numbers of every scope that a record belongs to, into `into`; returns how many. Scopes that are new get theirs in this order. */
  scopesOf(i: number, into: number[]): number {
    into[0] = 0;
    let count = 1;
    for (const { breakdown, values, scopes } of this.#columns) {
      const code = i < values.length ? (values[i] ?? NONE) : NONE;
      if (code === NONE) continue;
      let scope = scopes[code] ?? NOT_ASKED;
      if (scope === NOT_ASKED) {
        scope = this.#directory.scopeOf(breakdown, this.#batch.textOf(code));
        scopes[code] = scope;
      }
      if (scope >= 0) into[count++] = scope;
    }
    return count;
  }
}
