import { betaFraction } from "./incomplete-beta.ts";
import { gammaFraction, gammaSeries } from "./incomplete-gamma.ts";
import { LOG_SQRT_TWO_PI, poissonDeviance, stirlingError } from "./log-gamma.ts";
import { roughNormalQuantile } from "./normal.ts";

/*
 * Counts with mean m and variance m + m²/r. Every function takes m ≥ 0 and r > 0; a shape r of 1e15 and above, Infinity
 * included, is the Poisson distribution. Counts y are whole numbers. NaN anywhere gives NaN.
 */

/** Above this shape m²/r no longer shows in a double beside m, for any m that is counted. */
const POISSON_FROM = 1e15;

/** Counts that the search for a quantile walks before it falls back on halving. */
const LONGEST_WALK = 64;

/** A guess is refined while it seems to be farther off than this. */
const SHORT_WALK = 16;
const REFINEMENTS = 5;

/**
 * Logarithm of the probability of zero.
 *
 *   ln P(Y = 0) = −r·ln(1 + m/r)        (−m for Poisson)
 */
export function zeroLogProbability(m: number, r: number): number {
  return r >= POISSON_FROM ? -m : -r * Math.log1p(m / r);
}

/**
 * Logarithm of the probability of a count.
 *
 *   ln P(Y = y) = lnΓ(y + r) − lnΓ(r) − ln y! + r·ln(r/(m + r)) + y·ln(m/(m + r))
 *
 * computed from deviances, so that no large logarithms are subtracted at any r.
 *
 * @param y  whole number
 * @param m  mean, 0 or above
 * @param r  shape, above 0
 * @returns  −Infinity for y < 0, and for y > 0 when m = 0; relative error about 1e-13
 *
 * Cost O(1). Source: C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
 */
export function logPmf(y: number, m: number, r: number): number {
  if (y < 0) return -Infinity;
  if (y === 0) return zeroLogProbability(m, r);
  if (m === 0) return -Infinity;
  if (r >= POISSON_FROM) return -stirlingError(y) - poissonDeviance(y, m) - LOG_SQRT_TWO_PI - 0.5 * Math.log(y);
  const n = y + r;
  const total = m + r;
  const difference = (y - m) * (r / total);
  return (
    stirlingError(n) -
    stirlingError(r) -
    stirlingError(y) -
    poissonDeviance(y, n * (m / total), difference) -
    poissonDeviance(r, n * (r / total), -difference) -
    LOG_SQRT_TWO_PI -
    0.5 * Math.log(y * (n / r))
  );
}

/** Whether P(Y ≥ y) is the tail that is computed and P(Y < y) its complement. */
function isAbove(y: number, m: number, r: number): boolean {
  return r >= POISSON_FROM ? m < y + 1 : m * (y + r + 2) <= (y + 1) * (m + r);
}

/** P(Y ≥ y) where `isAbove`, P(Y < y) elsewhere; y ≥ 1, and `probability` is P(Y = y). */
function nearTail(y: number, m: number, r: number, probability: number): number {
  if (probability === 0) return 0;
  const above = isAbove(y, m, r);
  if (r >= POISSON_FROM) return probability * (above ? gammaSeries(y, m) : y * gammaFraction(y, m));
  const q = m / (m + r);
  const p = r / (m + r);
  return probability * y * (above ? betaFraction(y, r, q, p) : betaFraction(r, y, p, q));
}

/**
 * Probability of a count at least as large.
 *
 *   P(Y ≥ y) = I(m/(m + r); y, r)        (Poisson: P(y, m))
 *
 * @returns  1 for y ≤ 0; tiny tails keep their relative precision (about 1e-13) down to 1e-300
 *
 * Cost O(√y). Source: Abramowitz & Stegun (1964), 26.5.26 and 26.4.21.
 */
export function upperTail(y: number, m: number, r: number): number {
  if (Number.isNaN(y + m + r)) return Number.NaN;
  if (y <= 0) return 1;
  if (m === 0 || y === Infinity) return 0;
  const tail = nearTail(y, m, r, Math.exp(logPmf(y, m, r)));
  return isAbove(y, m, r) ? tail : 1 - tail;
}

/** Counts up to this are weighed by a product of as many factors, which is faster than two gamma functions. */
const SHORT_PRODUCT = 64;

/**
 * ln of how much more probable a count is under one negative binomial than under another.
 *
 *   ln Π_{i<y} (1 + i/r)/(1 + i/s) + y (ln(m/n) − ln(1 + m/r) + ln(1 + n/s)) − r ln(1 + m/r) + s ln(1 + n/s)
 *
 * @param y       whole count, 0 or above
 * @param m, r    mean and shape of the one, finite and above 0
 * @param n, s    mean and shape of the other, likewise
 * @returns       logPmf(y, m, r) − logPmf(y, n, s), of which y! is no part
 *
 * Cost O(y) up to 64, then that of four gamma functions.
 */
