import type { Direction } from "../model/status.ts";
import { type AlarmChange, Alarms } from "./alarm.ts";
import { normalBounds } from "./bounds.ts";
import { type Columns, emptyColumns, growColumns } from "./columns.ts";
import { FALLS, RISES } from "./effects.ts";
import type { Evidence } from "./evidence.ts";
import { Freezes, NewNormals } from "./freeze.ts";
import { News } from "./news.ts";
import type { OpenCount, PredictedCount, SeriesTick, Verdict } from "./series-tick.ts";
import { SideTest } from "./side-test.ts";

/** Evidence at which a tick counts half for learning. */
export const HALF_WEIGHT_EVIDENCE = 2000;
/**
 * Part of the mean ticks between false alarms at which the evidence alarms: the statistic errs on the quiet side, because the
 * predicted counts carry the doubt about the level and neighbouring crossings are one alarm. Measured on simulated traffic.
 */
const PACE = 0.55;
/** At a time of day never seen the model is less to be trusted: the limit is higher by this part of it. */
const NOVELTY_CAUTION = 1;

/** After so long of which nothing is known, evidence of before says nothing of now. */
export const FORGOTTEN_AFTER_MINUTES = 120;

const KINDS = {
  minutesSinceFreeze: { fill: Infinity },
  threshold: { fill: Infinity },
  isReported: {},
  /** 1 while it is in an alarm that people said is real: nothing of that is learnt. */
  isHeld: {},
  unknownMinutes: {},
} as const;
const OUTPUT_KINDS = {
  value: {},
  expected: { fill: Number.NaN },
  shape: { fill: Number.NaN },
  score: { fill: Number.NaN },
  isFlagged: {},
} as const;

/**
 * What the judge last said of each series, in columns; series = scope × statuses + status. `shape` is the shape r of the
 * predicted negative binomial, `isFlagged` 1 for a tick that alerts.
 */
export type JudgeOutput = Columns<typeof OUTPUT_KINDS>;

/**
 * The tests of every series, a rise and a fall each, and what follows from them: flags, alarms, frozen learning. The test
 * that nobody asked for is never reported.
 */
