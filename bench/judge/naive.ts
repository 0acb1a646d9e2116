/** Slots of five minutes in a week. */
const SLOTS = 2016;
const SLOT_MINUTES = 5;
const LEVEL_GAIN = 0.02;
const SEASON_GAIN = 0.05;
const SMALLEST_MEAN = 0.01;
/** A tick whose tail is less probable than this alerts. */
const ALERT_PROBABILITY = 1e-6;

interface NaiveSeries {
  level: number;
  shape: number;
  season: number[];
  last: { minute: number; count: number; expected: number; probability: number } | null;
}

/**
 * What one would write first: an object per series in a map by name, an EWMA level, a season of 2016 slots, and the exact tail
 * probability of each count under a negative binomial, on the side of the mean on which it lies. The measure of speed and memory.
 */
export class NaiveMonitor {
  readonly #series = new Map<string, NaiveSeries>();
  readonly #names: readonly string[];

  constructor(names: readonly string[], levelOf: (index: number) => number) {
    this.#names = names;
    for (const [index, name] of names.entries()) {
      const season = Array.from({ length: SLOTS }, () => 1);
      this.#series.set(name, { level: levelOf(index), shape: 20, season, last: null });
    }
  }

  /** Judges a minute and learns it; returns how many series alert. */
  closeTick(minute: number, counts: Float64Array): number {
    const slot = Math.floor(minute / SLOT_MINUTES) % SLOTS;
    let alerts = 0;
    for (const [index, name] of this.#names.entries()) {
      const series = this.#series.get(name);
      const count = counts[index] ?? 0;
      if (series === undefined) continue;
      const factor = series.season[slot] ?? 1;
      const expected = Math.max(SMALLEST_MEAN, series.level * factor);
      const probability = tail(count, expected, series.shape);
      if (probability < ALERT_PROBABILITY) alerts += 1;
      series.last = { minute, count, expected, probability };
      series.level += LEVEL_GAIN * (count / factor - series.level);
      series.season[slot] = factor + SEASON_GAIN * (count / Math.max(SMALLEST_MEAN, series.level) - factor);
      series.shape += 0.001 * ((count - expected) ** 2 > expected ? -1 : 1);
    }
    return alerts;
  }
}

/** P(Y ≥ y) for a count above its mean, P(Y ≤ y) for one below. */
export function tail(y: number, m: number, r: number): number {
  return y > m ? betaInc(y, r, m / (m + r)) : betaInc(r, y + 1, r / (m + r));
}

/** The regularised incomplete beta function as textbooks have it. Source: Press et al. (1992), Numerical Recipes, 6.4. */
function betaInc(a: number, b: number, x: number): number {
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let n = 1; n < 200; n++) {
    const even = (n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-10) break;
  }
  return fraction;
}

/** Lanczos' coefficients for g = 7, n = 9, as P. Godfrey (2001) has computed them. */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = 0.9999999999998099;
  for (const [k, coefficient] of LANCZOS.entries()) sum += coefficient / (x + k);
  const t = x + 6.5;
  return 0.9189385332046728 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
