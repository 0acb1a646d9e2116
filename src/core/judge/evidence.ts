import { normalCdf, normalDensity } from "../stats/normal.ts";
import { grown } from "./grown.ts";

/** Above this shape the negative binomial is its Poisson limit. */
const POISSON_SHAPE = 1e7;
const LOG_RATIO_LIMIT = 60;
const REFRESH_TICKS = 15;
/** A tick with a mean below this begins a change with less than full weight: ticks that can say nothing are no evidence. */
const TELLING_MEAN = 0.01;

/**
 * ln of the likelihood ratio of count `y` under mean f·m against mean m, same shape r.
 *
 *   y ln f + (y + r)(ln(m + r) − ln(f m + r))          → y ln f + m (1 − f)  as r → ∞
 *
 * Nondecreasing in y for f > 1, nonincreasing for f < 1; its exponential has expectation 1 under the mean m; cut at ±60.
 */
export function logRatio(y: number, m: number, r: number, f: number): number {
  const raw =
    r > POISSON_SHAPE ? y * Math.log(f) + m * (1 - f) : y * Math.log(f) - (y + r) * Math.log1p(((f - 1) * m) / (m + r));
  return Math.max(-LOG_RATIO_LIMIT, Math.min(LOG_RATIO_LIMIT, raw));
}

/**
 * Overshoot factor ν in (0, 1] of a sequential test with information `information` (nats per tick).
 * Source: Siegmund (1985), Sequential Analysis, (4.37) and its small-drift limit exp(−0.583 x).
 */
export function overshoot(information: number): number {
  const x = Math.sqrt(2 * information);
  if (x < 0.01) return 1 - 0.583 * x;
  const half = normalCdf(x / 2);
  return Math.max(1e-4, ((2 / x) * (half - 0.5)) / ((x / 2) * half + normalDensity(x / 2)));
}

/**
 * Shiryaev-Roberts evidence over a handful of effect sizes, one set per slot.
 *
 *   M_f ← LR_f · (M_f + min(1, m / 0.01))        R = Σ_f M_f / (K ν_f)
 *
 * Under the predicted counts E[M_f after n ticks] = n (less where almost nothing is expected), so R reaches A about once in A ticks whatever the counts look like.
 * Source: Shin, Ramdas & Rinaldo (2023), E-detectors; Pollak (1985), Annals of Statistics 13; Siegmund (1985) for ν.
 */
export class Evidence {
  readonly effects: readonly number[];
  readonly #count: number;
  readonly #isSmall: readonly boolean[];
  #m = new Float64Array(0);
  #weights = new Float64Array(0);
  #age = new Float64Array(0);

  constructor(effects: readonly number[]) {
    this.effects = effects;
    this.#count = effects.length;
    this.#isSmall = effects.map((f) => f > 0.5 && f < 1.8);
  }

  grow(slots: number): void {
    this.#m = grown(this.#m, slots * this.#count);
    this.#weights = grown(this.#weights, slots * this.#count);
    this.#age = grown(this.#age, slots);
  }

  /** Moves by one closed tick and returns R. `isCold` leaves small effects out. */
  update(slot: number, y: number, m: number, r: number, isCold: boolean): number {
    const base = slot * this.#count;
    if (this.#age[slot]! % REFRESH_TICKS === 0) this.#refreshWeights(base, m, r);
    this.#age[slot]! += 1;
    const start = Math.min(1, m / TELLING_MEAN);
    let total = 0;
    for (let k = 0; k < this.#count; k++) {
      const isOff = isCold && this.#isSmall[k]!;
      const next = isOff ? 0 : Math.exp(logRatio(y, m, r, this.effects[k]!)) * (this.#m[base + k]! + start);
      this.#m[base + k] = next;
      total += this.#weights[base + k]! * next;
    }
    return total;
  }

  /** R as it would be if the tick closed with count `y` at mean `m`; nothing moves. */
  peek(slot: number, y: number, m: number, r: number, isCold: boolean): number {
    const base = slot * this.#count;
    const start = Math.min(1, m / TELLING_MEAN);
    let total = 0;
    for (let k = 0; k < this.#count; k++) {
      if (isCold && this.#isSmall[k]!) continue;
      total += this.#weights[base + k]! * Math.exp(logRatio(y, m, r, this.effects[k]!)) * (this.#m[base + k]! + start);
    }
    return total;
  }

  /** The effect that the evidence speaks for most. */
  strongest(slot: number): number {
    const base = slot * this.#count;
    let best = 0;
    for (let k = 1; k < this.#count; k++) if (this.#m[base + k]! > this.#m[base + best]!) best = k;
    return this.effects[best]!;
  }

  clear(slot: number): void {
    this.#m.fill(0, slot * this.#count, (slot + 1) * this.#count);
  }

  #refreshWeights(base: number, m: number, r: number): void {
    for (let k = 0; k < this.#count; k++) {
      const f = this.effects[k]!;
      const information = (m * (f * Math.log(f) - f + 1)) / (1 + (0.5 * m * Math.max(1, f)) / r);
      this.#weights[base + k] = 1 / (this.#count * overshoot(information));
    }
  }
}
