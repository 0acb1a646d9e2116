/** ln √(2π). */
export const LOG_SQRT_TWO_PI = 0.9189385332046728;

/** From here on the first five terms of Stirling's series are exact to 2e-16. */
const SERIES_FROM = 15;

/** 1 − γ, γ being Euler's constant. */
const ONE_MINUS_EULER = 0.42278433509846713;

/** ζ(k) − 1 for k = 2, 3, ...: Riemann's zeta function. */
const ZETA_MINUS_ONE = Float64Array.of(
  0.6449340668482264,
  0.2020569031595943,
  0.0823232337111382,
  0.03692775514336993,
  0.01734306198444914,
  0.008349277381922827,
  0.00407735619794434,
  0.0020083928260822143,
  0.0009945751278180853,
  0.0004941886041194645,
  0.0002460865533080483,
  0.00012271334757848915,
  0.00006124813505870483,
  0.00003058823630702049,
  0.00001528225940865187,
  0.000007637197637899763,
  0.00000381729326499984,
  0.0000019082127165539385,
  9.539620338727962e-7,
  4.769329867878064e-7,
  2.38450502727733e-7,
  1.1921992596531106e-7,
  5.960818905125948e-8,
  2.980350351465228e-8,
  1.4901554828365043e-8,
  7.450711789835428e-9,
);

/** ln n! − [ln √(2πn) + n·ln n − n] for n ≥ 15, by Stirling's series. */
function stirlingSeries(n: number): number {
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** ln Γ(2 + z) for |z| ≤ 1/2: Abramowitz & Stegun 6.1.33. Exact relative to its value also at the root z = 0. */
function logGammaNearTwo(z: number): number {
  let sum = 0;
  for (let k = ZETA_MINUS_ONE.length - 1; k >= 0; k--) sum = ZETA_MINUS_ONE[k]! / (k + 2) - z * sum;
  return z * (ONE_MINUS_EULER + z * sum);
}

/**
 * The natural logarithm of the gamma function.
 *
 *   lnΓ(x) = ln ∫ t^(x−1)·e^(−t) dt
 *
 * @param x  above 0
 * @returns  NaN for x < 0 and for NaN; Infinity at 0 and Infinity; relative error below 1e-13
 *
 * Cost O(1). Source: Abramowitz & Stegun (1964), 6.1.33 near the roots 1 and 2, else 6.1.41 after a shift by 6.1.15.
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0 || x === Infinity) return Infinity;
  if (x >= 0.5 && x <= 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  if (x > 1.5 && x <= 2.5) return logGammaNearTwo(x - 2);
  let product = 1;
  let n = x;
  while (n < SERIES_FROM) {
    product *= n;
    n += 1;
  }
  return (n - 0.5) * Math.log(n) - n + LOG_SQRT_TWO_PI + stirlingSeries(n) - Math.log(product);
}

/** ln n! for the n whose factorial is a finite double. */
const LOG_FACTORIALS = new Float64Array(171);
for (let n = 2, factorial = 1; n < LOG_FACTORIALS.length; n++) {
  factorial *= n;
  LOG_FACTORIALS[n] = Math.log(factorial);
}

/**
 * The natural logarithm of n!.
 *
 * @param n  0 or above; whole numbers up to 170 come from a table
 * @returns  lnΓ(n + 1); NaN for n ≤ −1 and for NaN
 */
export function logFactorial(n: number): number {
  return (Number.isInteger(n) ? LOG_FACTORIALS[n] : undefined) ?? logGamma(n + 1);
}

/** The error of Stirling's formula at whole numbers below the reach of its series. */
const SMALL_ERRORS = new Float64Array(SERIES_FROM);
for (let n = 1; n < SERIES_FROM; n++) {
  SMALL_ERRORS[n] = LOG_FACTORIALS[n]! - (n + 0.5) * Math.log(n) + n - LOG_SQRT_TWO_PI;
}

/**
 * What Stirling's formula leaves out of ln n!.
 *
 *   δ(n) = ln n! − [ln √(2πn) + n·ln n − n]
 *
 * @param n  above 0, whole or not
 * @returns  about 1/(12n); Infinity at 0; absolute error below 1e-14
 *
 * Source: C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities, section 2.
 */
export function stirlingError(n: number): number {
  if (n >= SERIES_FROM) return stirlingSeries(n);
  if (n === 0) return Infinity;
  // An index that is not whole would be looked up as text.
  if (Number.isInteger(n)) return SMALL_ERRORS[n] ?? Number.NaN;
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - LOG_SQRT_TWO_PI;
}

/**
 * How far a count lies from its mean, as half a Poisson deviance, without loss where both are close.
 *
 *   D = x·ln(x/mean) + mean − x        (mean when x = 0)
 *
 * @param x           0 or above
 * @param mean        above 0
 * @param difference  x − mean, which the caller may know better than a subtraction would tell
 * @returns           0 or above
 *
 * Source: C. Loader (2000), section 3 (there bd0).
 */
export function poissonDeviance(x: number, mean: number, difference = x - mean): number {
  if (x === 0) return mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const ratio = difference / (x + mean);
  const square = ratio * ratio;
  let sum = difference * ratio;
  let power = 2 * x * ratio;
  for (let odd = 3; odd < 60; odd += 2) {
    power *= square;
    const next = sum + power / odd;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
