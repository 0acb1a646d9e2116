import type { Deviation } from "../model/incident.ts";
import type { Direction } from "../model/status.ts";
import { type AlarmChange, Alarms } from "./alarm.ts";
import { normalBounds } from "./bounds.ts";
import { Evidence } from "./evidence.ts";
import { Freezes, NewNormals } from "./freeze.ts";
import { grown } from "./grown.ts";

const EFFECTS_ABOVE = [1.25, 1.5, 2, 4, 10];
const EFFECTS_BELOW = [0.65, 0.4, 0.03];
/** Evidence at which a tick counts half for learning. */
const HALF_WEIGHT_EVIDENCE = 2000;
/** Evidence beyond this many thresholds is dropped: bounds how long an alarm remembers, and fires again while it lasts. */
const RESET_THRESHOLDS = 8;

/** What the judge last said of each series, in columns; series = scope × statuses + status. */
export interface JudgeOutput {
  value: Float64Array<ArrayBuffer>;
  expected: Float64Array<ArrayBuffer>;
  /** Shape r of the predicted negative binomial. */
  shape: Float64Array<ArrayBuffer>;
  score: Float64Array<ArrayBuffer>;
  /** 1 for a tick that alerts. */
  isFlagged: Float64Array<ArrayBuffer>;
}

/** A count and what was predicted of it. */
export interface PredictedCount {
  y: number;
  /** Mean that people are told. */
  expected: number;
  /** Mean that a rise is tested against. */
  above: number;
  /** Mean that a fall is tested against, and that is learnt from. */
  below: number;
  r: number;
  /** Exposure of the level: what `y` would be at level 1. */
  x: number;
  /** Small effects are not tested yet. */
  isCold: boolean;
  /** The direction that nobody asked for is tested too, to keep learning clean. */
  hasGuard: boolean;
}

/** What the model may learn from a tick: `weight` in [0, 1], or the level to go on with. */
export interface Lesson {
  weight: number;
  newNormal: { a: number; b: number } | null;
}

/**
 * The tests of every series, a rise and a fall each, and what follows from them: flags, alarms, frozen learning. The test
 * that nobody asked for is never reported.
 */
export class SeriesTests {
  readonly output: JudgeOutput = {
    value: new Float64Array(0),
    expected: new Float64Array(0),
    shape: new Float64Array(0),
    score: new Float64Array(0),
    isFlagged: new Float64Array(0),
  };
  readonly #directions: readonly Direction[];
  readonly #tickMinutes: number;
  readonly #above = new Evidence(EFFECTS_ABOVE);
  readonly #below = new Evidence(EFFECTS_BELOW);
  readonly #freezes = new Freezes();
  readonly #newNormals: NewNormals;
  readonly #alarms: Alarms;
  #minutesSinceFreeze = new Float64Array(0);
  #threshold = new Float64Array(0);
  #isReported = new Float64Array(0);
  #changes: AlarmChange[] = [];

  constructor(directions: readonly Direction[], tickMinutes: number) {
    this.#directions = directions;
    this.#tickMinutes = tickMinutes;
    this.#newNormals = new NewNormals(tickMinutes);
    this.#alarms = new Alarms(tickMinutes);
  }

  grow(series: number): void {
    this.#above.grow(series);
    this.#below.grow(series);
    this.#freezes.grow(series * 2);
    this.#newNormals.grow(series);
    this.#alarms.grow(series);
    this.#minutesSinceFreeze = grown(this.#minutesSinceFreeze, series, Infinity);
    this.#threshold = grown(this.#threshold, series, Infinity);
    this.#isReported = grown(this.#isReported, series);
    this.output.value = grown(this.output.value, series);
    this.output.expected = grown(this.output.expected, series, Number.NaN);
    this.output.shape = grown(this.output.shape, series, Number.NaN);
    this.output.score = grown(this.output.score, series, Number.NaN);
    this.output.isFlagged = grown(this.output.isFlagged, series);
  }

  setThreshold(series: number, ticks: number, isReported: boolean): void {
    this.#threshold[series] = ticks;
    this.#isReported[series] = isReported ? 1 : 0;
  }

  threshold(series: number): number {
    return this.#threshold[series] ?? Infinity;
  }

  isOpenTickFlagged(series: number): boolean {
    return this.#alarms.isOpenTickFlagged(series);
  }

  minutesSinceFreeze(series: number): number {
    return this.#minutesSinceFreeze[series]!;
  }

  /** True when a rise of the series is told to people and is not told of this open tick yet. */
  canRise(series: number): boolean {
    const isAsked = this.#directions[series % this.#directions.length] !== "below";
    return isAsked && this.#isReported[series] === 1 && !this.#alarms.isOpenTickFlagged(series);
  }

  /** Alarms that began or ended since this was last asked. */
  takeChanges(): AlarmChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  /** Nothing is known of this tick; a fall that goes on is still one. */
  pass(series: number): void {
    this.output.value[series] = 0;
    this.output.score[series] = Number.NaN;
    this.output.isFlagged[series] = this.#alarms.symptom(series) === "below" ? 1 : 0;
  }

