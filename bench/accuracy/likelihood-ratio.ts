/** Evidence of each minute as a straight line in its count: perCount · y + constant. Both of shape (n). */
export interface Gains {
  perCount: Float64Array;
  constant: Float64Array;
}

/**
 * ln of the likelihood ratio of counts y under means f·m against means m.
 *
 *   y·ln f + (y + r)·ln((m + r)/(f·m + r))        → y·ln f + m·(1 − f)  for r = Infinity
 *
 * @param means  m, shape (n), 0 or above; NaN gives NaN
 * @param r      shape of the negative binomial, variance m + m²/r
 * @param f      size of the change, above 0
 */
export function likelihoodGains(means: Float64Array, r: number, f: number): Gains {
  const perCount = new Float64Array(means.length).fill(Math.log(f));
  if (r === Infinity) return { perCount, constant: means.map((m) => m * (1 - f)) };
  const constant = new Float64Array(means.length);
  for (let i = 0; i < means.length; i++) {
    const m = means[i]!;
    const narrowed = -Math.log1p(((f - 1) * m) / (m + r));
    perCount[i]! += narrowed;
    constant[i] = r * narrowed;
  }
  return { perCount, constant };
}

/**
 * Page's CUSUM of the log likelihood ratio.
 *
 *   S ← max(0, min(cap, S) + ln LR(y))
 *
 * @param counts  shape (n); a minute whose count or gain is NaN leaves S as it is
 * @param cap     most that is remembered, so that an alarm ends; a single minute may go beyond
 * @returns       S after each count, shape (n)
 *
 * Source: Page (1954), Biometrika 41.
 */
export function cusum(counts: Float64Array, { perCount, constant }: Gains, cap = Infinity): Float64Array {
  const sums = new Float64Array(counts.length);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const gain = perCount[i]! * counts[i]! + constant[i]!;
    if (!Number.isNaN(gain)) sum = Math.max(0, Math.min(cap, sum) + gain);
    sums[i] = sum;
  }
  return sums;
}
