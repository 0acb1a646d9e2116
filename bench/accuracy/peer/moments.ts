import { WEEK_MINUTES } from "../traffic.ts";

const MOST_WEEKS = 4;
const AROUND_MINUTES = 30;
/** A past hour without an event is not known to be below this variance. */
const SMALLEST_VARIANCE = 0.01;

/** Mean and variance of known counts, each of shape (minutes); NaN where fewer than two are known. */
export interface Moments {
  mean: Float64Array;
  variance: Float64Array;
  /** How many counts they rest on. */
  known: Float64Array;
}

/** Sums of the first n counts, of their squares and of how many are known; a stretch costs a subtraction. */
export class RunningSums {
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;
  readonly #known: Float64Array;

  /** @param counts  shape (minutes); NaN is passed over */
  constructor(counts: Float64Array) {
    this.#sum = new Float64Array(counts.length + 1);
    this.#squares = new Float64Array(counts.length + 1);
    this.#known = new Float64Array(counts.length + 1);
    for (let i = 0; i < counts.length; i++) {
      const isKnown = !Number.isNaN(counts[i]!);
      const count = isKnown ? counts[i]! : 0;
      this.#sum[i + 1] = this.#sum[i]! + count;
      this.#squares[i + 1] = this.#squares[i]! + count * count;
      this.#known[i + 1] = this.#known[i]! + (isKnown ? 1 : 0);
    }
  }

  /** Adds up minutes from `from` to `to`, not included; those before the first are none. */
  between(from: number, to: number): { sum: number; squares: number; known: number } {
    const start = Math.max(0, from);
    const end = Math.max(0, Math.min(to, this.#sum.length - 1));
    if (end <= start) return { sum: 0, squares: 0, known: 0 };
    return {
      sum: this.#sum[end]! - this.#sum[start]!,
      squares: this.#squares[end]! - this.#squares[start]!,
      known: this.#known[end]! - this.#known[start]!,
    };
  }
}

/** Moments of stretches relative to each minute, together: [−60, 0] is the hour before, the minute itself not included. */
export function movingMoments(
  counts: Float64Array,
  stretches: readonly (readonly [from: number, to: number])[],
): Moments {
  const sums = new RunningSums(counts);
  const mean = new Float64Array(counts.length).fill(Number.NaN);
  const variance = mean.slice();
  const knowns = new Float64Array(counts.length);
  for (let minute = 0; minute < counts.length; minute++) {
    let [sum, squares, known] = [0, 0, 0];
    for (const [from, to] of stretches) {
      const part = sums.between(minute + from, minute + to);
      sum += part.sum;
      squares += part.squares;
      known += part.known;
    }
    knowns[minute] = known;
    if (known < 2) continue;
    mean[minute] = sum / known;
    variance[minute] = Math.max(0, (squares - (sum * sum) / known) / (known - 1));
  }
  return { mean, variance, known: knowns };
}

/** Moments of the same time of the week, half an hour to each side, in up to four weeks before. */
export function pastWeeks(counts: Float64Array): Moments {
  const stretches = Array.from({ length: MOST_WEEKS }, (_, index) => {
    const centre = -(index + 1) * WEEK_MINUTES;
    return [centre - AROUND_MINUTES, centre + AROUND_MINUTES + 1] as const;
  });
  return movingMoments(counts, stretches);
}

/** Distance of each count from its mean in standard deviations; a count has at least the variance of Poisson. */
export function standardised(counts: Float64Array, { mean, variance }: Moments): Float64Array {
  return counts.map((count, i) => (count - mean[i]!) / Math.sqrt(Math.max(variance[i]!, mean[i]!, SMALLEST_VARIANCE)));
}
