import { backtestMonitor } from "../../core/engine/monitor-backtest.ts";
import type { BacktestProgress, BacktestRun } from "../../core/model/monitor-backtest.ts";
import type { BacktestJob } from "./backtest.ts";

/** What a job answers, step by step. */
export function* runJob({ task, budgets }: BacktestJob): Generator<BacktestProgress | BacktestRun> {
  for (const [done, budget] of budgets.entries()) {
    const steps = backtestMonitor({ ...task, monitor: { ...task.monitor, budget } });
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) {
      yield { kind: "progress", share: (done + step.value) / budgets.length };
    }
    yield step.value;
  }
}
