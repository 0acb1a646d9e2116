import { useEffect, useState } from "preact/hooks";
import type { BacktestPlan, BacktestRun } from "../../core/model/monitor-backtest.ts";
import type { Budget, Monitor } from "../../core/model/monitor.ts";
import { backtestMonitor } from "./monitor-api.ts";
import { outwards } from "./monitor-draft.ts";

/** Until somebody stops typing: a backtest is more work than a check. */
const PAUSE_MS = 700;
export const BACKTEST_DAYS = 7;

export interface Backtested {
  plan: BacktestPlan | null;
  runs: ReadonlyMap<Budget, BacktestRun>;
  /** Share that is done; null when nothing is being worked out. */
  progress: number | null;
  fault: string | null;
}

const NOTHING: Backtested = { plan: null, runs: new Map(), progress: null, fault: null };

/** What the monitor would have told under each budget. Another budget needs no new question, so it is there at once. */
export function useBacktest(monitor: Monitor | null, steps: readonly Budget[]): Backtested {
  const [state, setState] = useState(NOTHING);
  const key = monitor === null ? "" : JSON.stringify({ ...monitor, name: "", budget: undefined });
  const budgets = monitor?.budget === undefined ? [] : outwards(steps, monitor.budget);
  useEffect(() => {
    if (monitor === null) {
      setState((before) => ({ ...before, progress: null }));
      return undefined;
    }
    const stop = new AbortController();
    setState((before) => ({ ...before, progress: 0, fault: null }));
    const timer = setTimeout(() => {
      void follow({ monitor, days: BACKTEST_DAYS, budgets }, stop.signal, setState);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key, steps.join()]);
  return state;
}

async function follow(
  question: Parameters<typeof backtestMonitor>[0],
  signal: AbortSignal,
  set: (change: (before: Backtested) => Backtested) => void,
): Promise<void> {
  const change = (changes: Partial<Backtested>): void => {
    if (!signal.aborted) set((before) => ({ ...before, ...changes }));
  };
  try {
    for await (const line of backtestMonitor(question, signal)) {
      if (signal.aborted) return;
      if (line.kind === "plan") change({ plan: line, runs: new Map() });
      else if (line.kind === "progress") change({ progress: line.share });
      else if (line.kind === "fault") change({ fault: line.message });
      else set((before) => ({ ...before, runs: new Map([...before.runs, [line.budget, line]]) }));
    }
    change({ progress: null });
  } catch (error) {
    change({ ...NOTHING, fault: error instanceof Error ? error.message : String(error) });
  }
}
