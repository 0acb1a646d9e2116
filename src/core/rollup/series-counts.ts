/** How much of each series came, by the number of the series; emptied and used again. */
export class SeriesCounts {
  #counts = new Float64Array(64);
  #isTouched = new Uint8Array(64);
  #touched: number[] = [];

  /** True when the series is new since it was emptied. */
  add(series: number, count: number): boolean {
    if (series >= this.#counts.length) this.#widen(series + 1);
    this.#counts[series] = (this.#counts[series] ?? 0) + count;
    if (this.#isTouched[series] === 1) return false;
    this.#isTouched[series] = 1;
    this.#touched.push(series);
    return true;
  }

  get size(): number {
    return this.#touched.length;
  }

  clear(): void {
    for (const series of this.#touched) {
      this.#counts[series] = 0;
      this.#isTouched[series] = 0;
    }
    this.#touched = [];
  }

  /** In the order in which they came first. */
  toMap(): Map<number, number> {
    return new Map(this.#touched.map((series) => [series, this.#counts[series] ?? 0]));
  }

  #widen(least: number): void {
    const counts = new Float64Array(2 * least);
    const isTouched = new Uint8Array(2 * least);
    counts.set(this.#counts);
    isTouched.set(this.#isTouched);
    this.#counts = counts;
    this.#isTouched = isTouched;
  }
}
