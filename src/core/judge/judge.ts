import type { Mark } from "../model/incident.ts";
import type { Direction } from "../model/status.ts";
import { zeroLogProbability } from "../stats/negative-binomial.ts";
import type { AlarmChange } from "./alarm.ts";
import { type Columns, emptyColumns, growColumns } from "./columns.ts";
import type { Volume } from "./exposure.ts";
import { type JudgeState, loadColumns, requireVersion, savedColumns, STATE_VERSION } from "./judge-state.ts";
import { LocalClock, type LocalTime } from "./local-clock.ts";
import { forgetMarked, learnExpected, learnNoise, type MarkedTick } from "./marked.ts";
import type { LocalTick } from "./seasonal.ts";
import { type Caution, SeriesModel } from "./series-model.ts";
import { FORGOTTEN_AFTER_MINUTES, type JudgeOutput, SeriesTests } from "./series-tests.ts";
import { emptySeriesTick, type SeriesTick } from "./series-tick.ts";
import { silenceEvidence } from "./silence.ts";

/** Ticks of a scope, from its first record on, before anything of it is judged. */
export const WARM_UP_TICKS = 30;
const NO_PROFILE_AFTER_FREEZE_MINUTES = 120;
/** Series that go through the stages of a tick together. */
const BLOCK_SERIES = 512;

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
  readonly #model: SeriesModel;
  readonly #tests: SeriesTests;
  readonly #clock = new LocalClock();
  #tick: LocalTick | null = null;
  readonly #blockScopes: number;
  /** Of a block, the scopes whose counts are known, their volumes, and their series. */
  readonly #known: Int32Array;
  readonly #volumes: Volume[] = [];
  readonly #ticks: readonly SeriesTick[];

  constructor(options: JudgeOptions) {
    const { tickMs, directions } = options;
    this.#options = options;
    this.#tickMinutes = tickMs / 60_000;
    this.statuses = directions.length;
    this.#model = new SeriesModel(directions, this.#tickMinutes);
    this.#tests = new SeriesTests(directions, this.#tickMinutes);
    this.output = this.#tests.output;
    this.#blockScopes = Math.max(1, Math.floor(BLOCK_SERIES / this.statuses));
    this.#known = new Int32Array(this.#blockScopes);
    this.#ticks = Array.from({ length: this.#blockScopes * this.statuses }, emptySeriesTick);
  }

  /** Adds a scope that begins now; its series are not reported before `setThreshold`. */
  addScope(): number {
    this.#growOwn(this.scopes + 1);
    this.#model.addScope(this.scopes);
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
    return tick === null ? 0 : this.#model.volumeForecast(scope, tick).mean;
  }

  /** True when the series was found in alarm before its tick closed. */
  isOpenTickFlagged(series: number): boolean {
    return this.#tests.alarms.isOpenTickFlagged(series);
  }

  /** Lets `ticks` ticks pass of which nothing is known. */
  skip(ticks: number): void {
    const minutes = ticks * this.#tickMinutes;
    for (let scope = 0; scope < this.scopes; scope++) this.#model.skip(scope, minutes);
    for (let series = 0; series < this.scopes * this.statuses; series++) this.#tests.skip(series, minutes);
    if (minutes > FORGOTTEN_AFTER_MINUTES) this.#scopeColumns.silence.fill(0);
  }

  /**
   * Judges the tick that begins at `at`. `counts` has a cell per series; NaN means that the count is not known, and null that
   * nothing is. A scope of which one count is unknown is not judged: then only time passes. `isSilent`: nothing is known because
   * the whole stream is dead. Returns the alarms that began or ended.
   */
  closeTick(at: number, local: LocalTime, counts: Float64Array | null, isSilent = false): AlarmChange[] {
    const dayEnded = this.#clock.move(at, local);
    if (dayEnded !== null) this.#model.accepted.endDay();
    const tick = this.#localTick(local);
    this.#tick = tick;
    for (let first = 0; first < this.scopes; first += this.#blockScopes) {
      const end = Math.min(this.scopes, first + this.#blockScopes);
      const known = this.#predict(first, end, tick, dayEnded, counts, isSilent);
      if (counts !== null) this.#judgeKnown(known, at, tick, counts);
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
    if (tick === null || this.#model.roster.wouldBegin(series, y, total)) return null;
    return this.#tests.peekRise(series, at, this.#model.peek(series, tick, { y, total, elapsed }), elapsed);
  }

  /** A copy of all that was learnt and is going on. */
  save(): JudgeState {
    const { scopes } = this;
    const { ownSlots } = this.#model.roster;
    const { at, local } = this.#clock;
    const columns = savedColumns(this.#parts(), Judge.#withRoom(this.#options, scopes, ownSlots).#parts());
    const accepted = this.#model.accepted.save();
    return { version: STATE_VERSION, ...this.#options, scopes, ownSlots, at, local, accepted, columns };
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
    judge.#model.roster.ownSlots = ownSlots;
    judge.#clock.at = state.at;
    judge.#clock.local = state.local;
    judge.#tick = state.local === null ? null : judge.#localTick(state.local);
    judge.#model.accepted.load(state.accepted);
    loadColumns(judge.#parts(), state);
    return judge;
  }

  /** Nothing that a series does in its alarm is to be learnt; or it is again. */
  hold(series: number, isHeld: boolean): void {
    this.#tests.hold(series, isHeld);
  }

  /** Learns from ticks of a series that were held out, as people say what they were. `aheadMinutes`: it may go on for as long. */
  learnMarked(series: number, as: Mark, ticks: readonly MarkedTick[], aheadMinutes: number): void {
    switch (as) {
      case "real":
        return forgetMarked(this.#model, series, ticks);
      case "expected":
        return learnExpected(this.#model, series, ticks, aheadMinutes / this.#model.own.profiles.binMinutes);
      case "noise":
        learnNoise(this.#model, series, ticks);
        if (aheadMinutes > 0) this.#tests.thaw(series);
    }
  }

  /** What decides how small a change of a series can be found. */
  caution(series: number): Caution {
    return this.#model.caution(series, this.output.expected[series]!, this.output.shape[series]!);
  }

  /** A judge with room for so many, and none to spare. */
  static #withRoom(options: JudgeOptions, scopes: number, ownSlots: number): Judge {
    const judge = new Judge(options);
    judge.#growOwn(scopes);
    judge.#model.grow(scopes, ownSlots);
    return judge;
  }

  #growOwn(scopes: number): void {
    growColumns(this.#scopeColumns, SCOPE_KINDS, scopes);
    this.#tests.grow(scopes * this.statuses);
  }

  #tickAt(at: number): LocalTick | null {
    const local = this.#clock.timeAt(at);
    return local === null ? null : this.#localTick(local);
  }

  #localTick({ minuteOfDay, weekday }: LocalTime): LocalTick {
    return { position: this.#model.own.profiles.position(minuteOfDay), weekday };
  }

  /** Moves the scopes of a block to the tick; returns how many of them are known. Of the others nothing is said. */
  #predict(
    first: number,
    end: number,
    tick: LocalTick,
    dayEnded: number | null,
    counts: Float64Array | null,
    isSilent: boolean,
  ): number {
    let known = 0;
    for (let scope = first; scope < end; scope++) {
      const isKnown = counts !== null && this.#model.roster.isKnown(scope, counts);
      if (isKnown && this.#model.meet(scope, counts)) this.#scopeColumns.ticksSeen[scope] = 0;
      this.#model.predict(scope, tick, dayEnded);
      if (isKnown) this.#known[known++] = scope;
      else this.#pass(scope, isSilent && scope === 0 ? Math.log10(1 + this.silence(scope)) : Number.NaN);
      if (!isKnown && isSilent) this.#model.noteSilence(scope, tick);
    }
    return known;
  }

  #pass(scope: number, silenceScore: number): void {
    for (let status = 0; status < this.statuses; status++) {
      this.#tests.pass(scope * this.statuses + status, silenceScore);
    }
  }

  /**
   * Takes the known scopes of a block through the tick, stage by stage rather than scope by scope: what one stage needs, code and
   * columns, then stays in the processor's cache.
   */
  #judgeKnown(known: number, at: number, tick: LocalTick, counts: Float64Array): void {
    for (let k = 0; k < known; k++) this.#volumes[k] = this.#volumeOf(this.#known[k]!, tick, counts);
    for (let k = 0; k < known; k++) this.#expect(k, tick, counts);
    this.#tests.update(at, this.#ticks, known * this.statuses);
    for (let k = 0; k < known; k++) this.#learn(k, tick);
  }

  #volumeOf(scope: number, tick: LocalTick, counts: Float64Array): Volume {
    let total = 0;
    for (let status = 0; status < this.statuses; status++) total += countOf(counts, scope * this.statuses + status);
    const isSilent = total === 0 && !this.isLearning(scope);
    this.#scopeColumns.silence[scope] = isSilent ? this.#silenceAfter(scope, tick) : 0;
    return this.#model.observeVolume(scope, tick, total);
  }

  /** Evidence of silence after one more tick without a record. */
  #silenceAfter(scope: number, tick: LocalTick): number {
    const { mean, inverseShape } = this.#model.leastVolumeForecast(scope, tick);
    return silenceEvidence(this.silence(scope), true, zeroLogProbability(mean, 1 / inverseShape));
  }

  #expect(k: number, tick: LocalTick, counts: Float64Array): void {
    const scope = this.#known[k]!;
    const isTested = !this.isLearning(scope);
    for (let status = 0; status < this.statuses; status++) {
      const series = scope * this.statuses + status;
      const count = this.#ticks[k * this.statuses + status]!;
      count.series = series;
      count.isTested = isTested;
      this.#model.expect(series, countOf(counts, series), this.#volumes[k]!, tick, count);
    }
  }

  #learn(k: number, tick: LocalTick): void {
    for (let status = 0; status < this.statuses; status++) {
      const count = this.#ticks[k * this.statuses + status]!;
      if (count.weight === 0 && this.#tests.isHeld(count.series)) continue;
      const learnsProfile = this.#tests.minutesSinceFreeze(count.series) > NO_PROFILE_AFTER_FREEZE_MINUTES;
      this.#model.learn(count, this.#volumes[k]!, tick, learnsProfile);
    }
    const scope = this.#known[k]!;
    if (this.#model.roster.hasBegun(scope)) this.#scopeColumns.ticksSeen[scope]! += 1;
  }

  /** Every part of the state, by name. */
  #parts(): Record<string, Columns> {
    const tests = this.#tests;
    return {
      scope: this.#scopeColumns,
      ...this.#model.parts(),
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
