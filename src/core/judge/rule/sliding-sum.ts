/** A ring, a sum and a number of unknown ticks for each row. */
export interface SlidingSumState {
  slot: number;
  rings: readonly Float32Array<ArrayBuffer>[];
  sums: readonly number[];
  unknown: readonly number[];
}

/**
 * Sum over the last `ticks` ticks of each of many rows. A tick that is not known (NaN) makes the sum NaN as long as it is in the
 * window. Before its first tick a row holds `before`.
 *
 * Cost O(1) per row and tick; single precision per tick, exact for counts below 2²⁴.
 */
export class SlidingSum {
  readonly ticks: number;
  readonly #before: number;
  readonly #rings: Float32Array<ArrayBuffer>[] = [];
  readonly #sums: number[] = [];
  readonly #unknown: number[] = [];
  #slot = 0;

  constructor(ticks: number, before: number) {
    this.ticks = ticks;
    this.#before = before;
  }

  save(): SlidingSumState {
    const rings = this.#rings.map((ring) => ring.slice());
    return { slot: this.#slot, rings, sums: [...this.#sums], unknown: [...this.#unknown] };
  }

  load({ slot, rings, sums, unknown }: SlidingSumState): void {
    this.#slot = slot;
    for (const [row, ring] of rings.entries()) {
      this.#rings[row] = ring.slice();
      this.#sums[row] = sums[row]!;
      this.#unknown[row] = unknown[row]!;
    }
  }

  /** Moves by one tick, of which `valueOf` tells each row's value. */
  add(rows: number, valueOf: (row: number) => number): void {
    while (this.#rings.length < rows) this.#addRow();
    for (const [row, ring] of this.#rings.entries()) {
      const value = Math.fround(valueOf(row));
      this.#count(row, ring[this.#slot]!, -1);
      this.#count(row, value, 1);
      ring[this.#slot] = value;
      // Adding and taking away leaves crumbs behind; a fresh sum once a round sweeps them up.
      if (this.#slot === 0) this.#sums[row] = ring.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0);
    }
    this.#slot = (this.#slot + 1) % this.ticks;
  }

  sum(row: number): number {
    const sum = this.#sums[row];
    return sum === undefined || this.#unknown[row]! > 0 ? Number.NaN : sum;
  }

  #count(row: number, value: number, times: 1 | -1): void {
    if (Number.isNaN(value)) this.#unknown[row]! += times;
    else this.#sums[row]! += times * value;
  }

  #addRow(): void {
    this.#rings.push(new Float32Array(this.ticks).fill(this.#before));
    this.#sums.push(Number.isNaN(this.#before) ? 0 : this.#before * this.ticks);
    this.#unknown.push(Number.isNaN(this.#before) ? this.ticks : 0);
  }
}
