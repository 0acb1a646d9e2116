import { logPmf } from "../stats/negative-binomial.ts";
import { grown } from "./grown.ts";
import { Levels } from "./level.ts";
import { type LocalTick, Seasonal } from "./seasonal.ts";

const TOTAL_DISPERSION_CAP = 0.05;
const TRACKER_SPEED_PER_MINUTE = 1e-2;
/** Memory per minute of the belief that the slow forecast is right. */
const BELIEF_MEMORY = 0.97;
const GIVE_UP_MINUTES = 120;
/** Below this novelty the forecast of the volume is trusted. */
const TRUSTED_NOVELTY = 0.3;

/** What the volume of a scope says of one tick. */
export interface Volume {
  /** Volume to test shares against: never below the forecast once that is trusted. */
  test: number;
  /** Volume to learn shares from. */
  learn: number;
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
  readonly #fast = new Levels(1, 1);
  #belief = new Float64Array(0);
  #doubtMinutes = new Float64Array(0);
  readonly #tickMinutes: number;
  readonly #memory: number;

  constructor(tickMinutes: number) {
    this.#tickMinutes = tickMinutes;
    this.#memory = BELIEF_MEMORY ** tickMinutes;
    this.slow = new Seasonal(tickMinutes, TOTAL_DISPERSION_CAP);
  }

  grow(scopes: number): void {
    this.slow.grow(scopes);
    this.#fast.grow(scopes);
    this.#belief = grown(this.#belief, scopes, 0.5);
    this.#doubtMinutes = grown(this.#doubtMinutes, scopes);
  }

  predict(scope: number, tick: LocalTick, dayEnded: number | null, hasEarlierDay: boolean): void {
    const jump = this.slow.predict(scope, tick, dayEnded, hasEarlierDay);
    if (jump !== 1) this.#fast.rescale(scope, jump);
    this.#fast.predict(scope, TRACKER_SPEED_PER_MINUTE * this.#tickMinutes);
  }

  /** Lets minutes pass of which nothing is known. */
  skip(scope: number, minutes: number): void {
    this.slow.skip(scope, minutes);
    this.#fast.predict(scope, TRACKER_SPEED_PER_MINUTE * minutes);
  }

  /** Forecast of the whole tick before it is known, as a rise is tested against: not below the slow forecast once trusted. */
  forecast(scope: number, tick: LocalTick): number {
    const x = this.slow.exposure(scope, tick);
    const slow = x * this.slow.levels.mean(scope);
    const belief = this.#belief[scope]!;
    const mixed = belief * slow + (1 - belief) * x * this.#fast.mean(scope);
    const isTrusted = this.slow.profiles.novelty(scope) < TRUSTED_NOVELTY;
    return Math.max(1e-6, isTrusted ? Math.max(mixed, slow) : mixed);
  }

  /** Mean and 1/r of the slow forecast. */
  slowForecast(scope: number, tick: LocalTick): { mean: number; inverseShape: number } {
    const mean = Math.max(1e-7, this.slow.exposure(scope, tick) * this.slow.levels.mean(scope));
    return { mean, inverseShape: this.slow.inverseShape(scope) };
  }

  /** Learns the volume `total` of a closed tick. */
  observe(scope: number, tick: LocalTick, total: number): Volume {
    const x = this.slow.exposure(scope, tick);
    const phi = this.slow.dispersion.phi(scope);
    const slowMean = Math.max(1e-7, x * this.slow.levels.mean(scope));
    const fastMean = Math.max(1e-7, x * this.#fast.mean(scope));
    const slowShape = 1 / this.slow.inverseShape(scope);
    const fastShape = 1 / (phi + 1 / this.#fast.a[scope]!);

    const before = this.#belief[scope]!;
    const logOdds =
      this.#memory * Math.log(before / (1 - before)) +
      logPmf(total, slowMean, slowShape) -
      logPmf(total, fastMean, fastShape);
    const belief = Math.min(0.999, Math.max(0.001, 1 / (1 + Math.exp(-logOdds))));
    this.#belief[scope] = belief;

    const g = 1 / (1 + Math.max(slowMean, total / 2) * phi);
    const a = this.slow.levels.a[scope]!;
    const b = this.slow.levels.b[scope]!;
    const slowAfter = (x * (a + g * total)) / (b + g * x);
    this.#fast.learn(scope, total, x, 1 / (1 + Math.max(fastMean, total / 2) * phi));
    const learn = Math.max(1e-6, belief * slowAfter + (1 - belief) * x * this.#fast.mean(scope));

    const novelty = this.slow.profiles.novelty(scope);
    const isTrusted = novelty < TRUSTED_NOVELTY;
    const test = isTrusted ? Math.max(learn, slowMean) : learn;
    this.slow.learn(scope, tick, total, slowMean, belief, true);
    this.#giveUpForecast(scope, belief);
    return { test, learn, weight: isTrusted ? belief : 1, novelty };
  }

  /** A forecast that has been wrong for two hours takes over what the tracker says. */
  #giveUpForecast(scope: number, belief: number): void {
    this.#doubtMinutes[scope] = belief < 0.5 ? this.#doubtMinutes[scope]! + this.#tickMinutes : 0;
    if (this.#doubtMinutes[scope] < GIVE_UP_MINUTES) return;
    this.slow.levels.set(scope, this.#fast.a[scope]!, this.#fast.b[scope]!);
    this.#belief[scope] = 0.9;
    this.#doubtMinutes[scope] = 0;
  }
}
