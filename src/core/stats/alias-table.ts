import type { Random } from "./random.ts";

/**
 * A discrete distribution prepared for drawing in constant time.
 *
 * Source: M. D. Vose (1991), IEEE Transactions on Software Engineering 17(9), after A. J. Walker (1977).
 */
export class AliasTable {
  readonly #threshold: Float64Array;
  readonly #alias: Int32Array;

  /** @param weights  shape (n), n ≥ 1, each 0 or above and not all 0; any unit, left as they were. RangeError otherwise. */
  constructor(weights: Float64Array) {
    const n = weights.length;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weights[i]! >= 0 ? weights[i]! : Number.NaN;
    if (!(sum > 0 && sum < Infinity)) throw new RangeError("weights must be 0 or above, finite, and not all 0");
    this.#threshold = new Float64Array(n);
    this.#alias = new Int32Array(n);
    const scaled = Float64Array.from(weights, (weight) => (weight * n) / sum);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < n; i++) (scaled[i]! < 1 ? small : large).push(i);
    while (small.length > 0 && large.length > 0) {
      const less = small.pop()!;
      const more = large.pop()!;
      this.#threshold[less] = scaled[less]!;
      this.#alias[less] = more;
      scaled[more] = scaled[more]! + scaled[less]! - 1;
      (scaled[more] < 1 ? small : large).push(more);
    }
    // What is left differs from 1 by rounding only; a weight of 0 is never among it unless all its partners are used up.
    for (const i of large) this.#threshold[i] = 1;
    for (const i of small) {
      this.#threshold[i] = weights[i] === 0 ? 0 : 1;
      this.#alias[i] = weights[i] === 0 ? heaviest(weights) : i;
    }
  }

  /** An index, drawn with probability proportional to its weight; one number of `random` a draw. */
  draw(random: Random): number {
    const position = random() * this.#threshold.length;
    const index = Math.floor(position);
    return position - index < this.#threshold[index]! ? index : this.#alias[index]!;
  }

  /**
   * Adds independent draws to counts.
   *
   * @param counts  shape (n), increased in place
   * @param draws   how many, 0 or above
   *
   * Cost O(draws).
   */
  countInPlace(counts: Int32Array, draws: number, random: Random): void {
    for (let i = 0; i < draws; i++) counts[this.draw(random)]! += 1;
  }
}

function heaviest(weights: Float64Array): number {
  let index = 0;
  for (let i = 1; i < weights.length; i++) if (weights[i]! > weights[index]!) index = i;
  return index;
}
