import { logRatio } from "./evidence.ts";
import { grown } from "./grown.ts";

/** Evidence for normal, in nats, after which what is left of the alarm's evidence is dropped. */
const CALM = 0.8;
/** Evidence for normal, in nats, after which learning goes on. */
const RECOVERED = 3;

/** Expected events for which the effect that the evidence spoke for counts against a milder one that was seen. */
const SHOWN_PRIOR = 10;

const NEW_NORMAL_MINUTES = 240;
const NEW_NORMAL_COLD_MINUTES = 60;
const NEW_NORMAL_TICKS = 12;
/** Events, expected or counted: a level of almost nothing would never expect so many. */
const NEW_NORMAL_EVENTS = 100;

export interface FrozenTick {
  y: number;
  m: number;
  r: number;
  /** Exposure of the level: what `y` would be at level 1. */
  x: number;
}

export interface TestedTick extends FrozenTick {
  isFlagged: boolean;
  strongestEffect: number;
}

/**
 * Whether a test holds its series' learning still, one set per slot (a slot is one direction of one series).
 *
 *     learning ── flagged ──> frozen ── 3 nats for normal against the effect that was flagged ──> learning
 *
 * The effect is the one that the evidence spoke for until the flagged ticks have shown another: a rare status that rose a
 * hundredfold is then seen to be over within minutes, and a fall by a quarter not at the first mild tick.
 */
export class Freezes {
  #effect = new Float64Array(0);
  #flaggedCount = new Float64Array(0);
  #flaggedMean = new Float64Array(0);
  #normal = new Float64Array(0);
  #isCalm = new Float64Array(0);

  grow(slots: number): void {
    this.#effect = grown(this.#effect, slots);
    this.#flaggedCount = grown(this.#flaggedCount, slots);
    this.#flaggedMean = grown(this.#flaggedMean, slots);
    this.#normal = grown(this.#normal, slots);
    this.#isCalm = grown(this.#isCalm, slots);
  }

  isFrozen(slot: number): boolean {
    return this.#effect[slot] !== 0;
  }

  /** Moves by one tick. `calmed`: drop the evidence now; `thawed`: learning goes on. */
  update(slot: number, tick: TestedTick): "calmed" | "thawed" | null {
    if (tick.isFlagged) {
      if (!this.isFrozen(slot)) this.#effect[slot] = tick.strongestEffect;
      this.#flaggedCount[slot]! += tick.y;
      this.#flaggedMean[slot]! += tick.m;
      this.#normal[slot] = 0;
      this.#isCalm[slot] = 0;
      return null;
    }
    if (!this.isFrozen(slot)) return null;
    const against = logRatio(tick.y, tick.m, tick.r, this.#shownEffect(slot));
    const normal = Math.max(0, this.#normal[slot]! - against);
    this.#normal[slot] = normal;
    if (normal > RECOVERED) {
      this.thaw(slot);
      return "thawed";
    }
    if (normal > CALM && this.#isCalm[slot] === 0) {
      this.#isCalm[slot] = 1;
      return "calmed";
    }
    return null;
  }

  thaw(slot: number): void {
    this.#effect[slot] = 0;
    this.#flaggedCount[slot] = 0;
    this.#flaggedMean[slot] = 0;
    this.#normal[slot] = 0;
    this.#isCalm[slot] = 0;
  }

  #shownEffect(slot: number): number {
    const effect = this.#effect[slot]!;
    const count = this.#flaggedCount[slot]!;
    const mean = this.#flaggedMean[slot]!;
    const shown = effect > 1 ? count / mean : (count + 0.5) / (mean + 0.5);
    const isFarther = effect > 1 ? shown > effect : shown < effect;
    return isFarther ? shown : (SHOWN_PRIOR * effect + count) / (SHOWN_PRIOR + mean);
  }
}

/** What a series did while it was frozen, one set per slot: after hours of it, that is the new normal. */
export class NewNormals {
  #y = new Float64Array(0);
  #x = new Float64Array(0);
  #m = new Float64Array(0);
  #minutes = new Float64Array(0);
  readonly #tickMinutes: number;

  constructor(tickMinutes: number) {
    this.#tickMinutes = tickMinutes;
  }

  grow(slots: number): void {
    this.#y = grown(this.#y, slots);
    this.#x = grown(this.#x, slots);
    this.#m = grown(this.#m, slots);
    this.#minutes = grown(this.#minutes, slots);
  }

  reset(slot: number): void {
    this.#y[slot] = 0;
    this.#x[slot] = 0;
    this.#m[slot] = 0;
    this.#minutes[slot] = 0;
  }

  /** Adds a frozen tick; returns the level to go on with once it has lasted, else null. */
  add(slot: number, tick: FrozenTick, isCold: boolean): { a: number; b: number } | null {
    this.#y[slot]! += tick.y;
    this.#x[slot]! += tick.x;
    this.#m[slot]! += tick.m;
    this.#minutes[slot]! += this.#tickMinutes;
    const patience = isCold ? NEW_NORMAL_COLD_MINUTES : NEW_NORMAL_MINUTES;
    if (this.#minutes[slot]! < Math.max(patience, NEW_NORMAL_TICKS * this.#tickMinutes)) return null;
    if (Math.max(this.#m[slot]!, this.#y[slot]!) < NEW_NORMAL_EVENTS) return null;
    const a = Math.min(50, this.#y[slot]! + 1);
    return { a, b: (a * this.#x[slot]!) / (this.#y[slot]! + 0.5) };
  }
}
