import { logPmfRatio } from "../stats/negative-binomial.ts";
import { type Columns, emptyColumns, growColumns } from "./columns.ts";
import { ALMOST_NONE, ALMOST_NONE_MINUTES } from "./freeze.ts";
import { scatterMean } from "./scatter.ts";
import { type LocalTick, Seasonal, SMALLEST_MEAN } from "./seasonal.ts";
import { Tracker } from "./tracker.ts";

const TOTAL_DISPERSION_CAP = 0.05;
const TRACKER_SPEED_PER_MINUTE = 1e-2;
/** Memory per minute of the belief that the slow forecast is right. */
const BELIEF_MEMORY = 0.97;
const GIVE_UP_MINUTES = 120;
/** Below this novelty the forecast of the volume is trusted. */
const TRUSTED_NOVELTY = 0.3;
const SMALLEST_VOLUME = 1e-6;

const KINDS = { belief: { fill: 0.5 }, doubtMinutes: {} } as const;

/** What the volume of a scope says of one tick. */
export interface Volume {
  /** Volume to test shares against: never below the forecast once that is trusted. */
  test: number;
  /** Volume to learn shares from. */
  learn: number;
  /** Relative variance of both: in a promotion the volume is known from a few noisy ticks. */
  doubt: number;
  /** Weight with which shares learn: low while the slow forecast is doubted. */
  weight: number;
  novelty: number;
}

/**
 * The volume of each scope, filtered: a slow seasonal forecast and a fast tracker, averaged by how well each predicts.
 *
 * A promotion or an outage moves the volume within a tick or a few, while one odd count does not. "Denied is high" then means
 * more than its share of the volume we have, and more than its share of the volume that we should have.
 */
export class Exposure {
  readonly slow: Seasonal;
  readonly fast = new Tracker();
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);
  readonly #tickMinutes: number;
  readonly #memory: number;

  constructor(tickMinutes: number) {
    this.#tickMinutes = tickMinutes;
    this.#memory = BELIEF_MEMORY ** tickMinutes;
    this.slow = new Seasonal(tickMinutes, TOTAL_DISPERSION_CAP);
  }

  grow(scopes: number): void {
    this.slow.grow(scopes);
    this.fast.grow(scopes);
    growColumns(this.columns, KINDS, scopes);
  }

  predict(scope: number, tick: LocalTick, dayEnded: number | null): void {
    const jump = this.slow.predict(scope, tick, dayEnded);
    if (jump !== 1) this.fast.rescale(scope, jump);
    this.fast.predict(scope, TRACKER_SPEED_PER_MINUTE * this.#tickMinutes);
  }

  /** Nothing comes at this time because the whole stream is dead. */
  noteSilence(scope: number, tick: LocalTick): void {
    this.slow.noteSilence(scope, tick);
  }

  /** Lets minutes pass of which nothing is known. */
  skip(scope: number, minutes: number): void {
    this.slow.skip(scope, minutes);
    this.fast.predict(scope, TRACKER_SPEED_PER_MINUTE * minutes);
  }

  /** Forecast of the whole tick before it is known, as a rise is tested against: not below the slow forecast once trusted. */
  forecast(scope: number, tick: LocalTick): number {
    const x = this.slow.exposure(scope, tick);
    const slow = x * this.slow.levels.mean(scope);
    const belief = this.columns.belief[scope]!;
    const mixed = belief * slow + (1 - belief) * x * this.fast.mean(scope);
    const isTrusted = this.slow.profiles.novelty(scope) < TRUSTED_NOVELTY;
    return Math.max(SMALLEST_VOLUME, isTrusted ? Math.max(mixed, slow) : mixed);
  }

  /** Relative variance of `forecast`. */
  doubt(scope: number): number {
    const belief = this.columns.belief[scope]!;
    const between = Math.log(this.slow.levels.mean(scope) / this.fast.mean(scope));
    return mixedVariance(belief, this.slow.levels.doubt(scope), this.fast.doubt(scope), between);
  }

  /** Learns the volume `total` of a closed tick. */
  observe(scope: number, tick: LocalTick, total: number): Volume {
    const { slow, fast } = this;
    const x = slow.exposure(scope, tick);
    const phi = slow.dispersion.phi(scope);
    const slowMean = Math.max(SMALLEST_MEAN, x * slow.levels.mean(scope));
    const fastMean = Math.max(SMALLEST_MEAN, x * fast.mean(scope));
    const belief = this.#believe(scope, total, slowMean, fastMean);

    const g = 1 / (1 + scatterMean(total, slowMean) * phi);
    const { a, b } = slow.levels.columns;
    const slowA = a[scope]! + g * total;
    const slowAfter = (x * slowA) / (b[scope]! + g * x);
    fast.learn(scope, total, x, 1 / (1 + scatterMean(total, fastMean) * phi));
    const fastAfter = x * fast.mean(scope);
    const learn = Math.max(SMALLEST_VOLUME, belief * slowAfter + (1 - belief) * fastAfter);
    const doubt = mixedVariance(belief, 1 / slowA, fast.doubt(scope), Math.log(slowAfter / fastAfter));

    const novelty = slow.profiles.novelty(scope);
    const isTrusted = novelty < TRUSTED_NOVELTY;
    const test = isTrusted ? Math.max(learn, slowMean) : learn;
    slow.learn(scope, tick, total, slow.nearestMean(scope, tick, total), belief, true);
    this.#giveUpForecast(scope, belief, total);
    return { test, learn, doubt, weight: isTrusted ? belief : 1, novelty };
  }

  /** How much the slow forecast is believed after `total`, in [0.001, 0.999]. */
  #believe(scope: number, total: number, slowMean: number, fastMean: number): number {
    const before = this.columns.belief[scope]!;
    const phi = this.slow.dispersion.phi(scope);
    const logOdds =
      this.#memory * Math.log(before / (1 - before)) +
      logPmfRatio(total, slowMean, 1 / this.slow.inverseShape(scope), fastMean, 1 / (phi + this.fast.doubt(scope)));
    const belief = Math.min(0.999, Math.max(0.001, 1 / (1 + Math.exp(-logOdds))));
    this.columns.belief[scope] = belief;
    return belief;
  }

  /** A forecast that has been wrong for two hours takes over what the tracker says, but not that nothing comes: that is silence. */
  #giveUpForecast(scope: number, belief: number, total: number): void {
    const { doubtMinutes } = this.columns;
    doubtMinutes[scope] = belief < 0.5 ? doubtMinutes[scope]! + this.#tickMinutes : 0;
    const isAlmostNone = this.fast.mean(scope) < ALMOST_NONE * this.slow.levels.mean(scope);
    const patience = isAlmostNone ? ALMOST_NONE_MINUTES : GIVE_UP_MINUTES;
    if (doubtMinutes[scope] < patience || total === 0) return;
    this.slow.levels.set(scope, this.fast.columns.a[scope]!, this.fast.columns.b[scope]!);
    this.columns.belief[scope] = 0.9;
    doubtMinutes[scope] = 0;
  }
}

/** Relative variance of a mixture of two estimates, the first with weight `w`, `between` being the difference of their logarithms. */
function mixedVariance(w: number, first: number, second: number, between: number): number {
  return w * first + (1 - w) * second + w * (1 - w) * Math.min(1, between * between);
}
