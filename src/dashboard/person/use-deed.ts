import { useState } from "preact/hooks";
import { useStore } from "../store.ts";

export interface DeedRunner {
  /** Does something in the name of whoever looks, which is asked for the first time. */
  run: (deed: (by: string) => Promise<unknown>) => void;
  isBusy: boolean;
  /** What the server said against the last deed. */
  problem: string | null;
}

export function useDeed(): DeedRunner {
  const { person, whoAsks } = useStore();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async (deed: (by: string) => Promise<unknown>, by: string): Promise<void> => {
    setIsBusy(true);
    setProblem(null);
    try {
      await deed(by);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  const run = (deed: (by: string) => Promise<unknown>): void => {
    if (person.value !== "") void start(deed, person.value);
    else whoAsks.value = (name) => void start(deed, name);
  };
  return { run, isBusy, problem };
}
