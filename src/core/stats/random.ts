import { logFactorial } from "./log-gamma.ts";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** Rounds after which the generator's state no longer resembles its seed. */
const WARM_UP_ROUNDS = 12;

/** Means from here on are drawn by rejection, below by inversion. */
const REJECTION_FROM = 10;

/**
 * A seeded source of numbers in [0, 1), the same on every machine.
 *
 *   value = k / 2⁵³,  k from two 32-bit outputs of sfc32
 *
 * @param seed  any finite number; equal seeds give equal sequences
 *
 * Not for secrets. Source: C. Doty-Humphrey (2010), PractRand, generator sfc32.
 */
export function createRandom(seed: number): Random {
  const whole = Math.floor(seed);
  let a = whole | 0;
  let b = Math.floor(whole / 2 ** 32) | 0;
  let c = Math.floor((seed - whole) * 2 ** 32) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < WARM_UP_ROUNDS; i++) next();
  return () => {
    const high = next() >>> 5;
    return (high * 67108864 + (next() >>> 6)) / 9007199254740992;
  };
}

/**
 * A draw from the standard normal distribution.
 *
 * Cost: about 2.5 numbers a draw. Source: G. Marsaglia & T. A. Bray (1964), SIAM Review 6(3), the polar method.
 */
export function normalDraw(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square < 1 && square > 0) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * A draw from the gamma distribution of scale 1: mean and variance both equal the shape.
 *
 * @param shape  above 0
 * @returns      NaN for a shape that is not above 0
 *
 * Source: G. Marsaglia & W. W. Tsang (2000), ACM TOMS 26(3), with their section 6 for shapes below 1.
 */
export function gammaDraw(shape: number, random: Random): number {
  if (!(shape > 0)) return Number.NaN;
  if (shape < 1) return gammaDraw(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - random();
    if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** Sequential search from zero; the loop ends because the probabilities vanish in a double. */
function poissonByInversion(mean: number, random: Random): number {
  let left = random();
  let probability = Math.exp(-mean);
  let y = 0;
  while (left > probability && probability > 0) {
    left -= probability;
    y += 1;
    probability *= mean / y;
  }
  return y;
}

/**
 * A draw from the Poisson distribution.
 *
 * @param mean  0 or above
 * @returns     NaN for a negative mean and for NaN
 *
 * Cost O(1). Source: W. Hörmann (1993), Insurance: Mathematics and Economics 12, algorithm PTRS; inversion below a mean of 10.
 */
export function poissonDraw(mean: number, random: Random): number {
  if (!(mean >= 0)) return Number.NaN;
  if (mean < REJECTION_FROM) return poissonByInversion(mean, random);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = random() - 0.5;
    const v = 1 - random();
    const us = 0.5 - Math.abs(u);
    const y = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return y;
    if (y < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= y * logMean - mean - logFactorial(y)) return y;
  }
}

/**
 * A draw from the negative binomial distribution of mean m and variance m + m²/r: a Poisson draw whose mean is gamma.
 *
 * @param m  mean, 0 or above
 * @param r  shape, above 0; Infinity is Poisson
 */
export function negativeBinomialDraw(m: number, r: number, random: Random): number {
  return poissonDraw(r === Infinity ? m : (m * gammaDraw(r, random)) / r, random);
}
