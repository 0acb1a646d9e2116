import type { Direction } from "../model/status.ts";
import { zeroLogProbability } from "../stats/negative-binomial.ts";
import type { AlarmChange } from "./alarm.ts";
import { Dispersion } from "./dispersion.ts";
import { Exposure, type Volume } from "./exposure.ts";
import { grown } from "./grown.ts";
import { Levels } from "./level.ts";
import { type LocalTick, Seasonal } from "./seasonal.ts";
import { type JudgeOutput, SeriesTests } from "./series-tests.ts";
import { silenceEvidence } from "./silence.ts";

const SHARE_SPEED_PER_MINUTE = 3e-5;
const DISPERSION_CAP = 1;
/** Ticks of a scope before anything of it is judged. */
export const WARM_UP_TICKS = 30;
const NO_PROFILE_AFTER_FREEZE_MINUTES = 120;
const SMALLEST_MEAN = 1e-7;
/** Unseen hours have other shares: at full novelty a rise is tested against this much more. */
const NOVEL_SHARE_MARGIN = 0.3;

export interface JudgeOptions {
  tickMs: number;
  /** One direction per status, in the order of the counts. */
  directions: readonly Direction[];
}

/**
 * Judges closed ticks of many series: predicts each count, weighs the evidence against it, raises and ends alarms, learns.
 *
 * Series are numbered scope by scope. A status whose rise matters is judged as a share of its scope's volume, every other
 * one by a day of its own.
 */
export class Judge {
  readonly output: JudgeOutput;
  readonly statuses: number;
  scopes = 0;
  readonly #tickMinutes: number;
  readonly #isShare: readonly boolean[];
  readonly #exposure: Exposure;
  readonly #own: Seasonal;
  readonly #shares = new Levels(0.3, 60);
  readonly #shareDispersion: Dispersion;
  readonly #tests: SeriesTests;
  #ticksSeen = new Float64Array(0);
  #silence = new Float64Array(0);
  #weekday = -1;
  #tick: LocalTick | null = null;

  constructor({ tickMs, directions }: JudgeOptions) {
    this.#tickMinutes = tickMs / 60_000;
    this.statuses = directions.length;
    this.#isShare = directions.map((direction) => direction === "above" && this.statuses > 1);
    this.#exposure = new Exposure(this.#tickMinutes);
    this.#own = new Seasonal(this.#tickMinutes, DISPERSION_CAP);
    this.#shareDispersion = new Dispersion(DISPERSION_CAP, this.#tickMinutes);
    this.#tests = new SeriesTests(directions, this.#tickMinutes);
    this.output = this.#tests.output;
  }

  /** Adds a scope that begins now; its series are not reported before `setThreshold`. */
  addScope(): number {
    const scope = this.scopes++;
    const series = this.scopes * this.statuses;
    this.#exposure.grow(this.scopes);
    this.#own.grow(series);
    this.#shares.grow(series);
    this.#shareDispersion.grow(series);
    this.#tests.grow(series);
    this.#ticksSeen = grown(this.#ticksSeen, this.scopes);
    this.#silence = grown(this.#silence, this.scopes);
    return scope;
  }

  /** Mean ticks between false alarms that one series may have; `isReported` false keeps it silent. */
  setThreshold(scope: number, status: number, ticks: number, isReported: boolean): void {
    this.#tests.setThreshold(scope * this.statuses + status, ticks, isReported);
  }

  /** Mean ticks between false alarms that a series may have; Infinity before it has a part of a budget. */
  threshold(series: number): number {
    return this.#tests.threshold(series);
  }

  ticksSeen(scope: number): number {
    return this.#ticksSeen[scope]!;
  }

  isLearning(scope: number): boolean {
    return this.#ticksSeen[scope]! < WARM_UP_TICKS;
  }

  /** Silence evidence of a scope, in the same unit as the thresholds: ticks between false alarms. */
  silence(scope: number): number {
    return this.#silence[scope]!;
  }

