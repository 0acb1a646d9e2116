import { useEffect, useState } from "preact/hooks";
import type { Heat } from "../../core/model/heat.ts";
import { fetchHeat } from "../api.ts";
import { useStore } from "../store.ts";

const REFRESH_MS = 10_000;

/** The heat of the time that the charts show, asked for anew now and then, after a lost connection, and when an incident opens. */
export function useHeat(limit: number): { heat: Heat | null; problem: string | null } {
  const { view, now, link, firing } = useStore();
  const [heat, setHeat] = useState<Heat | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { range, zoom } = view.value;
  const isLive = link.value.kind === "live";
  useEffect(() => {
    let isOver = false;
    const load = async (): Promise<void> => {
      const to = zoom?.to ?? now.peek();
      if (to === 0 || document.hidden) return;
      try {
        const next = await fetchHeat(zoom?.from ?? to - range.ms, to, limit);
        if (isOver) return;
        setHeat(next);
        setProblem(null);
      } catch (error) {
        if (!isOver) setProblem((error as Error).message);
      }
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [limit, range.key, zoom, isLive, firing.value.length]);
  return { heat, problem };
}
