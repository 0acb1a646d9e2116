import { exp } from "../stats/exp.ts";
import { log1p } from "../stats/log1p.ts";
import { type Columns, emptyColumns, growColumns } from "./columns.ts";
import { EffectWeights } from "./effect-weights.ts";
import { isSmall } from "./effects.ts";
import { countOvershoot } from "./overshoot.ts";

/** Above this shape the negative binomial is its Poisson limit. */
export const POISSON_SHAPE = 1e7;
const LOG_RATIO_LIMIT = 60;
const REFRESH_TICKS = 15;
/** A tick with a mean below this begins a change with less than full weight: ticks that can say nothing are no evidence. */
export const TELLING_MEAN = 0.01;
/** Looked at with every arrival, evidence overshoots as little as in ticks with this mean, the smallest of the table of overshoot. */
const ARRIVAL_MEAN = 0.01;

const kindsOf = (effects: number) =>
  ({
    ratio: { width: effects },
    weight: { width: effects, isSingle: true },
    age: {},
  }) as const;

/**
 * ln of the likelihood ratio of count `y` under mean f·m against mean m, same shape r.
 *
 *   y ln f + (y + r)(ln(m + r) − ln(f m + r))          → y ln f + m (1 − f)  as r → ∞
 *
 * Nondecreasing in y for f > 1, nonincreasing for f < 1; its exponential has expectation 1 under the mean m; cut at ±60.
 */
export function logRatio(y: number, m: number, r: number, f: number): number {
  return cut(rawLogRatio(y, m, r, f - 1, Math.log(f)));
}

/** `gain` is f − 1, `logEffect` ln f. */
function rawLogRatio(y: number, m: number, r: number, gain: number, logEffect: number): number {
  if (r > POISSON_SHAPE) return y * logEffect - m * gain;
  return y * logEffect - (y + r) * log1p(gain * (m / (m + r)));
}

function cut(ratio: number): number {
  return Math.max(-LOG_RATIO_LIMIT, Math.min(LOG_RATIO_LIMIT, ratio));
}

/** Part of a full start that a tick with mean `m` gives. */
function startAt(m: number): number {
  return Math.min(1, m / TELLING_MEAN);
}

/** Weights of the effects in the evidence, at mean `m` and shape `r`. */
export function effectWeights(effects: readonly number[], m: number, r: number): number[] {
  return Array.from(new EffectWeights(effects).at(m, r));
}

/**
 * Shiryaev-Roberts evidence over a handful of effect sizes, one set per slot.
 *
 *   M_f ← LR_f · (M_f + min(1, m / 0.01))        R = Σ_f w_f M_f
 *
 * Under the predicted counts E[M_f after n ticks] = n (less where almost nothing is expected), so R reaches A about once in A ticks whatever the counts look like.
 * Source: Shin, Ramdas & Rinaldo (2023), E-detectors; Pollak (1985), Annals of Statistics 13; Siegmund (1985) for ν.
 */
export class Evidence {
  readonly effects: readonly number[];
  readonly columns: Columns<ReturnType<typeof kindsOf>>;
  readonly #kinds: ReturnType<typeof kindsOf>;
  readonly #isSmall: readonly boolean[];
  readonly #logEffects: Float64Array;
  readonly #gains: Float64Array;
  readonly #asInTicks: readonly number[];
  readonly #weights: EffectWeights;
  /** Likelihood ratios of the tick at hand. */
  readonly #factors: Float64Array;

  constructor(effects: readonly number[]) {
    this.effects = effects;
    this.#factors = new Float64Array(effects.length);
    this.#isSmall = effects.map(isSmall);
    this.#logEffects = Float64Array.from(effects, Math.log);
    this.#asInTicks = effects.map(() => 1);
    this.#gains = Float64Array.from(effects, (effect) => effect - 1);
    this.#weights = new EffectWeights(effects);
    this.#kinds = kindsOf(effects.length);
    this.columns = emptyColumns(this.#kinds);
  }

  grow(slots: number): void {
    growColumns(this.columns, this.#kinds, slots);
  }

  /** Moves by one closed tick and returns R. `isCold` leaves small effects out. */
  update(slot: number, y: number, m: number, r: number, isCold: boolean): number {
    const { ratio, weight, age } = this.columns;
    const factors = this.#factors;
    const base = slot * factors.length;
    if (age[slot] === 0) this.#refreshWeights(base, m, r);
    age[slot] = age[slot]! < REFRESH_TICKS - 1 ? age[slot]! + 1 : 0;
    this.#tell(y, m, r, isCold);
    const start = startAt(m);
    let total = 0;
    for (let k = 0; k < factors.length; k++) {
      const next = factors[k]! * (ratio[base + k]! + start);
      ratio[base + k] = next;
      total += weight[base + k]! * next;
    }
    return total;
  }

  /** R as it would be if the tick closed with count `y` at mean `m`, its weights times `scale`; nothing moves. */
  peek(slot: number, y: number, m: number, r: number, isCold: boolean, scale = this.#asInTicks): number {
    const { ratio, weight } = this.columns;
    const factors = this.#factors;
    const base = slot * factors.length;
    this.#tell(y, m, r, isCold);
    const start = startAt(m);
    let total = 0;
    for (let k = 0; k < factors.length; k++) {
      const next = factors[k]! * (ratio[base + k]! + start);
      total += scale[k]! * weight[base + k]! * next;
    }
    return total;
  }

  /**
   * What the weights of ticks with mean `m` are multiplied with where every arrival is looked at, never above 1: ν of a tick over ν of a
   * look. A path crosses a limit that is looked at all the time more often than one that is looked at in steps.
   */
  arrivalScale(m: number, r: number): number[] {
    const look = Math.min(m, ARRIVAL_MEAN);
    return this.effects.map((effect) => Math.min(1, countOvershoot(effect, m, r) / countOvershoot(effect, look, r)));
  }

  /** The effect that the evidence speaks for most. */
  strongest(slot: number): number {
    const { ratio } = this.columns;
    const base = slot * this.#factors.length;
    let best = 0;
    for (let k = 1; k < this.#factors.length; k++) if (ratio[base + k]! > ratio[base + best]!) best = k;
    return this.effects[best]!;
  }

  clear(slot: number): void {
    const { ratio } = this.columns;
    for (let cell = slot * this.#factors.length; cell < (slot + 1) * this.#factors.length; cell++) ratio[cell] = 0;
  }

  /** Puts exp(l) of every effect into `#factors`, 0 for one that is left out. */
  #tell(y: number, m: number, r: number, isCold: boolean): void {
    const factors = this.#factors;
    const gains = this.#gains;
    const logEffects = this.#logEffects;
    // Two short loops: the processor then works on several effects at once, for each waits for the one before.
    for (let k = 0; k < factors.length; k++) factors[k] = cut(rawLogRatio(y, m, r, gains[k]!, logEffects[k]!));
    for (let k = 0; k < factors.length; k++) factors[k] = isCold && this.#isSmall[k]! ? 0 : exp(factors[k]!);
  }

  #refreshWeights(base: number, m: number, r: number): void {
    const weights = this.#weights.at(m, r);
    for (let k = 0; k < weights.length; k++) this.columns.weight[base + k] = weights[k]!;
  }
}
