import { useEffect, useState } from "preact/hooks";
import type { Monitor } from "../../core/model/monitor.ts";
import { checkMonitor, type MonitorCheck } from "./monitor-api.ts";

const PAUSE_MS = 300;

export interface Checked extends MonitorCheck {
  /** False while the server has not said anything of what is there now. */
  isKnown: boolean;
  problem: string | null;
}

const UNKNOWN: Checked = { faults: [], forgets: null, isKnown: false, problem: null };

/** What the server has against a monitor, as it is typed. Null: it is not complete yet. */
export function useCheck(monitor: Monitor | null, name: string | null): Checked {
  const [state, setState] = useState<Checked & { key: string }>({ ...UNKNOWN, key: "" });
  const key = monitor === null ? "" : JSON.stringify(monitor);
  useEffect(() => {
    if (monitor === null) return undefined;
    let isOutdated = false;
    const ask = async (): Promise<void> => {
      const answer = await checkMonitor(monitor, name).then(
        (check): Checked => ({ ...check, isKnown: true, problem: null }),
        (error: unknown): Checked => ({ ...UNKNOWN, problem: error instanceof Error ? error.message : String(error) }),
      );
      if (!isOutdated) setState({ ...answer, key });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [key, name]);
  return state.key === key ? state : { ...state, isKnown: false };
}
