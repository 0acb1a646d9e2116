import type { Direction } from "../model/status.ts";
import { zeroLogProbability } from "../stats/negative-binomial.ts";
import type { AlarmChange } from "./alarm.ts";
import { type Columns, emptyColumns, growColumns } from "./columns.ts";
import { Exposure, type Volume } from "./exposure.ts";
import { type JudgeState, loadColumns, requireVersion, savedColumns, STATE_VERSION } from "./judge-state.ts";
import { Levels } from "./level.ts";
import { LocalClock, type LocalTime } from "./local-clock.ts";
import { Roster } from "./roster.ts";
import { Scatter } from "./scatter.ts";
import { type LocalTick, Seasonal } from "./seasonal.ts";
import { FORGOTTEN_AFTER_MINUTES, type JudgeOutput, type PredictedCount, SeriesTests } from "./series-tests.ts";
import { silenceEvidence } from "./silence.ts";

/** A share strays by about 14 % and stays so for most of a day. */
const SHARE = { start: { a: 0.3, b: 60 }, spread: 0.02, memoryMinutes: 1000 };
const DISPERSION_CAP = 1;
/** Ticks of a scope before anything of it is judged. */
export const WARM_UP_TICKS = 30;
const NO_PROFILE_AFTER_FREEZE_MINUTES = 120;
const SMALLEST_MEAN = 1e-7;
/** Unseen hours have other shares: at full novelty a rise is tested against this much more. */
const NOVEL_SHARE_MARGIN = 0.3;
/** What an alarm still teaches of the scatter. */
const ALARM_WEIGHT = 0.1;

const SCOPE_KINDS = { ticksSeen: {}, silence: {} } as const;

export interface JudgeOptions {
  tickMs: number;
  /** One direction per status, in the order of the counts. */
  directions: readonly Direction[];
}

/**
 * Judges closed ticks of many series: predicts each count, weighs the evidence against it, raises and ends alarms, learns.
 *
 * Series are numbered scope by scope. A status whose rise matters is judged as a share of its scope's volume once the scope has
 * another status too, every other one by a day of its own. Its whole state is columns: `save` gives it away, `load` goes on from it.
 */