export class SeriesTests {
  readonly output: JudgeOutput = emptyColumns(OUTPUT_KINDS);
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);
  /** A slot for each direction of a series, as below for freezes. */
  readonly news: News;
  readonly freezes = new Freezes();
  readonly newNormals: NewNormals;
  readonly alarms: Alarms;
  readonly #rise: SideTest;
  readonly #fall: SideTest;
  readonly #sides: readonly SideTest[];
  readonly #tickMinutes: number;
  #changes: AlarmChange[] = [];

  constructor(directions: readonly Direction[], tickMinutes: number) {
    this.#tickMinutes = tickMinutes;
    this.news = new News(tickMinutes);
    const { news, freezes } = this;
    this.#rise = new SideTest({ symptom: "above", effects: RISES, offset: 0, directions, news, freezes });
    this.#fall = new SideTest({ symptom: "below", effects: FALLS, offset: 1, directions, news, freezes });
    this.#sides = [this.#rise, this.#fall];
    this.newNormals = new NewNormals(tickMinutes);
    this.alarms = new Alarms(tickMinutes);
  }

  get above(): Evidence {
    return this.#rise.evidence;
  }

  get below(): Evidence {
    return this.#fall.evidence;
  }

  grow(series: number): void {
    growColumns(this.output, OUTPUT_KINDS, series);
    growColumns(this.columns, KINDS, series);
    this.above.grow(series);
    this.below.grow(series);
    this.news.grow(series * 2);
    this.freezes.grow(series * 2);
    this.newNormals.grow(series);
    this.alarms.grow(series);
  }

  setThreshold(series: number, ticks: number, isReported: boolean): void {
    this.columns.threshold[series] = ticks;
    this.columns.isReported[series] = isReported ? 1 : 0;
  }

  /** What the series does in its alarm is not to be learnt, however long it lasts; or is again. */
  hold(series: number, isHeld: boolean): void {
    this.columns.isHeld[series] = isHeld ? 1 : 0;
  }

  isHeld(series: number): boolean {
    return this.columns.isHeld[series] === 1;
  }

  /** Learning goes on, whatever the series does; the alarm ends with the next tick, unless that raises one. */
  thaw(series: number): void {
    for (const side of this.#sides) side.clear(series);
  }

  /** Evidence at which a series alarms, at a time of day that is `novelty` new. */
  limit(series: number, novelty: number): number {
    return PACE * (1 + NOVELTY_CAUTION * novelty * novelty) * (this.columns.threshold[series] ?? Infinity);
  }

  isOpenTickFlagged(series: number): boolean {
    return this.alarms.isOpenTickFlagged(series);
  }

  minutesSinceFreeze(series: number): number {
    return this.columns.minutesSinceFreeze[series]!;
  }

  /** True when a rise of the series is told to people and is not told of this open tick yet. */
  canRise(series: number): boolean {
    return (
      this.#rise.isAsked(series) && this.columns.isReported[series] === 1 && !this.alarms.isOpenTickFlagged(series)
    );
  }

  /** Alarms that began or ended since this was last asked. */
  takeChanges(): AlarmChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  /**
   * Nothing is known of this tick, so nothing is said of it; what was told goes on. In a silence of the whole stream that was found
   * with `silenceScore` (else NaN), a fall of what should come in goes on.
   */
  pass(series: number, silenceScore: number): void {
    const isFall = !Number.isNaN(silenceScore) && this.#fall.isAsked(series);
    this.output.value[series] = 0;
    this.output.score[series] = isFall ? silenceScore : Number.NaN;
    this.output.isFlagged[series] = isFall ? 1 : 0;
    this.skip(series, this.#tickMinutes);
  }

  /** Lets minutes pass of which nothing is known. After too many no evidence is left, for an alarm or its end; what was told stays. */
  skip(series: number, minutes: number): void {
    const { unknownMinutes } = this.columns;
    const before = unknownMinutes[series]!;
    unknownMinutes[series] = before + minutes;
    if (before > FORGOTTEN_AFTER_MINUTES || before + minutes <= FORGOTTEN_AFTER_MINUTES) return;
    for (const side of this.#sides) side.forget(series);
  }

  /** Takes the first `size` of `ticks`, all of the tick that begins at `at`, through the tests; what they say is written into each. */
  update(at: number, ticks: readonly SeriesTick[], size = ticks.length): void {
    for (let k = 0; k < size; k++) this.#begin(ticks[k]!);
    for (let k = 0; k < size; k++) this.#testSide(this.#rise, at, ticks[k]!);
    for (let k = 0; k < size; k++) this.#testSide(this.#fall, at, ticks[k]!);
    for (let k = 0; k < size; k++) this.#conclude(at, ticks[k]!);
  }

  /** Tests a rise in a tick of which the part `elapsed` has passed; returns the change if it raises an alarm. Nothing else moves. */
  peekRise(series: number, at: number, count: OpenCount, elapsed = 1): AlarmChange | null {
    const { y, expected, above, r, isCold, novelty } = count;
    const limit = this.limit(series, novelty);
    let evidence = this.above.peek(series, y, above, r, isCold);
    if (evidence < limit) return null;
    if (elapsed < 1) {
      const scale = this.above.arrivalScale(above / elapsed, r);
      evidence = this.above.peek(series, y, above, r, isCold, scale);
    }
    if (!this.#rise.wouldTell(series, evidence, limit)) return null;
    this.output.value[series] = y;
    this.output.expected[series] = expected;
    this.output.shape[series] = r;
    this.output.score[series] = scoreOf(evidence, true);
    this.output.isFlagged[series] = 1;
    return this.alarms.flagOpenTick(series, at, "above");
  }

  #begin(tick: SeriesTick): void {
    const { series } = tick;
    this.columns.unknownMinutes[series] = 0;
    this.output.value[series] = tick.y;
    this.output.shape[series] = tick.r;
    this.output.expected[series] = tick.expected;
    tick.limit = this.limit(series, tick.novelty);
    tick.score = tick.isTested ? 0 : Number.NaN;
    tick.flagged = null;
    tick.goesOn = false;
    tick.weight = 1;
    tick.newNormal = null;
  }

  #testSide(side: SideTest, at: number, tick: SeriesTick): void {
    if (!tick.isTested) return;
    const { series } = tick;
    const isAsked = side.isAsked(series);
    if (!isAsked && !tick.hasGuard) {
      side.clear(series);
      return;
    }
    const isRise = side === this.#rise;
    const wasFlaggedOpen = isRise && this.alarms.wasFlaggedOpen(series, at);
    side.update(series, tick, isRise ? tick.above : tick.below, tick.limit, wasFlaggedOpen);
    tick.weight = Math.min(tick.weight, 1 / (1 + side.total / HALF_WEIGHT_EVIDENCE));
    if (!isAsked || this.columns.isReported[series] !== 1) return;
    tick.score = Math.max(tick.score, scoreOf(side.total, side.isNews));
    tick.goesOn ||= side.isOver;
    if (side.isOver && side.isNews) tick.flagged = side.symptom;
  }

  /** Raises, goes on with or ends the alarm, and says what may be learnt. */
  #conclude(at: number, tick: SeriesTick): void {
    const { series, flagged, goesOn } = tick;
    this.output.score[series] = tick.score;
    this.output.isFlagged[series] = 0;
    if (!tick.isTested) return;
    const isFrozen = this.#rise.isFrozen(series) || this.#fall.isFrozen(series);
    this.#tell(this.alarms.update(series, at, flagged, { isFrozen, goesOn, y: tick.y }));
    if (flagged !== null || this.#isStillOut(series, tick)) this.output.isFlagged[series] = 1;
    if (isFrozen) {
      tick.weight = 0;
      tick.newNormal = this.#newNormal(series, at, tick);
      return;
    }
    this.newNormals.reset(series);
    this.columns.minutesSinceFreeze[series]! += this.#tickMinutes;
  }

  /** While frozen, gathers what the series does; returns the level to go on with once that is the new normal. */
  #newNormal(series: number, at: number, count: PredictedCount): Verdict["newNormal"] {
    this.columns.minutesSinceFreeze[series] = 0;
    if (this.isHeld(series)) {
      this.newNormals.reset(series);
      return null;
    }
    const level = this.newNormals.add(series, { ...count, m: count.below }, count.isCold && !count.hasGuard);
    if (level === null) return null;
    this.newNormals.reset(series);
    for (const side of this.#sides) side.clear(series);
    this.#tell(this.alarms.end(series, at, "new normal"));
    return level;
  }

  /** Once in alarm, a tick outside its bounds alerts although the evidence has been dropped and gathers anew. */
  #isStillOut(series: number, count: PredictedCount): boolean {
    const symptom = this.alarms.symptom(series);
    if (symptom === null) return false;
    const { lower, upper } = normalBounds(count.expected, count.r);
    return symptom === "above" ? count.y > upper : count.y < lower;
  }

  #tell(change: AlarmChange | null): void {
    if (change !== null) this.#changes.push(change);
  }
}

/** log10 of the evidence; half of that while it tells nothing new. */
function scoreOf(evidence: number, isNews: boolean): number {
  const score = Math.log10(1 + evidence);
  return isNews ? score : score / 2;
}
