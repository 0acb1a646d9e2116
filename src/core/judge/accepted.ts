/** Twice a week apart, and a day to spare: what is not seen again in this time is forgotten. */
const DAYS = 15;
/** No two events are alike: a rate may be so many times as high as was accepted, or as low. */
const HEADROOM = 1.25;

/** Key, bin of the day, lowest and highest rate, days left. */
export type AcceptedRow = [key: number, bin: number, low: number, high: number, days: number];

/** Rates that may be as well as the usual one. */
export interface AcceptedRange {
  low: number;
  high: number;
}

/**
 * What people said is expected: for some times of day, rates that are normal there beside the usual one, by series. Neighbouring times are
 * taken with them, because events are not to the minute. Sparse: few series have any.
 */
export class Accepted {
  readonly #rows = new Map<number, Map<number, { low: number; high: number; days: number }>>();
  readonly #bins: number;

  /** `bins`: in a day. */
  constructor(bins: number) {
    this.#bins = bins;
  }

  save(): AcceptedRow[] {
    return [...this.#rows].flatMap(([key, bins]) =>
      Array.from(bins, ([bin, { low, high, days }]): AcceptedRow => [key, bin, low, high, days]),
    );
  }

  load(rows: readonly AcceptedRow[]): void {
    this.#rows.clear();
    for (const [key, bin, low, high, days] of rows) this.#put(key, bin, { low, high, days });
  }

  /** `rate` is normal in this bin as well. `isLasting` false: today only, unless it is seen. */
  accept(key: number, bin: number, rate: number, isLasting = true): void {
    const before = this.#rows.get(key)?.get(bin);
    const low = Math.min(before?.low ?? rate, rate);
    const high = Math.max(before?.high ?? rate, rate);
    this.#put(key, bin, { low, high, days: Math.max(before?.days ?? 0, isLasting ? DAYS : 0) });
  }

  /** It is not, after all. */
  refuse(key: number, bin: number): void {
    const bins = this.#rows.get(key);
    if (bins?.delete(bin) === true && bins.size === 0) this.#rows.delete(key);
  }

  /** Null for the usual rate alone. */
  range(key: number, bin: number): AcceptedRange | null {
    const bins = this.#rows.size === 0 ? undefined : this.#rows.get(key);
    if (bins === undefined) return null;
    let low = Infinity;
    let high = 0;
    for (let step = -1; step <= 1; step++) {
      const row = bins.get((bin + step + this.#bins) % this.#bins);
      if (row === undefined) continue;
      low = Math.min(low, row.low / HEADROOM);
      high = Math.max(high, row.high * HEADROOM);
    }
    return low === Infinity ? null : { low, high };
  }

  /** What was accepted in this bin was seen again. */
  renew(key: number, bin: number): void {
    const row = this.#rows.get(key)?.get(bin);
    if (row !== undefined) row.days = DAYS;
  }

  endDay(): void {
    for (const [key, bins] of this.#rows) {
      for (const [bin, row] of bins) if (--row.days < 0) bins.delete(bin);
      if (bins.size === 0) this.#rows.delete(key);
    }
  }

  #put(key: number, bin: number, row: { low: number; high: number; days: number }): void {
    const bins = this.#rows.get(key) ?? new Map<number, typeof row>();
    this.#rows.set(key, bins);
    bins.set(bin, row);
  }
}
