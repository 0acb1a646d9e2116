import { LOG_SQRT_TWO_PI, poissonDeviance, stirlingError } from "./log-gamma.ts";

const MAX_STEPS = 100_000;

/** Relative change at which a sum or fraction counts as settled: half a unit in the last place. */
const SETTLED = 1.1e-16;

/**
 * The power series of the lower incomplete gamma function, without the factor before it.
 *
 *   P(a, x) = xᵃ·e⁻ˣ / Γ(a + 1) · series,    series = 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + ...
 *
 * @param a  above 0
 * @param x  0 or above, at most about a + 1
 *
 * Cost O(√a) terms. Source: Abramowitz & Stegun (1964), 6.5.29.
 */
export function gammaSeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = a + 1; n < a + MAX_STEPS; n++) {
    term *= x / n;
    sum += term;
    if (term < sum * SETTLED) break;
  }
  return sum;
}

/**
 * The continued fraction of the upper incomplete gamma function, without the factor before it.
 *
 *   Q(a, x) = xᵃ·e⁻ˣ / Γ(a) · fraction
 *
 * @param a  above 0
 * @param x  at least about a + 1
 *
 * Cost O(√a) steps. Source: Abramowitz & Stegun (1964), 6.5.31, contracted; modified method of Lentz.
 */
export function gammaFraction(a: number, x: number): number {
  let term = x + 1 - a;
  let c = 1e300;
  let d = 1 / term;
  let fraction = d;
  for (let n = 1; n < MAX_STEPS; n++) {
    const numerator = n * (a - n);
    term += 2;
    d = 1 / (term + numerator * d);
    c = term + numerator / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 4 * SETTLED) break;
  }
  return fraction;
}

/**
 * The regularised lower incomplete gamma function: the probability that a Gamma(a) variable of scale 1 is at most x.
 *
 *   P(a, x) = 1/Γ(a) · ∫ from 0 to x of t^(a−1)·e^(−t) dt
 *
 * @param a  above 0
 * @param x  0 or above
 * @returns  from 0 to 1, small values with full relative precision; NaN outside the domain
 */
export function regularisedGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0 || x === Infinity) return x === 0 ? 0 : 1;
  const power = Math.exp(-stirlingError(a) - poissonDeviance(a, x) - LOG_SQRT_TWO_PI - 0.5 * Math.log(a));
  return x < a + 1 ? power * gammaSeries(a, x) : 1 - power * a * gammaFraction(a, x);
}
