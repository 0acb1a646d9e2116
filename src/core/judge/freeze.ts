import { type Columns, emptyColumns, growColumns } from "./columns.ts";
import { logRatio } from "./evidence.ts";

/** Evidence for normal, in nats, after which what is left of the alarm's evidence is dropped. */
const CALM = 0.8;
/** Evidence for normal, in nats, after which learning goes on. */
const RECOVERED = 3;

/** Expected events for which the effect that the evidence spoke for counts against a milder one that was seen. */
const SHOWN_PRIOR = 10;

const NEW_NORMAL_MINUTES = 240;
const NEW_NORMAL_COLD_MINUTES = 60;
const NEW_NORMAL_TICKS = 12;
/** Less than this part of what was expected is not another level, but nothing sold: an incident, a night, a day on which a shop is closed. */
export const ALMOST_NONE = 0.05;
export const ALMOST_NONE_MINUTES = 4320;
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

const FREEZE_KINDS = { effect: {}, flaggedCount: {}, flaggedMean: {}, normal: {}, isCalm: {} } as const;
const NEW_NORMAL_KINDS = { y: {}, x: {}, m: {}, minutes: {} } as const;

/**
 * Whether a test holds its series' learning still, one set per slot (a slot is one direction of one series).
 *
 *     learning ── flagged ──> frozen ── 3 nats for normal against the effect that was flagged ──> learning
 *
 * The effect is the one that the evidence spoke for until the flagged ticks have shown another: a rare status that rose a
 * hundredfold is then seen to be over within minutes, and a fall by a quarter not at the first mild tick.
 */
export class Freezes {
  readonly columns: Columns<typeof FREEZE_KINDS> = emptyColumns(FREEZE_KINDS);

  grow(slots: number): void {
    growColumns(this.columns, FREEZE_KINDS, slots);
  }

  isFrozen(slot: number): boolean {
    return this.columns.effect[slot] !== 0;
  }

  /** Moves by one tick. `calmed`: drop the evidence now; `thawed`: learning goes on. */
  update(slot: number, tick: TestedTick): "calmed" | "thawed" | null {
    if (tick.isFlagged) {
      if (!this.isFrozen(slot)) this.columns.effect[slot] = tick.strongestEffect;
      this.columns.flaggedCount[slot]! += tick.y;
      this.columns.flaggedMean[slot]! += tick.m;
      this.doubtRecovery(slot);
      return null;
    }
    if (!this.isFrozen(slot)) return null;
    const against = logRatio(tick.y, tick.m, tick.r, this.#shownEffect(slot));
    const normal = Math.max(0, this.columns.normal[slot]! - against);
    this.columns.normal[slot] = normal;
    if (normal > RECOVERED) {
      this.thaw(slot);
      return "thawed";
    }
    if (normal > CALM && this.columns.isCalm[slot] === 0) {
      this.columns.isCalm[slot] = 1;
      return "calmed";
    }
    return null;
  }

  thaw(slot: number): void {
    if (!this.isFrozen(slot)) return;
    this.columns.effect[slot] = 0;
    this.columns.flaggedCount[slot] = 0;
    this.columns.flaggedMean[slot] = 0;
    this.doubtRecovery(slot);
  }

  /** Evidence for normal is gathered anew. */
  doubtRecovery(slot: number): void {
    this.columns.normal[slot] = 0;
    this.columns.isCalm[slot] = 0;
  }

  #shownEffect(slot: number): number {
    const effect = this.columns.effect[slot]!;
    const count = this.columns.flaggedCount[slot]!;
    const mean = this.columns.flaggedMean[slot]!;
    const shown = effect > 1 ? count / mean : (count + 0.5) / (mean + 0.5);
    const isFarther = effect > 1 ? shown > effect : shown < effect;
    return isFarther ? shown : (SHOWN_PRIOR * effect + count) / (SHOWN_PRIOR + mean);
  }
}

/** What a series did while it was frozen, one set per slot: after hours of it, that is the new normal. */
export class NewNormals {
  readonly columns: Columns<typeof NEW_NORMAL_KINDS> = emptyColumns(NEW_NORMAL_KINDS);
  readonly #tickMinutes: number;

  constructor(tickMinutes: number) {
    this.#tickMinutes = tickMinutes;
  }

  grow(slots: number): void {
    growColumns(this.columns, NEW_NORMAL_KINDS, slots);
  }

  reset(slot: number): void {
    if (this.columns.minutes[slot] === 0) return;
    this.columns.y[slot] = 0;
    this.columns.x[slot] = 0;
    this.columns.m[slot] = 0;
    this.columns.minutes[slot] = 0;
  }

  /** Adds a frozen tick; returns the level to go on with once it has lasted, else null. */
  add(slot: number, tick: FrozenTick, isCold: boolean): { a: number; b: number } | null {
    this.columns.y[slot]! += tick.y;
    this.columns.x[slot]! += tick.x;
    this.columns.m[slot]! += tick.m;
    this.columns.minutes[slot]! += this.#tickMinutes;
    const isAlmostNone = this.columns.y[slot]! < ALMOST_NONE * this.columns.m[slot]!;
    const known = isCold ? NEW_NORMAL_COLD_MINUTES : NEW_NORMAL_MINUTES;
    const patience = isAlmostNone ? ALMOST_NONE_MINUTES : known;
    if (this.columns.minutes[slot]! < Math.max(patience, NEW_NORMAL_TICKS * this.#tickMinutes)) return null;
    if (Math.max(this.columns.m[slot]!, this.columns.y[slot]!) < NEW_NORMAL_EVENTS) return null;
    const a = Math.min(50, this.columns.y[slot]! + 1);
    return { a, b: (a * this.columns.x[slot]!) / (this.columns.y[slot]! + 0.5) };
  }
}