  /** Notes a count that is not tested yet. */
  note(series: number, count: PredictedCount): void {
    this.output.value[series] = count.y;
    this.output.shape[series] = count.r;
    this.output.expected[series] = count.expected;
    this.output.score[series] = Number.NaN;
    this.output.isFlagged[series] = 0;
  }

  /** Tests one closed tick. */
  update(series: number, at: number, count: PredictedCount): Lesson {
    this.note(series, count);
    let weight = 1;
    let score = 0;
    let flagged: Deviation | null = null;
    for (const side of ["above", "below"] as const) {
      const isAsked = this.#directionOf(series) === side || this.#directionOf(series) === "both";
      if (!isAsked && !count.hasGuard) {
        this.#evidence(side).clear(series);
        this.#freezes.thaw(slotOf(series, side));
        continue;
      }
      const { evidence, isFlagged } = this.#testSide(series, at, side, count);
      weight = Math.min(weight, 1 / (1 + evidence / HALF_WEIGHT_EVIDENCE));
      if (!isAsked || this.#isReported[series] !== 1) continue;
      score = Math.max(score, Math.log10(1 + evidence));
      if (isFlagged) flagged = side;
    }
    this.output.score[series] = score;
    const isFrozen = this.#isFrozen(series);
    this.#tell(this.#alarms.update(series, at, flagged, isFrozen));
    this.output.isFlagged[series] = flagged !== null || this.#isStillOut(series, count) ? 1 : 0;
    if (isFrozen) return { weight: 0, newNormal: this.#newNormal(series, at, count) };
    this.#newNormals.reset(series);
    this.#minutesSinceFreeze[series]! += this.#tickMinutes;
    return { weight, newNormal: null };
  }

  /** Tests a rise in a tick that is open; returns the change if it raises an alarm. Nothing else moves. */
  peekRise(series: number, at: number, count: Omit<PredictedCount, "below" | "x" | "hasGuard">): AlarmChange | null {
    const { y, expected, above, r, isCold } = count;
    const evidence = this.#above.peek(series, y, above, r, isCold);
    if (evidence < this.#threshold[series]!) return null;
    this.output.value[series] = y;
    this.output.expected[series] = expected;
    this.output.shape[series] = r;
    this.output.score[series] = Math.log10(1 + evidence);
    this.output.isFlagged[series] = 1;
    return this.#alarms.flagOpenTick(series, at, "above");
  }

  #testSide(
    series: number,
    at: number,
    side: "above" | "below",
    count: PredictedCount,
  ): { evidence: number; isFlagged: boolean } {
    const test = this.#evidence(side);
    const m = count[side];
    const evidence = test.update(series, count.y, m, count.r, count.isCold);
    const threshold = this.#threshold[series]!;
    const isFlagged = evidence >= threshold || (side === "above" && this.#alarms.wasFlaggedOpen(series, at));
    const strongestEffect = test.strongest(series);
    const tick = { y: count.y, m, r: count.r, x: count.x, isFlagged, strongestEffect };
    const step = this.#freezes.update(slotOf(series, side), tick);
    if (evidence >= RESET_THRESHOLDS * threshold || step === "calmed") test.clear(series);
    return { evidence, isFlagged };
  }

  /** While frozen, gathers what the series does; returns the level to go on with once that is the new normal. */
  #newNormal(series: number, at: number, count: PredictedCount): Lesson["newNormal"] {
    this.#minutesSinceFreeze[series] = 0;
    const level = this.#newNormals.add(series, { ...count, m: count.below }, count.isCold && !count.hasGuard);
    if (level === null) return null;
    this.#newNormals.reset(series);
    for (const side of ["above", "below"] as const) {
      this.#evidence(side).clear(series);
      this.#freezes.thaw(slotOf(series, side));
    }
    this.#tell(this.#alarms.end(series, at, "new normal"));
    return level;
  }

  /** Once in alarm, a tick outside its bounds alerts although the evidence has been dropped and gathers anew. */
  #isStillOut(series: number, count: PredictedCount): boolean {
    const symptom = this.#alarms.symptom(series);
    if (symptom === null) return false;
    const { lower, upper } = normalBounds(count.expected, count.r);
    return symptom === "above" ? count.y > upper : count.y < lower;
  }

  #evidence(side: "above" | "below"): Evidence {
    return side === "above" ? this.#above : this.#below;
  }

  #directionOf(series: number): Direction {
    return this.#directions[series % this.#directions.length]!;
  }

  #isFrozen(series: number): boolean {
    return this.#freezes.isFrozen(slotOf(series, "above")) || this.#freezes.isFrozen(slotOf(series, "below"));
  }

  #tell(change: AlarmChange | null): void {
    if (change !== null) this.#changes.push(change);
  }
}

function slotOf(series: number, side: "above" | "below"): number {
  return series * 2 + (side === "above" ? 0 : 1);
}
