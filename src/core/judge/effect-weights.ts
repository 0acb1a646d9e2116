import { correctionAt, divergence, informationFrom, meanPlace, overshoot, overshootRow } from "./overshoot.ts";

/** An effect that a tick tells of with more nats than this gives way to smaller ones: they find it in the same tick. */
const PLENTY_OF_INFORMATION = 3;

/**
 * Weights w_f of a handful of effects, so that R reaches A about once in A ticks: w_f = p_f / ν_f, the p_f adding up to 1.
 * Keeps what of `countOvershoot` depends on the effect alone: every series asks for new weights all the time.
 */
export class EffectWeights {
  readonly #effects: Float64Array;
  readonly #divergences: Float64Array;
  readonly #rows: readonly (readonly number[])[];
  readonly #parts: Float64Array;
  readonly #weights: Float64Array;

  constructor(effects: readonly number[]) {
    this.#effects = Float64Array.from(effects);
    this.#divergences = this.#effects.map(divergence);
    this.#rows = effects.map(overshootRow);
    this.#parts = new Float64Array(effects.length);
    this.#weights = new Float64Array(effects.length);
  }

  /** The weights at mean `m` and shape `r`, in the order of the effects; overwritten by the next call. */
  at(m: number, r: number): Float64Array {
    const parts = this.#parts;
    const weights = this.#weights;
    const place = meanPlace(m);
    let sum = 0;
    for (let k = 0; k < parts.length; k++) {
      const information = informationFrom(this.#divergences[k]!, this.#effects[k]!, m, r);
      const part = Math.min(1, (PLENTY_OF_INFORMATION / information) ** 2);
      sum += part;
      parts[k] = part;
      weights[k] = overshoot(information) * correctionAt(this.#rows[k]!, place);
    }
    for (let k = 0; k < parts.length; k++) weights[k] = parts[k]! / sum / weights[k]!;
    return weights;
  }
}
