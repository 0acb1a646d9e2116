import { NONE, type Transactions } from "../model/transactions.ts";
import { BatchPlaces } from "./batch-places.ts";
import type { ScopeDirectory, ScopeDirectoryState } from "./scope-directory.ts";
import { Watermark, type WatermarkState } from "./watermark.ts";

/** Counts of one tick: a cell per series (scope × statuses + status), and how many records came. */
export interface TickCounts {
  at: number;
  counts: Float64Array<ArrayBuffer>;
  records: number;
  /** Every record was a finished count of its minute, so the counts are whole although the tick is open. */
  isTallied: boolean;
}

export interface RollupOptions {
  tickMs: number;
  statuses: readonly string[];
  patienceMs: number;
  /** What no record of a series means in a tick that others have records of: none (0), or not known (NaN). */
  absent?: "zero" | "missing";
}

export interface RollupState {
  watermark: WatermarkState;
  scopes: ScopeDirectoryState;
  nextTick: number;
  received: number;
  late: number;
  totals: Float64Array;
  open: readonly TickCounts[];
}

/** Sums transactions into counts per series and tick, and hands out ticks once they are closed. */
export class Rollup {
  readonly watermark: Watermark;
  readonly scopes: ScopeDirectory;
  readonly tickMs: number;
  /** Start of the next tick to close; NaN before the first record. */
  nextTick = Number.NaN;
  received = 0;
  late = 0;
  /** Transactions of each series so far, without late ones; longer than there are series. */
  totals = new Float64Array(0);
  readonly #statusIndex: ReadonlyMap<string, number>;
  readonly #statuses: number;
  readonly #absent: number;
  readonly #open = new Map<number, TickCounts>();
  readonly #touched: number[] = [];

  constructor(options: RollupOptions, scopes: ScopeDirectory) {
    this.tickMs = options.tickMs;
    this.#statuses = options.statuses.length;
    this.#absent = options.absent === "missing" ? Number.NaN : 0;
    this.#statusIndex = new Map(options.statuses.map((status, index) => [status, index]));
    this.watermark = new Watermark(options.tickMs, options.patienceMs);
    this.scopes = scopes;
  }

  save(): RollupState {
    const { nextTick, received, late } = this;
    const totals = this.totals.slice(0, this.scopes.keys.length * this.#statuses);
    const open = Array.from(this.#open.values(), copyOf);
    return { watermark: this.watermark.save(), scopes: this.scopes.save(), nextTick, received, late, totals, open };
  }

  load({ watermark, scopes, nextTick, received, late, totals, open }: RollupState): void {
    this.watermark.load(watermark);
    this.scopes.load(scopes);
    this.nextTick = nextTick;
    this.received = received;
    this.late = late;
    this.totals = totals.slice();
    this.#open.clear();
    for (const tick of open) this.#open.set(tick.at, copyOf(tick));
  }

  tickOf(at: number): number {
    return Math.floor(at / this.tickMs) * this.tickMs;
  }

  /** Where the records of a batch are counted, for `add`. */
  placesOf(batch: Transactions): BatchPlaces {
    return new BatchPlaces(batch, this.scopes, this.#statusIndex);
  }

  /**
   * Counts the record at `i` of a batch. Returns its tick, or null when that tick is closed already (counted as late, not judged)
   * or the status is not configured any more. `onSeries` is told every series that it went into.
   */
  add(batch: Transactions, places: BatchPlaces, i: number, onSeries: (series: number) => void): TickCounts | null {
    const status = places.statusOf(i);
    if (status === NONE) return null;
    const recordAt = batch.at[i] ?? 0;
    const count = batch.count[i] ?? 0;
    this.received += count;
    this.watermark.see(recordAt);
    const at = this.tickOf(recordAt);
    this.watermark.wait(at);
    if (at < this.nextTick) {
      this.late += count;
      return null;
    }
    const tick = this.#tickAt(at);
    tick.records += 1;
    tick.isTallied &&= batch.tallies(i);
    const scopes = places.scopesOf(i, this.#touched);
    tick.counts = this.whole(tick.counts);
    if (this.totals.length < tick.counts.length) this.totals = longerTotals(this.totals, tick.counts.length);
    for (let k = 0; k < scopes; k++) {
      const series = (this.#touched[k] ?? 0) * this.#statuses + status;
      tick.counts[series] = (tick.counts[series] || 0) + count;
      this.totals[series] = (this.totals[series] ?? 0) + count;
      onSeries(series);
    }
    return tick;
  }

  /** The tick that is still open and began last, if any record came for it. A fast clock of one sender does not begin a tick. */
  newestOpen(): TickCounts | null {
    let newest: TickCounts | null = null;
    const { isLive, now } = this.watermark;
    for (const tick of this.#open.values()) {
      if (isLive && tick.at > now) continue;
      if (newest === null || tick.at > newest.at) newest = tick;
    }
    return newest;
  }

  /** `counts` with a cell for every series that is known by now; new ones say that no record came. */
  whole(counts: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
    const length = this.scopes.keys.length * this.#statuses;
    if (counts.length >= length) return counts;
    const longer = new Float64Array(length).fill(this.#absent);
    longer.set(counts);
    return longer;
  }

  /** The next tick that is closed, oldest first; null when there is none. A tick without records has all counts 0. */
  takeClosed(): TickCounts | null {
    if (Number.isNaN(this.nextTick)) {
      if (this.#open.size === 0) return null;
      this.nextTick = Math.min(...this.#open.keys());
    }
    if (this.nextTick + this.tickMs > this.watermark.closedUntil()) return null;
    const at = this.nextTick;
    const tick = this.#open.get(at) ?? this.#emptyTick(at);
    this.#open.delete(at);
    this.nextTick = at + this.tickMs;
    return tick;
  }

  /** Jumps over a long stretch in which no record came; returns how many ticks were left out. */
  skipTo(at: number): number {
    const target = Math.min(this.tickOf(at), ...this.#open.keys());
    const ticks = Math.max(0, (target - this.nextTick) / this.tickMs);
    if (ticks > 0) this.nextTick = target;
    return ticks;
  }

  /** Gives up what is open up to the tick of `at`, that one too: parts of it were missed. Returns how many ticks that are. */
  resume(at: number): number {
    const target = this.tickOf(at) + this.tickMs;
    for (const open of this.#open.keys()) if (open < target) this.#open.delete(open);
    const ticks = Math.max(0, (target - this.nextTick) / this.tickMs);
    if (ticks > 0) this.nextTick = target;
    return ticks;
  }

  #tickAt(at: number): TickCounts {
    const known = this.#open.get(at);
    if (known !== undefined) return known;
    const tick = this.#emptyTick(at);
    this.#open.set(at, tick);
    return tick;
  }

  #emptyTick(at: number): TickCounts {
    const counts = new Float64Array(this.scopes.keys.length * this.#statuses).fill(this.#absent);
    return { at, counts, records: 0, isTallied: true };
  }
}

function copyOf(tick: TickCounts): TickCounts {
  return { ...tick, counts: tick.counts.slice() };
}

/** Twice as long as needed: scopes come one by one. */
function longerTotals(totals: Float64Array<ArrayBuffer>, least: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * least);
  longer.set(totals);
  return longer;
}