  /** Volume that was forecast for the last tick of a scope; 0 before the first. */
  expectedTotal(scope: number): number {
    return this.#tick === null ? 0 : this.#exposure.slowForecast(scope, this.#tick).mean;
  }

  /** True when the series was found in alarm before its tick closed. */
  isOpenTickFlagged(series: number): boolean {
    return this.#tests.isOpenTickFlagged(series);
  }

  /** Lets `ticks` ticks pass of which nothing is known. */
  skip(ticks: number): void {
    const minutes = ticks * this.#tickMinutes;
    for (let scope = 0; scope < this.scopes; scope++) this.#exposure.skip(scope, minutes);
    for (let series = 0; series < this.scopes * this.statuses; series++) {
      this.#shares.predict(series, SHARE_SPEED_PER_MINUTE * minutes);
      this.#own.skip(series, minutes);
    }
  }

  /**
   * Judges the tick that begins at `at`; `minuteOfDay` and `weekday` are local. `counts` has a cell per series; null means
   * that nothing is known of the tick (then only time passes). Returns the alarms that began or ended.
   */
  closeTick(at: number, local: { minuteOfDay: number; weekday: number }, counts: Float64Array | null): AlarmChange[] {
    const tick: LocalTick = {
      position: this.#own.profiles.position(local.minuteOfDay),
      weekday: local.weekday,
    };
    const dayEnded = this.#weekday >= 0 && this.#weekday !== local.weekday ? this.#weekday : null;
    this.#weekday = local.weekday;
    this.#tick = tick;
    for (let scope = 0; scope < this.scopes; scope++) {
      this.#predict(scope, tick, dayEnded);
      if (counts === null) this.#pass(scope);
      else this.#judgeScope(scope, at, tick, counts);
    }
    return this.#tests.takeChanges();
  }

