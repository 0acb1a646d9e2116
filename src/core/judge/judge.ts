import type { Direction } from "../model/status.ts";
import type { Symptom } from "../model/incident.ts";
import { zeroLogProbability } from "../stats/negative-binomial.ts";
import { Alarms, type AlarmChange } from "./alarm.ts";
import { Dispersion } from "./dispersion.ts";
import { Evidence } from "./evidence.ts";
import { Exposure, type Volume } from "./exposure.ts";
import { type FrozenTick, Freezes, NewNormals } from "./freeze.ts";
import { grown } from "./grown.ts";
import { Levels } from "./level.ts";
import { type LocalTick, Seasonal } from "./seasonal.ts";
import { silenceEvidence } from "./silence.ts";

const EFFECTS_ABOVE = [1.25, 1.5, 2, 4, 10];
const EFFECTS_BELOW = [0.65, 0.4, 0.03];
const SHARE_SPEED_PER_MINUTE = 3e-5;
const DISPERSION_CAP = 1;
const WARM_UP_TICKS = 30;
/** Evidence at which a tick counts half for learning. */
const HALF_WEIGHT_EVIDENCE = 2000;
const NO_PROFILE_AFTER_FREEZE_MINUTES = 120;
const SMALLEST_MEAN = 1e-7;

export interface JudgeOptions {
  tickMs: number;
  /** One direction per status, in the order of the counts. */
  directions: readonly Direction[];
}

/** What the judge last said of each series, in columns; series = scope × statuses + status. */
export interface JudgeOutput {
  value: Float64Array<ArrayBuffer>;
  expected: Float64Array<ArrayBuffer>;
  /** Shape r of the predicted negative binomial. */
  shape: Float64Array<ArrayBuffer>;
  score: Float64Array<ArrayBuffer>;
  isFlagged: Uint8Array<ArrayBuffer>;
}

/**
 * Judges closed ticks of many series: predicts each count, weighs the evidence against it, raises and ends alarms, learns.
 *
 * Series are numbered scope by scope. A status whose rise matters is judged as a share of its scope's volume, every other
 * one by a day of its own. Each series has a test in both directions: the one that nobody asked for is never reported, it
 * only keeps the series from learning what is not normal.
 */
export class Judge {
  readonly output: JudgeOutput = {
    value: new Float64Array(0),
    expected: new Float64Array(0),
    shape: new Float64Array(0),
    score: new Float64Array(0),
    isFlagged: new Uint8Array(0),
  };
  scopes = 0;
  readonly statuses: number;
  readonly #tickMinutes: number;
  readonly #directions: readonly Direction[];
  readonly #isShare: readonly boolean[];
  readonly #exposure: Exposure;
  readonly #own: Seasonal;
  readonly #shares = new Levels(0.3, 60);
  readonly #shareDispersion: Dispersion;
  readonly #above = new Evidence(EFFECTS_ABOVE);
  readonly #below = new Evidence(EFFECTS_BELOW);
  readonly #freezes = new Freezes();
  readonly #newNormals: NewNormals;
  readonly #alarms: Alarms;
  #ticksSeen = new Float64Array(0);
  #minutesSinceFreeze = new Float64Array(0);
  #threshold = new Float64Array(0);
  #isReported = new Float64Array(0);
  #silence = new Float64Array(0);
  #weekday = -1;
  #tick: LocalTick | null = null;

  constructor(options: JudgeOptions) {
    this.#tickMinutes = options.tickMs / 60_000;
    this.#directions = options.directions;
    this.statuses = options.directions.length;
    this.#isShare = options.directions.map((direction) => direction === "above" && this.statuses > 1);
    this.#exposure = new Exposure(this.#tickMinutes);
    this.#own = new Seasonal(this.#tickMinutes, DISPERSION_CAP);
    this.#shareDispersion = new Dispersion(DISPERSION_CAP, this.#tickMinutes);
    this.#newNormals = new NewNormals(this.#tickMinutes);
    this.#alarms = new Alarms(this.#tickMinutes);
  }

  /** Adds a scope that begins now; its series are not reported before `setThreshold`. */
  addScope(): number {
    const scope = this.scopes++;
    const series = this.scopes * this.statuses;
    this.#exposure.grow(this.scopes);
    this.#own.grow(series);
    this.#shares.grow(series);
    this.#shareDispersion.grow(series);
    this.#above.grow(series);
    this.#below.grow(series);
    this.#freezes.grow(series * 2);
    this.#newNormals.grow(series);
    this.#alarms.grow(series);
    this.#ticksSeen = grown(this.#ticksSeen, this.scopes);
    this.#silence = grown(this.#silence, this.scopes);
    this.#minutesSinceFreeze = grown(this.#minutesSinceFreeze, series, Infinity);
    this.#threshold = grown(this.#threshold, series, Infinity);
    this.#isReported = grown(this.#isReported, series);
    const { output } = this;
    output.value = grown(output.value, series);
    output.expected = grown(output.expected, series, Number.NaN);
    output.shape = grown(output.shape, series, Number.NaN);
    output.score = grown(output.score, series, Number.NaN);
    const flags = new Uint8Array(series);
    flags.set(output.isFlagged);
    output.isFlagged = flags;
    return scope;
  }

