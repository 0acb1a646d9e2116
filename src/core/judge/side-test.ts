import type { Deviation } from "../model/incident.ts";
import type { Direction } from "../model/status.ts";
import { Evidence } from "./evidence.ts";
import type { Freezes } from "./freeze.ts";
import type { News } from "./news.ts";
import type { PredictedCount } from "./series-tick.ts";

/** Evidence beyond this many thresholds is dropped: bounds how long an alarm remembers, and fires again while it lasts. */
const RESET_THRESHOLDS = 8;

interface SideOptions {
  symptom: Deviation;
  effects: readonly number[];
  /** Of the two slots that a series has in `news` and `freezes`, this is the side's. */
  offset: 0 | 1;
  /** One direction per status. */
  directions: readonly Direction[];
  news: News;
  freezes: Freezes;
}

/** One of the two directions that every series is tested in. What it found of the tick that it tested last stands in its fields. */
export class SideTest {
  readonly symptom: Deviation;
  readonly evidence: Evidence;
  /** R of the last tick. */
  total = 0;
  isOver = false;
  isNews = false;
  readonly #isAsked: readonly boolean[];
  readonly #offset: number;
  readonly #news: News;
  readonly #freezes: Freezes;

  constructor({ symptom, effects, offset, directions, news, freezes }: SideOptions) {
    this.symptom = symptom;
    this.evidence = new Evidence(effects);
    this.#isAsked = directions.map((direction) => direction === symptom || direction === "both");
    this.#offset = offset;
    this.#news = news;
    this.#freezes = freezes;
  }

  /** True when people asked to be told of this direction of the series; else it only guards what is learnt. */
  isAsked(series: number): boolean {
    return this.#isAsked[series % this.#isAsked.length]!;
  }

  /** Moves by a tick with mean `m`. `wasFlaggedOpen`: it was flagged before it closed. */
  update(series: number, tick: PredictedCount, m: number, limit: number, wasFlaggedOpen: boolean): void {
    const slot = series * 2 + this.#offset;
    const total = this.evidence.update(series, tick.y, m, tick.r, tick.isCold);
    const isOver = total >= limit || wasFlaggedOpen;
    this.total = total;
    this.isOver = isOver;
    this.isNews = this.#news.update(slot, total) || wasFlaggedOpen;
    const isCalmed = (isOver || this.#freezes.isFrozen(slot)) && this.#freeze(series, slot, tick, m) === "calmed";
    if (isCalmed || total >= RESET_THRESHOLDS * limit) this.evidence.clear(series);
  }

  /** True when `total` would be told now. */
  wouldTell(series: number, total: number, limit: number): boolean {
    return total >= limit && this.#news.peek(series * 2 + this.#offset, total);
  }

  isFrozen(series: number): boolean {
    return this.#freezes.isFrozen(series * 2 + this.#offset);
  }

  /** Begins anew. */
  clear(series: number): void {
    this.evidence.clear(series);
    this.#freezes.thaw(series * 2 + this.#offset);
  }

  /** Drops what was gathered for an alarm, or for its end. */
  forget(series: number): void {
    this.evidence.clear(series);
    this.#news.clear(series * 2 + this.#offset);
    this.#freezes.doubtRecovery(series * 2 + this.#offset);
  }

  #freeze(series: number, slot: number, { y, r, x }: PredictedCount, m: number): ReturnType<Freezes["update"]> {
    const strongestEffect = this.evidence.strongest(series);
    return this.#freezes.update(slot, { y, m, r, x, isFlagged: this.isOver, strongestEffect });
  }
}