  /**
   * Judges a rise while the tick is open: count `y` of one series after `elapsed` (0 to 1) of the tick, `total` being the
   * volume of its scope so far. Returns the change if this raises an alarm. Falls are judged when the tick closes.
   */
  peekOpenTick(series: number, at: number, y: number, total: number, elapsed: number): AlarmChange | null {
    const scope = Math.floor(series / this.statuses);
    const tick = this.#tick;
    if (tick === null || !this.#tests.canRise(series) || this.isLearning(scope)) return null;
    if (!this.#isShare[series % this.statuses]) {
      const m = Math.max(SMALLEST_MEAN, this.#own.exposure(series, tick) * this.#own.levels.mean(series) * elapsed);
      const count = { y, expected: m, above: m, r: 1 / this.#own.inverseShape(series) };
      return this.#tests.peekRise(series, at, { ...count, isCold: this.#own.isCold(series) });
    }
    const volume = Math.max(this.#exposure.forecast(scope, tick), total / elapsed);
    const expected = Math.max(SMALLEST_MEAN, this.#shares.mean(series) * volume * elapsed);
    const above = expected * marginFor(this.#exposure.slow.profiles.novelty(scope));
    return this.#tests.peekRise(series, at, { y, expected, above, r: this.#shareShape(series), isCold: false });
  }

  #predict(scope: number, tick: LocalTick, dayEnded: number | null): void {
    const hasEarlierDay = this.#ticksSeen[scope]! > 0;
    this.#exposure.predict(scope, tick, dayEnded, hasEarlierDay);
    for (let status = 0; status < this.statuses; status++) {
      const series = scope * this.statuses + status;
      if (this.#isShare[status]) this.#shares.predict(series, SHARE_SPEED_PER_MINUTE * this.#tickMinutes);
      else this.#own.predict(series, tick, dayEnded, hasEarlierDay);
    }
  }

  #pass(scope: number): void {
    for (let status = 0; status < this.statuses; status++) this.#tests.pass(scope * this.statuses + status);
  }

  #judgeScope(scope: number, at: number, tick: LocalTick, counts: Float64Array): void {
    const base = scope * this.statuses;
    let total = 0;
    for (let status = 0; status < this.statuses; status++) total += counts[base + status]!;
    const isWarm = !this.isLearning(scope);
    const forecast = this.#exposure.slowForecast(scope, tick);
    const none = zeroLogProbability(forecast.mean, 1 / forecast.inverseShape);
    this.#silence[scope] = isWarm ? silenceEvidence(this.#silence[scope]!, total === 0, none) : 0;
    const volume = this.#exposure.observe(scope, tick, total);
    for (let status = 0; status < this.statuses; status++) {
      const y = counts[base + status]!;
      if (this.#isShare[status]) this.#judgeShare(base + status, at, y, volume, isWarm);
      else this.#judgeOwn(base + status, at, tick, y, isWarm);
    }
    this.#ticksSeen[scope]! += 1;
  }

  #judgeShare(series: number, at: number, y: number, volume: Volume, isWarm: boolean): void {
    const m = Math.max(SMALLEST_MEAN, volume.learn * this.#shares.mean(series));
    const expected = Math.max(SMALLEST_MEAN, volume.test * this.#shares.mean(series));
    const above = expected * marginFor(volume.novelty);
    const r = this.#shareShape(series);
    const count = { y, expected, above, below: m, r, x: volume.learn, isCold: false, hasGuard: true };
    const { weight, newNormal } = this.#lesson(series, at, count, isWarm);
    if (newNormal !== null) this.#shares.set(series, newNormal.a, newNormal.b);
    if (weight === 0) return;
    const w = weight * volume.weight;
    this.#shares.learn(series, y, volume.learn, w / (1 + m * this.#shareDispersion.phi(series)));
    this.#shareDispersion.learn(series, y, m, w);
  }

  #judgeOwn(series: number, at: number, tick: LocalTick, y: number, isWarm: boolean): void {
    const isCold = this.#own.isCold(series);
    const x = this.#own.exposure(series, tick);
    const m = Math.max(SMALLEST_MEAN, x * this.#own.levels.mean(series));
    const r = 1 / this.#own.inverseShape(series);
    const count = { y, expected: m, above: m, below: m, r, x, isCold, hasGuard: !isCold };
    const { weight, newNormal } = this.#lesson(series, at, count, isWarm);
    if (newNormal !== null) this.#own.levels.set(series, newNormal.a, newNormal.b);
    const learnsProfile = !isCold || this.#tests.minutesSinceFreeze(series) > NO_PROFILE_AFTER_FREEZE_MINUTES;
    this.#own.learn(series, tick, y, m, weight, learnsProfile);
  }

  #lesson(series: number, at: number, count: Parameters<SeriesTests["update"]>[2], isWarm: boolean) {
    if (isWarm) return this.#tests.update(series, at, count);
    this.#tests.note(series, count);
    return { weight: 1, newNormal: null };
  }

  #shareShape(series: number): number {
    return 1 / (this.#shareDispersion.phi(series) + 1 / this.#shares.a[series]!);
  }

  /** What else decides how small a change of a series is found; `isNew`: its scope does not know this time of day yet. */
  caution(series: number): { isNew: boolean; isCold: boolean; margin: number; isShare: boolean; learningRate: number } {
    const { slow } = this.#exposure;
    const scope = Math.floor(series / this.statuses);
    const isShare = this.#isShare[series % this.statuses]!;
    const m = Math.max(SMALLEST_MEAN, this.output.expected[series]!);
    const a = isShare ? this.#shares.a[series]! : this.#own.levels.a[series]!;
    const learnt = m / (1 + m * (isShare ? this.#shareDispersion : this.#own.dispersion).phi(series));
    return {
      isNew: slow.isCold(scope),
      isCold: !isShare && this.#own.isCold(series),
      margin: isShare ? marginFor(slow.profiles.novelty(scope)) : 1,
      isShare,
      learningRate: learnt / (a + learnt),
    };
  }
}

/** How much more than expected a share may be before it counts as risen, at this novelty of the time of day. */
function marginFor(novelty: number): number {
  return 1 + NOVEL_SHARE_MARGIN * novelty * novelty;
}
