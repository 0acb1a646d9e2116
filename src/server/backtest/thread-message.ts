import type { BacktestProgress, BacktestRun } from "../../core/model/monitor-backtest.ts";

/** What the thread tells. */
export type ThreadMessage = { kind: "line"; line: BacktestProgress | BacktestRun } | { kind: "end" };