  /** Mean ticks between false alarms that one series may have; `isReported` false keeps it silent. */
  setThreshold(scope: number, status: number, ticks: number, isReported: boolean): void {
    this.#threshold[scope * this.statuses + status] = ticks;
    this.#isReported[scope * this.statuses + status] = isReported ? 1 : 0;
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

  /** Sum of the expected counts of a scope's statuses at the last tick. */
  expectedTotal(scope: number): number {
    return this.#tick === null ? 0 : this.#exposure.slowForecast(scope, this.#tick).mean;
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
    const changes: AlarmChange[] = [];
    for (let scope = 0; scope < this.scopes; scope++) this.#closeScope(scope, at, tick, dayEnded, counts, changes);
    return changes;
  }

  /** True when the series was found in alarm before its tick closed. */
  isOpenTickFlagged(series: number): boolean {
    return this.#alarms.isOpenTickFlagged(series);
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
   * Judges a rise while the tick is open: count `y` of one series after `elapsed` (0 to 1) of the tick, `total` being the
   * volume of its scope so far. Returns the change if this raises an alarm. Falls are judged when the tick closes.
   */
  peekOpenTick(series: number, at: number, y: number, total: number, elapsed: number): AlarmChange | null {
    const scope = Math.floor(series / this.statuses);
    const status = series % this.statuses;
    const tick = this.#tick;
    const canReport = this.#isReported[series] === 1 && this.#directions[status] !== "below";
    if (tick === null || !canReport || this.isLearning(scope) || this.#alarms.isOpenTickFlagged(series)) return null;
    const mean = this.#meanOfOpenTick(scope, status, series, tick, total, elapsed);
    const inverseShape = this.#isShare[status]
      ? this.#shareDispersion.phi(series) + 1 / this.#shares.a[series]!
      : this.#own.inverseShape(series);
    const shape = 1 / inverseShape;
    const isCold = !this.#isShare[status] && this.#own.isCold(series);
    const evidence = this.#above.peek(series, y, Math.max(SMALLEST_MEAN, mean * elapsed), shape, isCold);
    if (evidence < this.#threshold[series]!) return null;
    this.output.value[series] = y;
    this.output.expected[series] = mean * elapsed;
    this.output.shape[series] = shape;
    this.output.score[series] = Math.log10(1 + evidence);
    this.output.isFlagged[series] = 1;
    return this.#alarms.flagOpenTick(series, at, "above");
  }

  #meanOfOpenTick(
    scope: number,
    status: number,
    series: number,
    tick: LocalTick,
    total: number,
    elapsed: number,
  ): number {
    if (!this.#isShare[status]) return this.#own.exposure(series, tick) * this.#own.levels.mean(series);
    const volume = Math.max(this.#exposure.forecast(scope, tick), total / elapsed);
    const novelty = this.#exposure.slow.profiles.novelty(scope);
    return volume * this.#shares.mean(series) * (1 + 0.3 * novelty * novelty);
  }

  #closeScope(
    scope: number,
    at: number,
    tick: LocalTick,
    dayEnded: number | null,
    counts: Float64Array | null,
    changes: AlarmChange[],
  ): void {
    const base = scope * this.statuses;
    const hasEarlierDay = this.#ticksSeen[scope]! > 0;
    this.#exposure.predict(scope, tick, dayEnded, hasEarlierDay);
    for (let status = 0; status < this.statuses; status++) {
      if (this.#isShare[status]) this.#shares.predict(base + status, SHARE_SPEED_PER_MINUTE * this.#tickMinutes);
      else this.#own.predict(base + status, tick, dayEnded, hasEarlierDay);
    }
    if (counts === null) {
      this.output.value.fill(0, base, base + this.statuses);
      this.output.score.fill(Number.NaN, base, base + this.statuses);
      this.output.isFlagged.fill(0, base, base + this.statuses);
      return;
    }
    let total = 0;
    for (let status = 0; status < this.statuses; status++) total += counts[base + status]!;
    const isWarm = this.#ticksSeen[scope]! >= WARM_UP_TICKS;
    const forecast = this.#exposure.slowForecast(scope, tick);
    const none = zeroLogProbability(forecast.mean, 1 / forecast.inverseShape);
    this.#silence[scope] = isWarm ? silenceEvidence(this.#silence[scope]!, total === 0, none) : 0;
    const volume = this.#exposure.observe(scope, tick, total);
    for (let status = 0; status < this.statuses; status++) {
      const y = counts[base + status]!;
      if (this.#isShare[status]) this.#judgeShare(base + status, at, y, volume, isWarm, changes);
      else this.#judgeOwn(base + status, at, tick, y, isWarm, changes);
    }
    this.#ticksSeen[scope]! += 1;
  }

  #judgeShare(series: number, at: number, y: number, volume: Volume, isWarm: boolean, changes: AlarmChange[]): void {
    const share = this.#shares.mean(series);
    const m = Math.max(SMALLEST_MEAN, volume.learn * share);
    const tested = Math.max(SMALLEST_MEAN, volume.test * share * (1 + 0.3 * volume.novelty * volume.novelty));
    const r = 1 / (this.#shareDispersion.phi(series) + 1 / this.#shares.a[series]!);
    const weight = this.#test(
      series,
      at,
      { y, above: tested, below: m, r, x: volume.learn },
      isWarm,
      false,
      false,
      changes,
    );
    const level = this.#takeNewNormal(series, { y, m, r, x: volume.learn }, false, at, changes);
    if (level !== null) this.#shares.set(series, level.a, level.b);
    else if (weight > 0) {
      const w = weight * volume.weight;
      const phi = this.#shareDispersion.phi(series);
      this.#shares.learn(series, y, volume.learn, w / (1 + m * phi));
      this.#shareDispersion.learn(series, y, m, w);
    }
  }

  #judgeOwn(series: number, at: number, tick: LocalTick, y: number, isWarm: boolean, changes: AlarmChange[]): void {
    const isCold = this.#own.isCold(series);
    const x = this.#own.exposure(series, tick);
    const m = Math.max(SMALLEST_MEAN, x * this.#own.levels.mean(series));
    const r = 1 / this.#own.inverseShape(series);
    const weight = this.#test(series, at, { y, above: m, below: m, r, x }, isWarm, isCold, isCold, changes);
    const level = this.#takeNewNormal(series, { y, m, r, x }, isCold, at, changes);
    if (level !== null) this.#own.levels.set(series, level.a, level.b);
    else {
      this.#minutesSinceFreeze[series]! += this.#tickMinutes;
      const learnsProfile = !isCold || this.#minutesSinceFreeze[series]! > NO_PROFILE_AFTER_FREEZE_MINUTES;
      this.#own.learn(series, tick, y, m, weight, learnsProfile);
    }
  }

  /** Both directions of one series; returns the weight with which to learn the tick, 0 while frozen. */
  #test(
    series: number,
    at: number,
    count: { y: number; above: number; below: number; r: number; x: number },
    isWarm: boolean,
    isCold: boolean,
    withoutGuard: boolean,
    changes: AlarmChange[],
  ): number {
    const { output } = this;
    output.value[series] = count.y;
    output.shape[series] = count.r;
    output.expected[series] = this.#directions[series % this.statuses] === "below" ? count.below : count.above;
    output.score[series] = Number.NaN;
    output.isFlagged[series] = 0;
    if (!isWarm) return 1;
    let weight = 1;
    let score = 0;
    let flagged: Symptom | null = null;
    const direction = this.#directions[series % this.statuses];
    for (const side of ["above", "below"] as const) {
      const isAsked = direction === side || direction === "both";
      const test = side === "above" ? this.#above : this.#below;
      if (!isAsked && withoutGuard) {
        test.clear(series);
        this.#freezes.thaw(series * 2 + (side === "above" ? 0 : 1));
        continue;
      }
      const m = side === "above" ? count.above : count.below;
      const evidence = test.update(series, count.y, m, count.r, isCold);
      const threshold = this.#threshold[series]!;
      const isFlagged = evidence >= threshold || (side === "above" && this.#alarms.isOpenTickFlagged(series));
      const step = this.#freezes.update(series * 2 + (side === "above" ? 0 : 1), {
        y: count.y,
        m,
        r: count.r,
        x: count.x,
        isFlagged,
        strongestEffect: test.strongest(series),
      });
      if (evidence >= 8 * threshold || step === "calmed") test.clear(series);
      weight = Math.min(weight, 1 / (1 + evidence / HALF_WEIGHT_EVIDENCE));
      if (isAsked && this.#isReported[series] === 1) {
        score = Math.max(score, Math.log10(1 + evidence));
        if (isFlagged) flagged = side;
      }
    }
    output.score[series] = score;
    output.isFlagged[series] = flagged === null ? 0 : 1;
    const isFrozen = this.#isFrozen(series);
    const change = this.#alarms.update(series, at, flagged, isFrozen);
    if (change !== null) changes.push(change);
    return isFrozen ? 0 : weight;
  }

  /** While frozen, gathers what the series does; returns the level to go on with once that is the new normal. */
  #takeNewNormal(
    series: number,
    tick: FrozenTick,
    isCold: boolean,
    at: number,
    changes: AlarmChange[],
  ): { a: number; b: number } | null {
    if (!this.#isFrozen(series)) {
      this.#newNormals.reset(series);
      return null;
    }
    this.#minutesSinceFreeze[series] = 0;
    const level = this.#newNormals.add(series, tick, isCold);
    if (level === null) return null;
    this.#above.clear(series);
    this.#below.clear(series);
    this.#freezes.thaw(series * 2);
    this.#freezes.thaw(series * 2 + 1);
    const change = this.#alarms.end(series, at, "new normal");
    if (change !== null) changes.push(change);
    return level;
  }

  #isFrozen(series: number): boolean {
    return this.#freezes.isFrozen(series * 2) || this.#freezes.isFrozen(series * 2 + 1);
  }
}
