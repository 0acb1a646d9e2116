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
  return cut(rawLogRatio(y, m, r, f, Math.log(f)));
}

function rawLogRatio(y: number, m: number, r: number, f: number, logEffect: number): number {
  if (r > POISSON_SHAPE) return y * logEffect + m * (1 - f);
  return y * logEffect - (y + r) * Math.log1p(((f - 1) * m) / (m + r));
}

function cut(ratio: number): number {
  return Math.max(-LOG_RATIO_LIMIT, Math.min(LOG_RATIO_LIMIT, ratio));
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
  readonly #count: number;
  readonly #isSmall: readonly boolean[];
  readonly #logEffect: readonly number[];
  readonly #asInTicks: readonly number[];
  readonly #weights: EffectWeights;

  constructor(effects: readonly number[]) {
    this.effects = effects;
    this.#count = effects.length;
    this.#isSmall = effects.map(isSmall);
    this.#logEffect = effects.map(Math.log);
    this.#asInTicks = effects.map(() => 1);
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
    const base = slot * this.#count;
    if (age[slot] === 0) this.#refreshWeights(base, m, r);
    age[slot] = age[slot]! < REFRESH_TICKS - 1 ? age[slot]! + 1 : 0;
    const start = Math.min(1, m / TELLING_MEAN);
    let total = 0;
    for (let k = 0; k < this.#count; k++) {
      const isOff = isCold && this.#isSmall[k]!;
      const next = isOff ? 0 : this.#ratioOf(k, y, m, r) * (ratio[base + k]! + start);
      ratio[base + k] = next;
      total += weight[base + k]! * next;
    }
    return total;
  }

  /** R as it would be if the tick closed with count `y` at mean `m`, its weights times `scale`; nothing moves. */
  peek(slot: number, y: number, m: number, r: number, isCold: boolean, scale = this.#asInTicks): number {
    const { ratio, weight } = this.columns;
    const base = slot * this.#count;
    const start = Math.min(1, m / TELLING_MEAN);
    let total = 0;
    for (let k = 0; k < this.#count; k++) {
      if (isCold && this.#isSmall[k]!) continue;
      const next = this.#ratioOf(k, y, m, r) * (ratio[base + k]! + start);
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
    const base = slot * this.#count;
    let best = 0;
    for (let k = 1; k < this.#count; k++) if (ratio[base + k]! > ratio[base + best]!) best = k;
    return this.effects[best]!;
  }

  clear(slot: number): void {
    this.columns.ratio.fill(0, slot * this.#count, (slot + 1) * this.#count);
  }

  #ratioOf(k: number, y: number, m: number, r: number): number {
    return Math.exp(cut(rawLogRatio(y, m, r, this.effects[k]!, this.#logEffect[k]!)));
  }

  #refreshWeights(base: number, m: number, r: number): void {
    const weights = this.#weights.at(m, r);
    for (let k = 0; k < weights.length; k++) this.columns.weight[base + k] = weights[k]!;
  }
}
