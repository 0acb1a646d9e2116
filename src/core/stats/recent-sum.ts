/** Sums by the start of their cell, oldest first as a rule: in the order in which they were begun. */
export type RecentSumState = ReadonlyMap<number, number>;

/**
 * Sum of what happened lately, in cells of equal length, so that its memory does not grow with the number of events.
 *
 *   value(from) = Σ amounts of the cells that begin at or after `from`
 *
 * The window is exact to one cell. Instants and lengths are of any one unit; cells older than the span are forgotten.
 */
export class RecentSum {
  readonly #cell: number;
  readonly #span: number;
  readonly #sums = new Map<number, number>();

  constructor(cell: number, span: number) {
    this.#cell = cell;
    this.#span = span;
  }

  add(at: number, amount: number): void {
    const start = Math.floor(at / this.#cell) * this.#cell;
    const before = this.#sums.get(start);
    this.#sums.set(start, (before ?? 0) + amount);
    if (before !== undefined) return;
    for (const old of this.#sums.keys()) {
      if (old >= start - this.#span) break;
      this.#sums.delete(old);
    }
  }

  save(): RecentSumState {
    return new Map(this.#sums);
  }

  /** Goes on from `state`, which must be of a sum over the same span and cells. */
  load(state: RecentSumState): void {
    this.#sums.clear();
    for (const [start, amount] of state) this.#sums.set(start, amount);
  }

  /** 0 when nothing happened since `from`. */
  value(from: number): number {
    let sum = 0;
    for (const [start, amount] of this.#sums) if (start >= from) sum += amount;
    return sum;
  }
}
