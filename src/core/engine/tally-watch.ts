import type { Measure } from "../incident/member.ts";
import type { JudgeOutput } from "../judge/series-tests.ts";
import type { VerdictHistory } from "../judge/verdict-history.ts";
import type { Deviation } from "../model/incident.ts";
import { ALL_TRAFFIC, type ScopeKey } from "../model/scope.ts";
import { type Finding, TRAFFIC } from "./finding.ts";
import { dayBefore, paceBefore } from "./references.ts";

/** A series in alarm: since which tick, and its pace of the hour before, per tick. */
interface Watched {
  since: number;
  pace: number | null;
}

export interface TallyWatchState {
  watched: ReadonlyMap<number, Watched>;
  /** Of everything, while nothing comes in. */
  silence: Watched | null;
}

export interface TallyWatchParts {
  tickMs: number;
  statuses: readonly string[];
  /** Keys and histories of the scopes, which are added to. */
  keys: readonly ScopeKey[];
  histories: readonly VerdictHistory[];
}

/** Empty ticks from `from` on, in which so many transactions were expected. */
export interface EmptyTicks {
  from: number;
  ticks: number;
  missed: number;
}

/** Counts what comes in while series are in alarm, beside what would have come by each reference. */
export class TallyWatch {
  readonly #parts: TallyWatchParts;
  readonly #watched = new Map<number, Watched>();
  #silence: Watched | null = null;

  constructor(parts: TallyWatchParts) {
    this.#parts = parts;
  }

  save(): TallyWatchState {
    return { watched: new Map(this.#watched), silence: this.#silence };
  }

  load({ watched, silence }: TallyWatchState): void {
    for (const [series, one] of watched) this.#watched.set(series, one);
    this.#silence = silence;
  }

  /** The alarm of a series began in the tick `at`. */
  begin(series: number, at: number): void {
    const { scope, status } = this.#place(series);
    const history = this.#parts.histories[scope];
    const pace = history === undefined ? null : paceBefore(history, [status], at, this.#parts.tickMs);
    this.#watched.set(series, { since: at, pace });
  }

  end(series: number): void {
    this.#watched.delete(series);
  }

  /** Of the tick that has just closed, for every series in alarm; while nothing comes in at all, of everything together. */
  measures(
    at: number,
    told: ReadonlyMap<number, Deviation>,
    output: JudgeOutput,
    silent: EmptyTicks | null,
  ): Measure[] {
    if (silent !== null) return [this.#measureSilence(silent)];
    this.#silence = null;
    const measures: Measure[] = [];
    for (const series of told.keys()) {
      const measure = this.#measure(series, at, output);
      if (measure !== null) measures.push(measure);
    }
    return measures;
  }

  /** Ticks of a silence that the empty tick `at` brings to light: when it is found, those before as well. */
  emptyTicks(
    at: number,
    expected: number,
    found: readonly Finding[],
    told: ReadonlyMap<number, Deviation>,
  ): EmptyTicks {
    const [first] = found;
    // What fell before it fell silent was counted as a fall.
    const hasFallen = [...told.keys()].some((series) => series < this.#parts.statuses.length);
    if (first?.kind !== "began" || hasFallen) return { from: at, ticks: 1, missed: expected };
    const { at: from, expected: missed } = first.sighting;
    return { from, ticks: (at - from) / this.#parts.tickMs + 1, missed };
  }

  /** Null for a tick before the alarm. Where nothing is expected yet, nothing is off. */
  #measure(series: number, at: number, output: JudgeOutput): Measure | null {
    const { tickMs, histories, keys, statuses } = this.#parts;
    const { scope, status } = this.#place(series);
    const watched = this.#watched.get(series);
    const history = histories[scope];
    if (watched === undefined || history === undefined || at < watched.since) return null;
    const observed = output.value[series] ?? 0;
    const expected = output.expected[series] ?? Number.NaN;
    return {
      scope: keys[scope] ?? ALL_TRAFFIC,
      status: statuses[status] ?? "?",
      ticks: 1,
      observed,
      expected: Number.isNaN(expected) ? (watched.pace ?? observed) : expected,
      hourBefore: watched.pace,
      dayBefore: dayBefore(history, [status], { at, ticks: 1, tickMs }),
    };
  }

  #measureSilence({ from, ticks, missed }: EmptyTicks): Measure {
    const { tickMs, statuses, histories } = this.#parts;
    const [history] = histories;
    const all = [...statuses.keys()];
    this.#silence ??= { since: from, pace: history === undefined ? null : paceBefore(history, all, from, tickMs) };
    const { pace } = this.#silence;
    return {
      scope: ALL_TRAFFIC,
      status: TRAFFIC,
      ticks,
      observed: 0,
      expected: missed,
      hourBefore: pace === null ? null : pace * ticks,
      dayBefore: history === undefined ? null : dayBefore(history, all, { at: from, ticks, tickMs }),
    };
  }

  #place(series: number): { scope: number; status: number } {
    const status = series % this.#parts.statuses.length;
    return { scope: (series - status) / this.#parts.statuses.length, status };
  }
}
