import type { Incident } from "../../core/model/incident.ts";
import { fetchIncidents } from "../api.ts";
import { useStore } from "../store.ts";
import { type Answered, useAnswer } from "../use-answer.ts";
import { inOrder } from "./incident-in-words.ts";

/** The most that the server keeps. */
export const KEPT_INCIDENTS = 500;

/** All incidents that the server keeps: the live ones, and the older ones as they were when the page was opened. */
export function useAllIncidents(): Answered<readonly Incident[]> {
  const { incidents, link } = useStore();
  const { answer, fault } = useAnswer(link.value.kind, () => fetchIncidents(KEPT_INCIDENTS));
  const live = incidents.value;
  const known = new Set(live.map(({ id }) => id));
  const all = inOrder([...live, ...(answer ?? []).filter(({ id }) => !known.has(id))]);
  return { answer: answer === null && live.length === 0 ? null : all, fault };
}
