import type { BacktestLine, BacktestQuestion } from "../../core/model/monitor-backtest.ts";
import type { Monitor } from "../../core/model/monitor.ts";
import type { MonitorChange } from "../../core/model/monitor-change.ts";
import type { MonitorReport } from "../../core/model/monitor-report.ts";
import { answered, get, send } from "../api.ts";

export interface MonitorCheck {
  faults: { field: string; expected: string; got: string }[];
  /** Why all that was learnt would be lost. */
  forgets: string | null;
}

const via = "dashboard";
const addressOf = (name: string): string => `v1/monitors/${encodeURIComponent(name)}`;

interface Reports {
  monitors: MonitorReport[];
  dimensions: string[];
}

export const fetchDimensions = async (): Promise<string[]> => (await get<Reports>("v1/monitors")).dimensions;

export const checkMonitor = (monitor: Monitor | null, name: string | null): Promise<MonitorCheck> =>
  send("POST", "v1/monitors/check", { monitor, ...(name === null ? {} : { name }) });

export const addMonitor = (monitor: Monitor, by: string): Promise<Reports> =>
  send("POST", "v1/monitors", { monitor, by, via });

export const changeMonitor = (name: string, monitor: Monitor, revision: number, by: string): Promise<Reports> =>
  send("PUT", addressOf(name), { monitor, revision, by, via });

export const removeMonitor = (name: string, by: string): Promise<Reports> =>
  send("DELETE", addressOf(name), { by, via });

export const resetMonitor = (name: string, by: string): Promise<Reports> =>
  send("POST", `${addressOf(name)}/reset`, { by, via });

export const fetchMonitorChanges = async (): Promise<MonitorChange[]> =>
  (await get<{ changes: MonitorChange[] }>("v1/monitors/changes")).changes;

export const undoMonitorChange = (id: number, by: string): Promise<Reports> =>
  send("POST", `v1/monitors/changes/${id}/undo`, { by, via });

/** The lines of the answer as they come. Throws what the server has against it, and when `signal` aborts. */
export async function* backtestMonitor(question: BacktestQuestion, signal: AbortSignal): AsyncGenerator<BacktestLine> {
  const reply = await answered("v1/monitors/backtest", "POST", question, signal);
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    text += part.value;
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as BacktestLine;
  }
}
