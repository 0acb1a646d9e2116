import { minutesPerFalseAlarm } from "../judge/budget.ts";
import { normalBounds } from "../judge/bounds.ts";
import { Judge } from "../judge/judge.ts";
import type { Budget } from "../model/monitor.ts";
import { scopeKey } from "../model/scope.ts";
import type { Direction } from "../model/status.ts";
import { Transactions } from "../model/transactions.ts";
import { localTime } from "../model/zoned-time.ts";
import type { BatchPlaces } from "../rollup/batch-places.ts";
import { Rollup, type TickCounts } from "../rollup/rollup.ts";
import { ScopeDirectory } from "../rollup/scope-directory.ts";
import { WHOLE_ENOUGH } from "./judging.ts";
import { SilenceWatch } from "./silence-watch.ts";

/** The dimension that keeps the scopes of a backtest apart. */
const GROUP = "group";
const MOST_SCOPES = 1_000_000;
const END_OF_TIME = 8.64e15;

/** One series of counts: statuses of one group belong together; null is all traffic. */
export interface SeriesName {
  group: string | null;
  status: string;
}

export interface BacktestOptions {
  tickMs: number;
  timeZone: string;
  absent: "zero" | "missing";
  /** Every status that can come, with the side on which it worries people. */
  directions: ReadonlyMap<string, Direction>;
  /** False alarms that people accept of each series. */
  budget: Budget;
}

/** What was said of one series at one tick, as soon as the tick was over. `lower` to `upper` is normal. */
export interface BacktestVerdict {
  at: number;
  series: number;
  value: number;
  expected: number;
  lower: number;
  upper: number;
  /** NaN while there is nothing to judge by. */
  score: number;
  alert: boolean;
}

/**
 * Judges counts of the past as a live stream of the same arrivals would have been: rows in the order in which they came, each
 * tick judged when a row of a later one arrives, from the past alone.
 */
export class Backtest {
  readonly names: SeriesName[] = [];
  readonly judge: Judge;
  /** Rows that came for a tick already judged; they are left out, as they would have been. */
  late = 0;
  readonly #rollup: Rollup;
  readonly #options: BacktestOptions;
  readonly #statusIndex: ReadonlyMap<string, number>;
  readonly #silence: SilenceWatch;
  readonly #threshold: number;
  /** For each named series its place with the judge, and whether it has come yet. */
  readonly #places: number[] = [];
  /** A record for each named series, and where it is counted. */
  readonly #records: { record: Transactions; places: BatchPlaces }[] = [];
  readonly #onVerdict: (verdict: BacktestVerdict) => void;

  constructor(options: BacktestOptions, onVerdict: (verdict: BacktestVerdict) => void) {
    const { tickMs, absent, directions, budget } = options;
    const statuses = [...directions.keys()];
    this.#options = options;
    this.#onVerdict = onVerdict;
    this.#statusIndex = new Map(statuses.map((status, index) => [status, index]));
    const scopes = new ScopeDirectory([{ name: "groups", by: GROUP, limit: MOST_SCOPES }]);
    this.#rollup = new Rollup({ tickMs, statuses, patienceMs: 0, absent }, scopes);
    this.judge = new Judge({ tickMs, directions: [...directions.values()] });
    // A clock far ahead of the data: its own newest row closes its ticks, whatever the day is.
    this.#rollup.watermark.advanceClock(END_OF_TIME);
    this.#silence = new SilenceWatch(tickMs);
    this.#threshold = minutesPerFalseAlarm(budget) / (tickMs / 60_000);
    this.#admitScopes();
  }

  /** Number of a series that rows will come of. Its verdicts begin with its first row. */
  series(name: SeriesName): number {
    const { group, status } = name;
    const dimensions = group === null ? {} : { dimensions: { [GROUP]: group } };
    const record = Transactions.of([{ at: 0, status, count: 0, isTally: true, ...dimensions }]);
    this.#records.push({ record, places: this.#rollup.placesOf(record) });
    this.#places.push(-1);
    return this.names.push(name) - 1;
  }

