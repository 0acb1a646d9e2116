import { markedFor } from "../../core/engine/monitor-backtest.ts";
import { monitorFaults } from "../../core/judge/rule/monitor-faults.ts";
import type { CountColumns } from "../../core/model/count-columns.ts";
import type { EngineSettings } from "../../core/model/engine-settings.ts";
import { type Budget, DEFAULT_BUDGET, DEFAULT_SCOPE_LIMIT, type Monitor } from "../../core/model/monitor.ts";
import type { BacktestLine, BacktestPlan, BacktestQuestion } from "../../core/model/monitor-backtest.ts";
import type { BacktestJob } from "../backtest/backtest.ts";
import { storeFailure } from "./ask-store.ts";
import { Failure } from "./failure.ts";
import { fieldText } from "./monitors.ts";
import type { Product } from "./product.ts";
import { rememberedCounts } from "./remembered-counts.ts";
import { nowOf } from "./show-overview.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** Before what it tells of it learns for as long as the judge needs to know every time of day twice, and weekends. */
const LEARNING_DAYS = 7;
/** About ten seconds of a processor for one budget. */
const MOST_CELLS = 5_000_000;
/** Each is a thread of its own, beside the one that judges live. */
const MOST_AT_ONCE = 2;

export interface PlannedBacktest {
  plan: BacktestPlan;
  job: BacktestJob;
}

/**
 * What a monitor would be tried on, with the counts at hand.
 *
 * @throws Failure `monitor.refused`, `backtest.no-data`, `backtest.too-many`, `store.unavailable`, `query.*`
 */
export async function planBacktest(
  product: Product,
  question: BacktestQuestion,
  signal: AbortSignal,
): Promise<PlannedBacktest> {
  const { settings } = product.pipeline.engine;
  if (settings === null) throw new Failure("server.fault", "nothing is configured yet");
  if (product.backtests.running >= MOST_AT_ONCE) {
    throw new Failure("backtest.too-many", `${MOST_AT_ONCE} monitors are being tried already; wait until one is done`);
  }
  const { monitor } = question;
  refuseFaults(product, monitor);
  const { counts, tickMs, shownFrom, to, values, notes } = await countsFor(product, question, settings, signal);
  const from = counts.at[0];
  if (from === undefined) throw new Failure("backtest.no-data", emptyText(product, monitor));
  const limit = monitor.limit ?? DEFAULT_SCOPE_LIMIT;
  const scopes = monitor.by === undefined ? 1 : Math.min(values, limit);
  const statuses = monitor.statuses?.length ?? settings.statuses.length;
  const incidents = product.pipeline.engine.incidents.all();
  const silences = incidents.flatMap(({ openedAt, resolvedAt, members }) =>
    members.some(({ symptom }) => symptom === "silence") ? [{ from: openedAt, to: resolvedAt ?? to }] : [],
  );
  const budgets = budgetsOf(question);
  const task = { settings, monitor, counts, tickMs, shownFrom, to, silences };
  return {
    plan: {
      kind: "plan",
      from,
      shownFrom,
      to,
      tickMs,
      scopes,
      leftOut: monitor.by === undefined ? 0 : Math.max(0, values - limit),
      series: scopes * statuses,
      budgets,
      notes,
    },
    job: { task: { ...task, marked: markedFor(monitor, incidents, shownFrom, to) }, budgets },
  };
}

/** The plan, then what each budget would have told, as it is found. */
export async function* backtestLines(
  { backtests }: Product,
  { plan, job }: PlannedBacktest,
  signal: AbortSignal,
): AsyncGenerator<BacktestLine> {
  backtests.running += 1;
  try {
    yield plan;
    yield* backtests.backtester.run(job, signal);
  } catch {
    yield { kind: "fault", message: "The backtest could not be finished, a defect; please report it." };
  } finally {
    backtests.running -= 1;
  }
}

interface Counted {
  counts: CountColumns;
  tickMs: number;
  shownFrom: number;
  to: number;
  /** Values of the dimension that were seen. */
  values: number;
  notes: string[];
}