export class Judge {
  readonly output: JudgeOutput;
  readonly statuses: number;
  scopes = 0;
  readonly #options: JudgeOptions;
  readonly #tickMinutes: number;
  readonly #scopeColumns: Columns<typeof SCOPE_KINDS> = emptyColumns(SCOPE_KINDS);
  readonly #roster: Roster;
  readonly #exposure: Exposure;
  readonly #own: Seasonal;
  readonly #shares: Levels;
  readonly #shareDispersion: Scatter;
  readonly #tests: SeriesTests;
  readonly #clock = new LocalClock();
  #tick: LocalTick | null = null;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#tickMinutes = options.tickMs / 60_000;
    this.statuses = options.directions.length;
    this.#roster = new Roster(options.directions);
    this.#exposure = new Exposure(this.#tickMinutes);
    this.#own = new Seasonal(this.#tickMinutes, DISPERSION_CAP);
    this.#shares = new Levels({ ...SHARE, tickMinutes: this.#tickMinutes });
    this.#shareDispersion = new Scatter(DISPERSION_CAP, this.#tickMinutes);
    this.#tests = new SeriesTests(options.directions, this.#tickMinutes);
    this.output = this.#tests.output;
  }

  /** Adds a scope that begins now; its series are not reported before `setThreshold`. */
  addScope(): number {
    this.#grow(this.scopes + 1);
    this.#roster.addScope(this.scopes);
    this.#own.grow(this.#roster.ownSlots);
    return this.scopes++;
  }

  /** Mean ticks between false alarms that one series may have; `isReported` false keeps it silent. */
  setThreshold(scope: number, status: number, ticks: number, isReported: boolean): void {
    this.#tests.setThreshold(scope * this.statuses + status, ticks, isReported);
  }

  /** Evidence at which a series alarms at a time of day that is known. */
  threshold(series: number): number {
    return this.#tests.limit(series, 0);
  }

  ticksSeen(scope: number): number {
    return this.#scopeColumns.ticksSeen[scope]!;
  }

  isLearning(scope: number): boolean {
    return this.ticksSeen(scope) < WARM_UP_TICKS;
  }

  /** Silence evidence of a scope, in the same unit as the thresholds: ticks between false alarms. */
  silence(scope: number): number {
    return this.#scopeColumns.silence[scope]!;
  }

  /** Volume that is forecast for the tick of a scope that begins at `at`, the last one unless said; 0 before the first. */
  expectedTotal(scope: number, at?: number): number {
    const tick = at === undefined ? this.#tick : this.#tickAt(at);
    return tick === null ? 0 : this.#exposure.slowForecast(scope, tick).mean;
  }

  /** True when the series was found in alarm before its tick closed. */
  isOpenTickFlagged(series: number): boolean {
    return this.#tests.alarms.isOpenTickFlagged(series);
  }

  /** Lets `ticks` ticks pass of which nothing is known. */
  skip(ticks: number): void {
    const minutes = ticks * this.#tickMinutes;
    for (let scope = 0; scope < this.scopes; scope++) {
      this.#exposure.skip(scope, minutes);
      if (minutes > FORGOTTEN_AFTER_MINUTES) this.#scopeColumns.silence[scope] = 0;
    }
    for (let series = 0; series < this.scopes * this.statuses; series++) {
      if (this.#roster.isShare(series)) this.#shares.skip(series, minutes);
      else this.#own.skip(this.#roster.ownSlot(series), minutes);
      this.#tests.skip(series, minutes);
    }
  }

  /**
   * Judges the tick that begins at `at`. `counts` has a cell per series; NaN means that the count is not known, and null that
   * nothing is. A scope of which one count is unknown is not judged: then only time passes. `isSilent`: nothing is known because
   * the whole stream is dead. Returns the alarms that began or ended.
   */
  closeTick(at: number, local: LocalTime, counts: Float64Array | null, isSilent = false): AlarmChange[] {
    const dayEnded = this.#clock.move(at, local);
    const tick = this.#localTick(local);
    this.#tick = tick;
    for (let scope = 0; scope < this.scopes; scope++) {
      const isKnown = counts !== null && this.#roster.isKnown(scope, counts);
      if (isKnown) this.#meet(scope, counts);
      this.#predict(scope, tick, dayEnded);
      if (isKnown) this.#judgeScope(scope, at, tick, counts);
      else this.#pass(scope, isSilent && scope === 0 ? Math.log10(1 + this.silence(scope)) : Number.NaN);
    }
    return this.#tests.takeChanges();
  }

  /**
   * Judges a rise while the tick that begins at `at` is open: count `y` of one series after `elapsed` (0 to 1) of the tick, `total`
   * being the volume of its scope so far. Returns the change if this raises an alarm. Falls are judged when the tick closes.
   */
  peekOpenTick(series: number, at: number, y: number, total: number, elapsed: number): AlarmChange | null {
    const scope = Math.floor(series / this.statuses);
    if (!this.#tests.canRise(series) || this.isLearning(scope)) return null;
    const tick = this.#tickAt(at);
    if (tick === null || this.#roster.wouldBegin(series, y, total)) return null;
    if (!this.#roster.isShare(series)) {
      const slot = this.#roster.ownSlot(series);
      const whole = Math.max(SMALLEST_MEAN, this.#own.exposure(slot, tick) * this.#own.levels.mean(slot));
      const m = whole * elapsed;
      const novelty = this.#own.profiles.novelty(slot);
      const isCold = this.#own.isCold(slot, whole);
      const r = 1 / this.#own.inverseShape(slot);
      return this.#tests.peekRise(series, at, { y, expected: m, above: m, r, novelty, isCold }, elapsed);
    }
    const volume = Math.max(this.#exposure.forecast(scope, tick), total / elapsed);
    const expected = Math.max(SMALLEST_MEAN, this.#shares.mean(series) * volume * elapsed);
    const novelty = this.#exposure.slow.profiles.novelty(scope);
    const r = this.#shareShape(series, this.#exposure.doubt(scope));
    const above = expected * marginFor(novelty);
    return this.#tests.peekRise(series, at, { y, expected, above, r, novelty, isCold: false }, elapsed);
  }

  /** A copy of all that was learnt and is going on. */
  save(): JudgeState {
    const { scopes } = this;
    const { ownSlots } = this.#roster;
    const { at, local } = this.#clock;
    const columns = savedColumns(this.#parts(), Judge.#withRoom(this.#options, scopes, ownSlots).#parts());
    return { version: STATE_VERSION, ...this.#options, scopes, ownSlots, at, local, columns };
  }

  /**
   * A judge that goes on from `state` as if it had never stopped.
   *
   * @throws RangeError for the state of another version of the judge, or a broken one
   */
  static load(state: JudgeState): Judge {
    requireVersion(state);
    const { tickMs, directions, scopes, ownSlots } = state;
    const judge = Judge.#withRoom({ tickMs, directions }, scopes, ownSlots);
    judge.scopes = scopes;
    judge.#roster.ownSlots = ownSlots;
    judge.#clock.at = state.at;
    judge.#clock.local = state.local;
    judge.#tick = state.local === null ? null : judge.#localTick(state.local);
    loadColumns(judge.#parts(), state);
    return judge;
  }

  /** What decides how small a change of a series can be found. */
  caution(series: number): { isNew: boolean; isCold: boolean; margin: number; isShare: boolean; learningRate: number } {
    const scope = Math.floor(series / this.statuses);
    const m = this.output.expected[series]!;
    const isShare = this.#roster.isShare(series);
    const slot = this.#roster.ownSlot(series);
    const doubt = isShare ? this.#shares.doubt(series) : this.#own.levels.doubt(slot);
    const r = this.output.shape[series]!;
    const novelty = this.#exposure.slow.profiles.novelty(scope);
    return {
      isNew: this.#exposure.slow.isCold(scope, 0),
      isCold: !isShare && this.#own.isCold(slot, m),
      margin: isShare ? marginFor(novelty) : 1,
      isShare,
      learningRate: doubt / (1 / r + 1 / m),
    };
  }

  /** A judge with room for so many, and none to spare. */
  static #withRoom(options: JudgeOptions, scopes: number, ownSlots: number): Judge {
    const judge = new Judge(options);
    judge.#grow(scopes);
    judge.#own.grow(ownSlots);
    return judge;
  }

  #grow(scopes: number): void {
    const series = scopes * this.statuses;
    growColumns(this.#scopeColumns, SCOPE_KINDS, scopes);
    this.#roster.grow(scopes);
    this.#exposure.grow(scopes);
    this.#shares.grow(series);
    this.#shareDispersion.grow(series);
    this.#tests.grow(series);
  }

  #tickAt(at: number): LocalTick | null {
    const local = this.#clock.timeAt(at);
    return local === null ? null : this.#localTick(local);
  }

  #localTick({ minuteOfDay, weekday }: LocalTime): LocalTick {
    return { position: this.#own.profiles.position(minuteOfDay), weekday };
  }

  /** Notes which statuses the scope has; shares that begin only now are learnt before they are judged. */
  #meet(scope: number, counts: Float64Array): void {
    const { ownSlots } = this.#roster;
    if (this.#roster.meet(scope, counts)) this.#scopeColumns.ticksSeen[scope] = 0;
    if (this.#roster.ownSlots > ownSlots) this.#own.grow(this.#roster.ownSlots);
  }

  #predict(scope: number, tick: LocalTick, dayEnded: number | null): void {
    this.#exposure.predict(scope, tick, dayEnded);
    for (let status = 0; status < this.statuses; status++) {
      const series = scope * this.statuses + status;
      if (this.#roster.isShare(series)) this.#shares.predict(series, 0);
      else this.#own.predict(this.#roster.ownSlot(series), tick, dayEnded);
    }
  }

  #pass(scope: number, silenceScore: number): void {
    for (let status = 0; status < this.statuses; status++) {
      this.#tests.pass(scope * this.statuses + status, silenceScore);
    }
  }

  #judgeScope(scope: number, at: number, tick: LocalTick, counts: Float64Array): void {
    const base = scope * this.statuses;
    let total = 0;
    for (let status = 0; status < this.statuses; status++) total += countOf(counts, base + status);
    const isWarm = !this.isLearning(scope);
    const { silence, ticksSeen } = this.#scopeColumns;
    silence[scope] = isWarm && total === 0 ? this.#silenceAfter(scope, tick) : 0;
    const volume = this.#exposure.observe(scope, tick, total);
    for (let status = 0; status < this.statuses; status++) {
      const y = countOf(counts, base + status);
      if (this.#roster.isShare(base + status)) this.#judgeShare(base + status, at, y, volume, isWarm);
      else this.#judgeOwn(base + status, at, tick, y, isWarm);
    }
    ticksSeen[scope]! += 1;
  }

  /** Evidence of silence after one more tick without a record. */
  #silenceAfter(scope: number, tick: LocalTick): number {
    const { mean, inverseShape } = this.#exposure.slowForecast(scope, tick);
    return silenceEvidence(this.silence(scope), true, zeroLogProbability(mean, 1 / inverseShape));
  }

  #judgeShare(series: number, at: number, y: number, volume: Volume, isWarm: boolean): void {
    const { novelty } = volume;
    const m = Math.max(SMALLEST_MEAN, volume.learn * this.#shares.mean(series));
    const expected = Math.max(SMALLEST_MEAN, volume.test * this.#shares.mean(series));
    const above = expected * marginFor(novelty);
    const r = this.#shareShape(series, volume.doubt);
    const count = { y, expected, above, below: m, r, x: volume.learn, novelty, isCold: false, hasGuard: true };
    const { weight, newNormal } = this.#lesson(series, at, count, isWarm);
    if (newNormal !== null) this.#shares.set(series, newNormal.a, newNormal.b);
    if (weight === 0) {
      this.#shareDispersion.learnFromAlarm(series, y, m, ALARM_WEIGHT);
      return;
    }
    // A share that begins late is learnt from the volume that comes, however doubtful the forecast of it.
    const w = isWarm ? weight * volume.weight : 1;
    this.#shares.adapt(series, y, m, r, w);
    this.#shares.learn(series, y, volume.learn, w / (1 + m * this.#shareDispersion.phi(series)));
    this.#shareDispersion.learn(series, y, m, Math.max(w, ALARM_WEIGHT));
  }

  #judgeOwn(series: number, at: number, tick: LocalTick, y: number, isWarm: boolean): void {
    const slot = this.#roster.ownSlot(series);
    const x = this.#own.exposure(slot, tick);
    const m = Math.max(SMALLEST_MEAN, x * this.#own.levels.mean(slot));
    const isCold = this.#own.isCold(slot, m);
    const novelty = this.#own.profiles.novelty(slot);
    const r = 1 / this.#own.inverseShape(slot);
    const count = { y, expected: m, above: m, below: m, r, x, novelty, isCold, hasGuard: !isCold };
    const { weight, newNormal } = this.#lesson(series, at, count, isWarm);
    if (newNormal !== null) this.#own.levels.set(slot, newNormal.a, newNormal.b);
    const learnsProfile = !isCold || this.#tests.minutesSinceFreeze(series) > NO_PROFILE_AFTER_FREEZE_MINUTES;
    this.#own.learn(slot, tick, y, m, weight, learnsProfile);
  }

  #lesson(series: number, at: number, count: PredictedCount, isWarm: boolean): ReturnType<SeriesTests["update"]> {
    if (isWarm) return this.#tests.update(series, at, count);
    this.#tests.note(series, count);
    return { weight: 1, newNormal: null };
  }

  #shareShape(series: number, doubtOfVolume: number): number {
    return 1 / (this.#shareDispersion.phi(series) + this.#shares.doubt(series) + doubtOfVolume);
  }

  /** Every part of the state, by name. */
  #parts(): Record<string, Columns> {
    const tests = this.#tests;
    return {
      scope: this.#scopeColumns,
      rosterScopes: this.#roster.scopeColumns,
      rosterSeries: this.#roster.seriesColumns,
      volume: this.#exposure.columns,
      volumeTracker: this.#exposure.fast.columns,
      ...this.#exposure.slow.parts("volume"),
      ...this.#own.parts("own"),
      share: this.#shares.columns,
      ...this.#shareDispersion.parts("share"),
      output: tests.output,
      tests: tests.columns,
      above: tests.above.columns,
      below: tests.below.columns,
      news: tests.news.columns,
      freezes: tests.freezes.columns,
      newNormals: tests.newNormals.columns,
      alarms: tests.alarms.columns,
    };
  }
}

/** A status that was never seen has no count; that is none. */
function countOf(counts: Float64Array, series: number): number {
  const count = counts[series]!;
  return Number.isNaN(count) ? 0 : count;
}

/** How much more than expected a share may be before it counts as risen, at this novelty of the time of day. */
function marginFor(novelty: number): number {
  return 1 + NOVEL_SHARE_MARGIN * novelty * novelty;
}
