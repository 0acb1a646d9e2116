/** 1/√(2π). */
const DENSITY_AT_ZERO = 0.3989422804014327;

/** 1/√π. */
const INVERSE_SQRT_PI = 0.5641895835477563;

/** Rational approximations of Cody: numerator and denominator per range, highest power last but for the leading one. */
const ERF_TOP = Float64Array.of(
  3.1611237438705655,
  113.86415415105016,
  377.485237685302,
  3209.3775891384694,
  0.18577770618460315,
);
const ERF_BOTTOM = Float64Array.of(23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171);
const MIDDLE_TOP = Float64Array.of(
  0.5641884969886701,
  8.883149794388377,
  66.11919063714163,
  298.6351381974001,
  881.952221241769,
  1712.0476126340707,
  2051.0783778260716,
  1230.3393547979972,
  2.1531153547440383e-8,
);
const MIDDLE_BOTTOM = Float64Array.of(
  15.744926110709835,
  117.6939508913125,
  537.1811018620099,
  1621.3895745666903,
  3290.7992357334597,
  4362.619090143247,
  3439.3676741437216,
  1230.3393548037495,
);
const FAR_TOP = Float64Array.of(
  0.30532663496123236,
  0.36034489994980445,
  0.12578172611122926,
  0.016083785148742275,
  0.0006587491615298378,
  0.016315387137302097,
);
const FAR_BOTTOM = Float64Array.of(
  2.568520192289822,
  1.8729528499234673,
  0.5279051029514285,
  0.06051834131244132,
  0.0023352049762686918,
);

/** The quotient of two polynomials in Cody's order: the leading coefficient of `top` stands last, that of `bottom` is 1. */
function rational(x: number, top: Float64Array, bottom: Float64Array): number {
  const last = bottom.length - 1;
  let numerator = top[last + 1]! * x;
  let denominator = x;
  for (let i = 0; i < last; i++) {
    numerator = (numerator + top[i]!) * x;
    denominator = (denominator + bottom[i]!) * x;
  }
  return (numerator + top[last]!) / (denominator + bottom[last]!);
}

/** e^(−x²) for large x, with the square split so that its rounding error does not reach the exponent. */
function expOfMinusSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

/**
 * The complementary error function.
 *
 *   erfc(x) = 2/√π · ∫ from x to ∞ of e^(−t²) dt
 *
 * @param x  any number
 * @returns  from 0 to 2, relative error about 1e-15; NaN for NaN
 *
 * Cost O(1). Source: W. J. Cody (1969), Rational Chebyshev approximations for the error function, Math. Comp. 23.
 */
function complementaryError(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) return 1 - x * rational(size * size, ERF_TOP, ERF_BOTTOM);
  let tail: number;
  if (size <= 4) {
    tail = expOfMinusSquare(size) * rational(size, MIDDLE_TOP, MIDDLE_BOTTOM);
  } else if (size < 27) {
    const inverse = 1 / (size * size);
    tail = (expOfMinusSquare(size) * (INVERSE_SQRT_PI - inverse * rational(inverse, FAR_TOP, FAR_BOTTOM))) / size;
  } else {
    tail = Number.isNaN(size) ? size : 0;
  }
  return x < 0 ? 2 - tail : tail;
}

/**
 * Density of the standard normal distribution.
 *
 *   φ(x) = e^(−x²/2) / √(2π)
 *
 * @returns  NaN for NaN, 0 at ±Infinity
 */
export function normalDensity(x: number): number {
  return DENSITY_AT_ZERO * Math.exp(-0.5 * x * x);
}

/**
 * Probability that a standard normal variable is at most x.
 *
 *   Φ(x) = erfc(−x/√2) / 2
 *
 * @returns  from 0 to 1, relative error about 1e-14 in the lower tail too (down to x = −37); NaN for NaN
 */
export function normalCdf(x: number): number {
  return 0.5 * complementaryError(-x * Math.SQRT1_2);
}

/**
 * The value that a standard normal variable stays below with probability p, to about 1e-3: a starting point, not an answer.
 *
 *   x ≈ t − (c₀ + c₁t + c₂t²)/(1 + d₁t + d₂t² + d₃t³),  t = √(−2·ln p),  mirrored above 1/2
 *
 * @param p  between 0 and 1
 * @returns  absolute error below 4.5e-4; −Infinity at 0, Infinity at 1, NaN outside
 *
 * Source: Abramowitz & Stegun (1964), 26.2.23.
 */
export function roughNormalQuantile(p: number): number {
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const t = Math.sqrt(-2 * Math.log(p < 0.5 ? p : 1 - p));
  const x = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -x : x;
}