export function logPmfRatio(y: number, m: number, r: number, n: number, s: number): number {
  if (y > SHORT_PRODUCT) return logPmf(y, m, r) - logPmf(y, n, s);
  let product = 1;
  for (let i = 1; i < y; i++) product *= ((r + i) * s) / ((s + i) * r);
  const one = Math.log1p(m / r);
  const other = Math.log1p(n / s);
  return Math.log(product) + y * (Math.log(m / n) - one + other) - r * one + s * other;
}

/**
 * Probability of a count at most as large.
 *
 *   P(Y ≤ y) = I(r/(m + r); r, y + 1)        (Poisson: Q(y + 1, m))
 *
 * @returns  0 for y < 0; tiny tails keep their relative precision
 *
 * Cost O(√y).
 */
export function cdf(y: number, m: number, r: number): number {
  if (Number.isNaN(y + m + r)) return Number.NaN;
  if (y < 0) return 0;
  if (m === 0 || y === Infinity) return 1;
  const next = y + 1;
  const tail = nearTail(next, m, r, Math.exp(logPmf(next, m, r)));
  return isAbove(next, m, r) ? 1 - tail : tail;
}

/**
 * Where a quantile should lie: by mean, variance and skewness (the first two terms of Cornish & Fisher 1938), or as that of
 * a gamma variable (Wilson & Hilferty 1931) where the spread comes from the shape rather than from counting.
 */
function quantileGuess(p: number, m: number, r: number): number {
  const z = roughNormalQuantile(p);
  const variance = m + (m / r) * m;
  if (m > r) {
    const gammaShape = (m * m) / variance;
    const root = 1 - 1 / (9 * gammaShape) + z / (3 * Math.sqrt(gammaShape));
    return root > 0 ? Math.round(m * root ** 3) : 0;
  }
  const sigma = Math.sqrt(variance);
  const skewness = (1 + (2 * m) / r) / sigma;
  const shift = z + (skewness * (z * z - 1)) / 6 - (skewness * skewness * z * (2 * z * z - 5)) / 36;
  return Math.max(0, Math.round(m + sigma * shift - 0.5));
}

/** The smallest y ≥ 0 with cdf(y) ≥ p, by doubling and halving alone. */
function quantileByHalving(p: number, m: number, r: number): number {
  if (cdf(0, m, r) >= p) return 0;
  let below = 0;
  let above = Math.ceil(m) + 1;
  while (cdf(above, m, r) < p) {
    below = above;
    above *= 2;
  }
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    // Beyond 2⁵³ neighbours cannot be told apart.
    if (middle <= below || middle >= above) break;
    if (cdf(middle, m, r) >= p) above = middle;
    else below = middle;
  }
  return above;
}

/**
 * The smallest count that is not exceeded with at least a given probability.
 *
 *   min { y : cdf(y) ≥ p }
 *
 * @param p  from 0 to 1
 * @param m  mean, 0 to 2⁵³: beyond that counts cannot be told apart
 * @param r  shape, above 0
 * @returns  0 at p = 0, Infinity at p = 1 (0 when m = 0), NaN outside the domain
 *
 * Cost: usually one tail, O(√y), at most a few, and a walk over a few counts.
 */
export function quantile(p: number, m: number, r: number): number {
  if (!(p >= 0 && p <= 1 && m >= 0 && m <= Number.MAX_SAFE_INTEGER && r > 0)) return Number.NaN;
  if (p === 0 || m === 0) return 0;
  if (p === 1) return Infinity;
  const poisson = r >= POISSON_FROM;
  const growth = poisson ? m : m / (m + r);
  const isUpper = p > 0.5;
  const wanted = isUpper ? 1 - p : p;
  const slack = 1e-11 * wanted + 1e-15;

  let y = quantileGuess(p, m, r);
  let probability = 0;
  let tail = 0;
  for (let i = 0; i <= REFINEMENTS; i++) {
    // `probability` is P(Y = y + 1); `tail` is P(Y > y) for an upper quantile, P(Y ≤ y) for a lower one.
    probability = Math.exp(logPmf(y + 1, m, r));
    tail = nearTail(y + 1, m, r, probability);
    if (isAbove(y + 1, m, r) !== isUpper) tail = 1 - tail;
    // Newton's step on the logarithm of the tail, which is nearly straight.
    const step = ((isUpper ? 1 : -1) * Math.log(tail / wanted) * tail) / probability;
    if (i === REFINEMENTS || !(Math.abs(step) > SHORT_WALK)) break;
    y = Math.max(0, y + Math.round(Math.min(step, 2 * y + m)));
  }
  const holds = (): boolean => {
    const excess = isUpper ? wanted - tail : tail - wanted;
    return Math.abs(excess) > slack ? excess > 0 : cdf(y, m, r) >= p;
  };
  const isDown = holds();
  for (let steps = 0; steps < LONGEST_WALK; steps++) {
    if (isDown) {
      if (y === 0) return 0;
      probability *= (y + 1) / (poisson ? growth : growth * (y + r));
      tail += isUpper ? probability : -probability;
      y -= 1;
      if (!holds()) return y + 1;
    } else {
      tail += isUpper ? -probability : probability;
      y += 1;
      probability *= (poisson ? growth : growth * (y + r)) / (y + 1);
      if (holds()) return y;
    }
  }
  return quantileByHalving(p, m, r);
}
