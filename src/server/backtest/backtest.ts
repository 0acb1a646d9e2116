import type { BacktestTask } from "../../core/engine/monitor-backtest.ts";
import type { Budget } from "../../core/model/monitor.ts";
import type { BacktestProgress, BacktestRun } from "../../core/model/monitor-backtest.ts";

/** The same counts under one budget after another. */
export interface BacktestJob {
  task: BacktestTask;
  budgets: readonly Budget[];
}

/** Tries a monitor on the past, away from what is live. */
export interface Backtester {
  /** Ends early, without an error, when `signal` aborts. */
  run(job: BacktestJob, signal: AbortSignal): AsyncIterable<BacktestProgress | BacktestRun>;
}
