import { useState } from "preact/hooks";
import type { Incident } from "../../core/model/incident.ts";
import { fetchIncidents, fetchIncidentsBefore } from "../api.ts";
import { useStore } from "../store.ts";
import { type Answered, useAnswer } from "../use-answer.ts";
import { inOrder } from "./incident-in-words.ts";

/** The most that the engine keeps; older ones are in the store. */
const KEPT_INCIDENTS = 500;

export interface AllIncidents extends Answered<readonly Incident[]> {
  /** Fetches some that are older than all of these. */
  lookBack: () => void;
  isLooking: boolean;
  /** The store has nothing older. */
  isAll: boolean;
}

/** The incidents that the server keeps: the live ones, and older ones as they were when they were fetched. */
export function useAllIncidents(): AllIncidents {
  const { incidents, link } = useStore();
  const kept = useAnswer(link.value.kind, () => fetchIncidents(KEPT_INCIDENTS));
  const [older, setOlder] = useState<readonly Incident[]>([]);
  const [looking, setLooking] = useState({ isLooking: false, isAll: false, fault: null as string | null });
  const all = inOrder(merged(incidents.value, kept.answer ?? [], older));
  const look = async (): Promise<void> => {
    setLooking({ isLooking: true, isAll: false, fault: null });
    try {
      const found = await fetchIncidentsBefore(Math.min(...all.map(({ openedAt }) => openedAt)));
      setOlder([...older, ...found]);
      setLooking({ isLooking: false, isAll: found.length === 0, fault: null });
    } catch (error) {
      setLooking({ isLooking: false, isAll: false, fault: error instanceof Error ? error.message : String(error) });
    }
  };
  return {
    answer: kept.answer === null && all.length === 0 ? null : all,
    fault: kept.fault ?? looking.fault,
    lookBack: () => void look(),
    isLooking: looking.isLooking,
    isAll: looking.isAll,
  };
}

/** Each once, as the first of the lists has it. */
function merged(...lists: readonly (readonly Incident[])[]): Incident[] {
  const known = new Map<string, Incident>();
  for (const incident of lists.flat()) if (!known.has(incident.id)) known.set(incident.id, incident);
  return [...known.values()];
}