async function countsFor(
  product: Product,
  { monitor, days = DEFAULT_DAYS }: BacktestQuestion,
  settings: EngineSettings,
  signal: AbortSignal,
): Promise<Counted> {
  const remembered = fromMemory(product, monitor);
  if (product.store.state === "absent") {
    if (remembered !== null) return remembered;
    throw new Failure("backtest.no-data", emptyText(product, monitor));
  }
  const to = Math.floor(nowOf(product) / MINUTE_MS) * MINUTE_MS;
  const tickMs = Math.max(MINUTE_MS, product.pipeline.engine.judging?.tickMs ?? MINUTE_MS);
  const wanted = to - (days + LEARNING_DAYS) * DAY_MS;
  try {
    const values = monitor.by === undefined ? 0 : await product.store.valuesSeen(monitor.by, wanted, to, signal);
    const limit = monitor.limit ?? DEFAULT_SCOPE_LIMIT;
    const { from, notes } = affordable(wanted, to, tickMs, (1 + Math.min(values, limit)) * settings.statuses.length);
    const question = { dimension: monitor.by ?? null, from, to, limit };
    const counts = await product.store.minuteCounts(question, signal);
    // A store that is new, or that is still being filled, knows less than the memory does.
    if (remembered !== null && (remembered.counts.at[0] ?? 0) < (counts.at[0] ?? to)) return remembered;
    const end = endOf(counts, tickMs);
    const first = counts.at[0] ?? end;
    return { counts, tickMs, ...shownOf(first, end, days, notes, product), to: end, values };
  } catch (error) {
    throw storeFailure(error);
  }
}

/** What came last may not be kept yet: nothing is known of what is after the last row. */
function endOf({ at }: CountColumns, tickMs: number): number {
  return (Math.floor((at.at(-1) ?? 0) / tickMs) + 1) * tickMs;
}

/** Fewer days where there are many series. */
function affordable(wanted: number, to: number, tickMs: number, series: number): { from: number; notes: string[] } {
  const mostMs = Math.floor(MOST_CELLS / series) * tickMs;
  if (to - wanted <= mostMs) return { from: wanted, notes: [] };
  const from = Math.ceil((to - mostMs) / MINUTE_MS) * MINUTE_MS;
  const days = Math.max(1, Math.round((to - from) / DAY_MS));
  return {
    from,
    notes: [`There are so many series that only the last ${days === 1 ? "day is" : `${days} days are`} looked at.`],
  };
}

/** It learns from what is before: from half of it where there is not enough. */
function shownOf(
  first: number,
  to: number,
  days: number,
  notes: readonly string[],
  { pipeline }: Product,
): { shownFrom: number; notes: string[] } {
  const shownFrom = Math.max(to - days * DAY_MS, first + Math.min(LEARNING_DAYS * DAY_MS, (to - first) / 2));
  const isShort = shownFrom > to - days * DAY_MS + DAY_MS / 2;
  const liveTickMs = pipeline.engine.judging?.tickMs ?? MINUTE_MS;
  return {
    shownFrom,
    notes: [
      ...notes,
      ...(isShort && notes.length === 0
        ? ["The store does not go back far enough to learn a week before the days shown."]
        : []),
      ...(liveTickMs < MINUTE_MS
        ? [`The store keeps minutes. Live, it is judged every ${liveTickMs / 1000} seconds and sees sooner.`]
        : []),
    ],
  };
}

/** Null where nothing is remembered. */
function fromMemory({ pipeline }: Product, monitor: Monitor): Counted | null {
  const { judging } = pipeline.engine;
  if (judging === null) return null;
  const counts = rememberedCounts(judging, monitor.by ?? null);
  if (counts.at.length === 0) return null;
  const to = endOf(counts, judging.tickMs);
  const first = counts.at[0] ?? to;
  const hours = Math.max(1, Math.round((to - first) / (60 * MINUTE_MS)));
  return {
    counts,
    tickMs: judging.tickMs,
    shownFrom: first + (to - first) / 2,
    to,
    values: counts.values.length,
    notes: [
      `It is tried on the ${hours} h that are in memory, because no store goes back further. From half of them it learns.`,
    ],
  };
}

function emptyText({ store }: Product, { by }: Monitor): string {
  if (store.state !== "absent" || by === undefined) return "nothing came in, in these days, that it could be tried on";
  return `this server keeps no store, and no monitor breaks down by ${by} yet: there is nothing that it could be tried on`;
}

/** The one that is asked for first, then those that are nearest to it. */
function budgetsOf({ monitor, budgets = [] }: BacktestQuestion): Budget[] {
  return [...new Set([monitor.budget ?? DEFAULT_BUDGET, ...budgets])];
}

function refuseFaults({ statuses, dimensions }: Product, monitor: Monitor): void {
  const [fault] = monitorFaults(monitor, { statuses: [...statuses], dimensions: [...dimensions] });
  if (fault === undefined) return;
  throw new Failure("monitor.refused", `${fieldText(fault.path)}: expected ${fault.expected}, got ${fault.got}`);
}
