/** Steps of the table in one unit of x, and how far it reaches on each side. */
const STEPS = 8;
const REACH = 60;

/** e^(k/8) for k from −480 to 480. */
const POWERS = Float64Array.from({ length: 2 * REACH * STEPS + 1 }, (_, index) => Math.exp(index / STEPS - REACH));

/**
 * The exponential function, in half the time of `Math.exp`: for loops that do little else.
 *
 *   e^x = e^(k/8) · P(d),   k = the whole number nearest to 8 x,   d = x − k/8,   P = Taylor's polynomial of degree 7
 *
 * @param x  any number
 * @returns  relative error below 1e-14; as `Math.exp` from ±60 on, and for NaN
 *
 * Source: P. T. P. Tang (1989), ACM TOMS 15(2), for the table; the remainder is (1/16)⁸/8! = 6e-15.
 */
export function exp(x: number): number {
  if (!(x > -REACH && x < REACH)) return Math.exp(x);
  const step = (x * STEPS + (REACH * STEPS + 0.5)) | 0;
  const d = x - (step / STEPS - REACH);
  // Taylor's polynomial in pairs of terms, which can be worked out side by side.
  const square = d * d;
  const first = 1 + d + square * (1 / 2 + d * (1 / 6));
  const last = 1 / 24 + d * (1 / 120) + square * (1 / 720 + d * (1 / 5040));
  return POWERS[step]! * (first + square * square * last);
}
