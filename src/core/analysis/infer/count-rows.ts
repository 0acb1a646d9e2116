import { localTime } from "../../model/zoned-time.ts";
import type { CountColumn, Slot } from "../count-table.ts";
import { CountSeries, keysOf, type Layout } from "./count-series.ts";
import type { GridRow, Misunderstanding } from "./grid.ts";
import type { RefusalList } from "./refusal-list.ts";
import { instantOfLocal } from "./row-times.ts";
import { phaseOf, slotLabel, stepOfCounts, stepOfTransactions, stepText, type Step } from "./time-step.ts";

const DAY_MS = 86_400_000;

export interface CountQuestion {
  layout: Layout;
  rows: readonly GridRow[];
  ats: Float64Array;
  isDated: boolean;
  timeZone: string;
  stepMs: number | undefined;
  absentIsZero: boolean;
  /** Places among the dimensions that get series of their own. */
  scopes: ReadonlySet<number>;
  mostCells: number;
}

export interface Counted {
  step: Step;
  slots: readonly Slot[];
  columns: readonly CountColumn[];
  /** Rows that are used, by place, and the slot of each. */
  used: readonly number[];
  slotAt: Float64Array;
  /** Rows whose time and series came before, and were added to it. */
  added: number;
  /** Cells without a value. */
  empty: number;
  /** Slots of which there is no row. */
  bare: number;
}

/** Slots from the first time to the last. Whole days go by the clocks of the place, which are changed twice a year. */
class SlotGrid {
  readonly #step: Step;
  readonly #question: CountQuestion;
  readonly #first: number;
  readonly length: number;

  constructor(step: Step, question: CountQuestion, least: number, most: number) {
    this.#step = step;
    this.#question = question;
    this.#first = this.#indexOf(least);
    this.length = this.#indexOf(most) - this.#first + 1;
  }

  localOf(at: number): number {
    const { isDated, timeZone } = this.#question;
    return isDated ? at + localTime(at, timeZone).offsetMs : at;
  }

  #isByClock(): boolean {
    return this.#step.stepMs >= DAY_MS;
  }

  #indexOf(at: number): number {
    const time = this.#isByClock() ? this.localOf(at) : at;
    return Math.floor((time - this.#step.phaseMs) / this.#step.stepMs);
  }

  slotOf(at: number): number {
    return this.#indexOf(at) - this.#first;
  }

  isOnGrid(at: number): boolean {
    const time = this.#isByClock() ? this.localOf(at) : at;
    return (time - this.#step.phaseMs) % this.#step.stepMs === 0;
  }

  startOf(slot: number): number {
    const time = (this.#first + slot) * this.#step.stepMs + this.#step.phaseMs;
    return this.#isByClock() && this.#question.isDated ? instantOfLocal(time, this.#question.timeZone) : time;
  }
}

function extremes(ats: Float64Array): { least: number; most: number } {
  let least = Infinity;
  let most = -Infinity;
  for (const at of ats) {
    if (at < least) least = at;
    if (at > most) most = at;
  }
  return { least, most };
}

function stepOf(question: CountQuestion, least: number, most: number): Step {
  const { layout, ats, stepMs } = question;
  const local = question.isDated && question.timeZone !== "UTC";
  const shift = local ? localTime(least, question.timeZone).offsetMs : 0;
  // The grid of a given step begins at midnight.
  if (stepMs !== undefined) return { stepMs, phaseMs: stepMs < DAY_MS ? -shift % stepMs : 0, because: "said so" };
  if (layout.values.length === 0) return stepOfTransactions(most - least);
  const distinct = Float64Array.from(new Set(ats)).filter((at) => !Number.isNaN(at));
  const step = stepOfCounts(local ? distinct.map((at) => at + localTime(at, question.timeZone).offsetMs) : distinct);
  return local && step.stepMs < DAY_MS ? { ...step, phaseMs: phaseOf(distinct, step.stepMs) } : step;
}

function labelled(grid: SlotGrid, step: Step, isDated: boolean): Slot[] {
  const starts = Array.from({ length: grid.length }, (_, slot) => grid.startOf(slot));
  const dayOf = (at: number | undefined): number => Math.floor(grid.localOf(at ?? 0) / DAY_MS);
  const isLong = dayOf(starts[0]) !== dayOf(starts.at(-1));
  return starts.map((at) => ({ at, label: slotLabel(grid.localOf(at), { stepMs: step.stepMs, isDated, isLong }) }));
}

function tooMany(step: Step, slots: number): Misunderstanding {
  const help = ["step=1h or step=1d counts in longer steps", "a time far from the others may be a mistake in the file"];
  return {
    problem: `from the first time to the last are ${slots} steps of ${stepText(step.stepMs)}, too many`,
    seen: [],
    help,
  };
}

/** Goes through the rows and counts them by slot. */
export function countRows(question: CountQuestion, refusals: RefusalList): Counted | Misunderstanding {
  const { layout, rows, ats, isDated, absentIsZero, scopes, mostCells, stepMs } = question;
  const { least, most } = extremes(ats);
  const step = stepOf(question, least, most);
  const grid = new SlotGrid(step, question, least, most);
  if (grid.length > mostCells) return tooMany(step, grid.length);
  const series = new CountSeries(layout, grid.length, scopes);
  const seen = new Map<string, number>();
  const used: number[] = [];
  const slotAt: number[] = [];
  let added = 0;
  for (const [i, row] of rows.entries()) {
    const at = ats[i] ?? Number.NaN;
    if (Number.isNaN(at)) continue;
    const refuse = (reason: string): void => refusals.add({ row: row.number, reason });
    const keys = keysOf(row, layout);
    if (typeof keys === "string") {
      refuse(keys);
      continue;
    }
    if (!layout.isLong && stepMs === undefined && !grid.isOnGrid(at)) {
      refuse(`has a time between the steps of ${stepText(step.stepMs)}`);
      continue;
    }
    const key = JSON.stringify([at, keys.status, ...keys.values]);
    const before = layout.values.length === 0 ? undefined : seen.get(key);
    if (before !== undefined && !layout.isLong) {
      refuse(`has the same time as row ${before}`);
      continue;
    }
    const slot = grid.slotOf(at);
    let isRefused = false;
    const isCounted = series.add(slot, row, keys, (column, reason) => {
      isRefused = true;
      refusals.add({ row: row.number, column, reason }, layout.isLong);
    });
    if (layout.isLong && !isCounted) {
      if (!isRefused) refuse("has no count");
      continue;
    }
    if (before === undefined && layout.values.length > 0) seen.set(key, row.number);
    else if (before !== undefined) added++;
    used.push(i);
    slotAt.push(grid.startOf(slot));
    if (series.size * grid.length > mostCells) return tooMany(step, grid.length);
  }
  const columns = series.columns(absentIsZero);
  const bare = grid.length - new Set(slotAt).size;
  return {
    step,
    slots: labelled(grid, step, isDated),
    columns,
    used,
    slotAt: Float64Array.from(slotAt),
    added,
    empty: series.empty,
    bare,
  };
}
