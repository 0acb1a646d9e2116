import { FALLS, isSmall, RISES } from "./effects.ts";
import { effectWeights, POISSON_SHAPE, TELLING_MEAN } from "./evidence.ts";
import { HALF_WEIGHT_EVIDENCE } from "./series-tests.ts";

/** A change begins somewhere in a tick, which tells of it only when it closes. */
const HALF_A_TICK = 0.5;
/**
 * The model is taken to learn this many times as fast as it does on average: four of five changes are then found in time, where chance
 * decides whether the evidence or the learning is faster.
 */
const CAUTION = 2;
const STEPS = 16;
/** Halvings on a logarithmic scale: digits enough for what is told in two. */
const HALVINGS = 12;
/** A fall to this part is one to nothing. */
const NOTHING = 1e-3;
/** No larger rise is looked for, in transactions a tick. */
const MOST_COUNT = 1e6;

/** What decides how small a change of one series can be found. */
export interface Detection {
  /** Count that is expected of a tick. */
  mean: number;
  /** Shape r of the predicted negative binomial; Infinity is Poisson. */
  shape: number;
  /** Evidence at which the series alarms. */
  threshold: number;
  /** Small effects are not tested yet. */
  isCold: boolean;
  /** A rise is tested against this many times the expected count. */
  margin: number;
  /** What the series is of the volume that it is expected from; 0 for one that is expected by itself. */
  share: number;
  /** How much of a surprise the expected count takes up in a tick, 0 to 1. */
  learningRate: number;
}

/**
 * Ticks after which a lasting change of the mean to `factor` times the expected one raises an alarm, roughly.
 *
 * The evidence is moved by its mean instead of by counts, while the model learns from the change, less as the evidence grows:
 *
 *   M_f' = D_f M_f + s       R = Σ w_f M_f       u' = 2 λ (F − u) / (1 + R / 2000)       M_f(0) = s, u(0) = 1
 *   D_f  = E[l_f] = F m ln f − (F m + r) ln(1 + (f − 1) u m / (u m + r))          r → ∞: F m ln f − u m (f − 1)
 *
 * F is `factor` less what the risen volume explains of it, m the mean, u m the mean after learning, r the shape, λ the learning rate, s
 * and w_f as in the evidence. Without learning the delay is about ln A / I, I = D_F being the Kullback-Leibler information of a tick.
 *
 * @param limit  ticks that are waited for, 1 or more; not longer than the model takes to learn, whatever the limit
 * @returns      to a sixteenth of the limit; Infinity when it takes longer, or when no tested effect is as small; NaN when nothing is
 *               known of the series
 *
 * Source: Lorden (1971), Annals of Mathematical Statistics 42, for ln A / I; Pollak (1985), Annals of Statistics 13, for M.
 */
export function ticksToDetect(factor: number, limit: number, detection: Detection): number {
  const { mean, shape, threshold, margin, share, learningRate } = detection;
  if (!(mean > 0 && shape > 0)) return Number.NaN;
  const isRise = factor > 1;
  const tested = isRise ? mean * margin : mean;
  const change = factor / (1 + share * (factor - 1));
  const tests = testsOf(isRise ? RISES : FALLS, tested, detection);
  if (!tests.some(({ effect }) => isAsLarge((change * mean) / tested, effect))) return Infinity;
  const start = startOf(tested);
  const step = (Math.min(limit, Math.max(1, 1 / learningRate)) - HALF_A_TICK) / STEPS;
  let learnt = 1;
  for (let k = 1; k <= STEPS; k++) {
    let evidence = 0;
    for (const test of tests) {
      const drift = driftOf(test.effect, change * mean, learnt * tested, shape);
      const growth = Math.expm1(drift * step);
      test.evidence += growth * test.evidence + start * (Math.abs(drift) < 1e-9 ? step : growth / drift);
      evidence += test.weight * test.evidence;
    }
    if (evidence >= threshold) return k * step + HALF_A_TICK;
    const speed = (CAUTION * learningRate) / (1 + evidence / HALF_WEIGHT_EVIDENCE);
    learnt -= Math.expm1(-speed * step) * (change - learnt);
  }
  return Infinity;
}

/** The smallest lasting rise that is found within `ticks` ticks, as a factor of the expected count; NaN when none is. */
export function smallestRise(ticks: number, detection: Detection): number {
  return smallestChange(Math.log(MOST_COUNT / detection.mean), ticks, detection);
}

/** The smallest lasting fall that is found within `ticks` ticks, as a factor in [0, 1); NaN when not even a fall to nothing is. */
export function smallestFall(ticks: number, detection: Detection): number {
  const factor = smallestChange(Math.log(NOTHING), ticks, detection);
  return factor <= 2 * NOTHING ? 0 : factor;
}

/** Between no change and one that is found, by halving; `largest` is the logarithm of its factor. */
function smallestChange(largest: number, ticks: number, detection: Detection): number {
  if (!(ticksToDetect(Math.exp(largest), ticks, detection) <= ticks)) return Number.NaN;
  let missed = 0;
  let found = largest;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (missed + found) / 2;
    if (ticksToDetect(Math.exp(middle), ticks, detection) <= ticks) found = middle;
    else missed = middle;
  }
  return Math.exp(found);
}

/** The effects that are tested, with the weight of each in the evidence. */
function testsOf(
  effects: readonly number[],
  mean: number,
  { shape, isCold }: Detection,
): { effect: number; weight: number; evidence: number }[] {
  const weights = effectWeights(effects, mean, shape);
  return effects
    .map((effect, k) => ({ effect, weight: weights[k] ?? 0, evidence: startOf(mean) }))
    .filter(({ effect }) => !isCold || !isSmall(effect));
}

function startOf(mean: number): number {
  return Math.min(1, mean / TELLING_MEAN);
}

/** True when a change is on the side of an effect and no nearer to 1. */
function isAsLarge(change: number, effect: number): boolean {
  return effect > 1 ? change >= effect : change <= effect;
}

/** Mean log-likelihood ratio of a tick for an effect, in nats, of counts with mean `actual` where `expected` was. */
function driftOf(effect: number, actual: number, expected: number, shape: number): number {
  if (shape > POISSON_SHAPE) return actual * Math.log(effect) - expected * (effect - 1);
  return actual * Math.log(effect) - (actual + shape) * Math.log1p(((effect - 1) * expected) / (expected + shape));
}
