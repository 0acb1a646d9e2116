import { normalCdf, normalDensity } from "../stats/normal.ts";

const SMALLEST = 1e-4;

/**
 * Exact ν of Poisson counts as a multiple of the Brownian one, at means 0.01, 0.032, 0.1, … 10 a tick: a rise comes in jumps, so that it
 * overshoots more, a fall creeps up while nothing comes in, so that it overshoots less.
 *
 * Source: ν = I⁻¹ exp(−Σ n⁻¹ (P₀(S_n > 0) + P₁(S_n ≤ 0))), Siegmund (1985), Sequential Analysis, chapter 8; summed to n = 10⁶.
 */
const BY_EFFECT: Readonly<Record<number, readonly number[]>> = {
  1.25: [0.941, 0.95, 0.962, 0.973, 0.973, 0.983, 0.991],
  1.5: [0.897, 0.913, 0.934, 0.955, 0.959, 0.967, 0.982],
  2: [0.835, 0.862, 0.898, 0.93, 0.942, 0.958, 0.976],
  4: [0.718, 0.774, 0.847, 0.896, 0.918, 0.97, 0.999],
  10: [0.631, 0.733, 0.846, 0.902, 0.979, 1, 1],
  0.65: [1.022, 1.037, 1.058, 1.081, 1.083, 1.083, 1.07],
  0.4: [1.041, 1.069, 1.11, 1.156, 1.166, 1.114, 1.082],
  0.03: [1.08, 1.138, 1.231, 1.349, 1.4, 1.193, 1.036],
};
const FIRST_DECADE = -2;
const STEPS_PER_DECADE = 2;

/**
 * Overshoot factor ν in (0, 1] of a sequential test of Gaussian increments with information `information` (nats per tick).
 * Source: Siegmund (1985), Sequential Analysis, (4.37) and its small-drift limit exp(−0.583 x).
 */
export function overshoot(information: number): number {
  const x = Math.sqrt(2 * information);
  if (x < 0.01) return 1 - 0.583 * x;
  const half = normalCdf(x / 2);
  return Math.max(SMALLEST, ((2 / x) * (half - 0.5)) / ((x / 2) * half + normalDensity(x / 2)));
}

/**
 * Information of a tick for `effect` at mean `m` and shape `r`, in nats: Kullback-Leibler for Poisson counts, less by what
 * overdispersion adds to the variance.
 */
export function informationOf(effect: number, m: number, r: number): number {
  return informationFrom(divergence(effect), effect, m, r);
}

/** f ln f − f + 1: Kullback-Leibler information of a Poisson count of mean 1. */
export function divergence(effect: number): number {
  return effect * Math.log(effect) - effect + 1;
}

export function informationFrom(divergenceOfEffect: number, effect: number, m: number, r: number): number {
  return (m * divergenceOfEffect) / (1 + (0.5 * m * Math.max(1, effect)) / r);
}

/** Overshoot factor of the test for `effect` (one of those that are looked for) at mean `m` and shape `r`. */
export function countOvershoot(effect: number, m: number, r: number): number {
  return overshoot(informationOf(effect, m, r)) * correctionAt(overshootRow(effect), meanPlace(m));
}

/** Correction of `effect` at each mean of the table. */
export function overshootRow(effect: number): readonly number[] {
  return BY_EFFECT[effect] ?? [1];
}

/** Where mean `m` lies among those of the table. */
export function meanPlace(m: number): number {
  return (Math.log10(m) - FIRST_DECADE) * STEPS_PER_DECADE;
}

/** Linear in log m; as at its beginning below the row, none above it: then counts are as good as Gaussian. */
export function correctionAt(row: readonly number[], place: number): number {
  if (!(place > 0)) return row[0] ?? 1;
  const step = Math.floor(place);
  if (step >= row.length - 1) return 1;
  const fraction = place - step;
  return (row[step] ?? 1) * (1 - fraction) + (row[step + 1] ?? 1) * fraction;
}