  /** A row: the count of a series at an instant. What it closes is judged first. */
  add(series: number, at: number, count: number): void {
    const tick = this.#rollup.tickOf(at);
    if (tick > this.#rollup.tickOf(this.#rollup.watermark.newestAt)) {
      this.#rollup.watermark.see(tick);
      this.#closeDue();
    }
    const named = this.#records[series];
    if (named === undefined) throw new RangeError(`no series ${series}: name it first`);
    named.record.at[0] = at;
    named.record.count[0] = count;
    if (this.#rollup.add(named.record, named.places, 0, ignore) === null) this.late += 1;
    else if (this.#places[series] === -1) this.#place(series);
  }

  /** No more rows come: the last tick is over too. */
  end(): void {
    const { watermark, tickMs } = this.#rollup;
    if (watermark.newestAt === 0) return;
    watermark.see(this.#rollup.tickOf(watermark.newestAt) + tickMs);
    this.#closeDue();
  }

  #closeDue(): void {
    for (let tick = this.#rollup.takeClosed(); tick !== null; tick = this.#rollup.takeClosed()) {
      this.#admitScopes();
      this.#close(tick);
      if (!this.#silence.isLong) continue;
      const skipped = this.#rollup.skipTo(this.#rollup.watermark.closedUntil());
      if (skipped === 0) continue;
      this.judge.skip(skipped);
      this.#silence.skip(skipped);
    }
  }

  #close({ at, counts, records }: TickCounts): void {
    const isEmpty = records === 0;
    if (!isEmpty) this.#silence.hear(at);
    const whole = this.#rollup.whole(counts);
    const local = localTime(at, this.#options.timeZone);
    this.#judgeWhole(at, whole);
    const isSilent = isEmpty && this.#silence.isSilent;
    this.judge.closeTick(at, local, isSilent ? null : whole, isSilent);
    if (isEmpty) {
      const evidence = this.judge.silence(0);
      this.#silence.listen(at, { expected: this.judge.expectedTotal(0), evidence, threshold: this.#threshold });
    }
    for (const [series, place] of this.#places.entries()) {
      if (place === -1 || Number.isNaN(whole[place] ?? Number.NaN)) continue;
      this.#onVerdict(this.#verdict(at, series, place));
    }
  }

  /** Live, the rises of a tick are judged as soon as its counts look whole, before it closes. */
  #judgeWhole(at: number, counts: Float64Array): void {
    const statuses = this.#statusIndex.size;
    for (let scope = 0; scope < this.judge.scopes; scope++) {
      const base = scope * statuses;
      let total = 0;
      for (let series = base; series < base + statuses; series++) total += counts[series] || 0;
      if (total < WHOLE_ENOUGH * this.judge.expectedTotal(scope, at)) continue;
      for (let series = base; series < base + statuses; series++) {
        const count = counts[series] ?? 0;
        if (count > 0) this.judge.peekOpenTick(series, at, count, total, 1);
      }
    }
  }

  #verdict(at: number, series: number, place: number): BacktestVerdict {
    const { value, expected, shape, score, isFlagged } = this.judge.output;
    const m = expected[place] ?? Number.NaN;
    return {
      at,
      series,
      value: value[place] ?? 0,
      expected: m,
      ...normalBounds(m, shape[place] ?? Number.NaN),
      score: score[place] ?? Number.NaN,
      alert: isFlagged[place] === 1,
    };
  }

  #place(series: number): void {
    const name = this.names[series];
    if (name === undefined) return;
    const { keys } = this.#rollup.scopes;
    const scope = name.group === null ? 0 : keys.lastIndexOf(scopeKey(GROUP, name.group));
    this.#places[series] = scope * this.#statusIndex.size + (this.#statusIndex.get(name.status) ?? 0);
  }

  #admitScopes(): void {
    while (this.judge.scopes < this.#rollup.scopes.keys.length) {
      const scope = this.judge.addScope();
      for (const status of this.#statusIndex.values()) this.judge.setThreshold(scope, status, this.#threshold, true);
    }
  }
}

function ignore(): void {
  // Which series a row went into is known already.
}
