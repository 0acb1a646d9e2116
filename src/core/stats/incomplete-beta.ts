import { LOG_SQRT_TWO_PI, poissonDeviance, stirlingError } from "./log-gamma.ts";

const MAX_STEPS = 10_000;

/** Relative change at which a continued fraction counts as settled: 4 units in the last place. */
const SETTLED = 9e-16;

/**
 * The continued fraction of the incomplete beta function, without the factor before it.
 *
 *   I(x; a, b) = xᵃ·yᵇ / B(a, b) · fraction
 *
 * @param a  above 0
 * @param b  above 0
 * @param x  in (0, 1), at most about a/(a + b), where it converges fast
 * @param y  1 − x, which the caller may know better than a subtraction would tell
 *
 * Cost O(√max(a, b)). Source: A. R. DiDonato & A. H. Morris (1992), ACM TOMS 18(3), equation 9, evaluated by the modified
 * method of Lentz.
 */
export function betaFraction(a: number, b: number, x: number, y: number): number {
  const lead = a * y - b * x + 1;
  let fraction = (a * lead) / (a + 1);
  let c = fraction;
  let d = 0;
  for (let n = 1; n < MAX_STEPS; n++) {
    const odd = a + 2 * n - 1;
    const common = (n * (b - n) * x) / odd;
    const numerator = ((a + n - 1) * (a + b + n - 1) * common * x) / odd;
    const term = n + common + ((a + n) * (lead + n * (1 + y))) / (odd + 2);
    d = 1 / (term + numerator * d);
    c = term + numerator / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < SETTLED) break;
  }
  return 1 / fraction;
}

/** ln[xᵃ·yᵇ/B(a, b)], by Loader's saddle-point form, which does not subtract large logarithms. */
function logBetaPower(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const difference = a * y - b * x;
  return (
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    poissonDeviance(a, n * x, difference) -
    poissonDeviance(b, n * y, -difference) +
    0.5 * (Math.log(a) + Math.log(b) - Math.log(n)) -
    LOG_SQRT_TWO_PI
  );
}

/**
 * The regularised incomplete beta function: the probability that a Beta(a, b) variable is at most x.
 *
 *   I(x; a, b) = 1/B(a, b) · ∫ from 0 to x of t^(a−1)·(1 − t)^(b−1) dt
 *
 * @param a  above 0
 * @param b  above 0
 * @param x  from 0 to 1
 * @returns  from 0 to 1, small values with full relative precision; NaN outside the domain
 *
 * Cost O(√max(a, b)).
 */
export function regularisedBeta(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  const y = 1 - x;
  const power = Math.exp(logBetaPower(a, b, x, y));
  return x <= (a + 1) / (a + b + 2) ? power * betaFraction(a, b, x, y) : 1 - power * betaFraction(b, a, y, x);
}
