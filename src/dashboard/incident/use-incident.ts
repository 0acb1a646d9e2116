import type { Incident } from "../../core/model/incident.ts";
import { fetchIncident } from "../api.ts";
import { useStore } from "../store.ts";
import { type Answered, useAnswer } from "../use-answer.ts";

/** An incident as it is now: the live one, or, where it is too old for that, as the server keeps it. */
export function useIncident(id: string): Answered<Incident> {
  const { incidents } = useStore();
  const live = incidents.value.find((each) => each.id === id) ?? null;
  const isLive = live !== null;
  const fetched = useAnswer(`${id} ${isLive}`, async () => (isLive ? null : fetchIncident(id)));
  return isLive ? { answer: live, fault: null } : fetched;
}
