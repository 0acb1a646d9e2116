import type { Action } from "../../core/model/action.ts";
import type { Incident } from "../../core/model/incident.ts";
import { act, type Actor } from "./act.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

export type IncidentAction = Extract<Action, { incidentId: string }>;

/**
 * Does to an incident what somebody wants, and returns it as it is then. What is so already is not done again.
 *
 * @throws Failure `incident.not-found`, `request.invalid`, `journal.*`, `server.stopping`
 */
export async function actOnIncident(product: Product, action: IncidentAction, actor: Actor): Promise<Incident> {
  if (isSoAlready(foundIncident(product, action.incidentId), action, actor))
    return foundIncident(product, action.incidentId);
  await act(product, action, actor);
  return foundIncident(product, action.incidentId);
}

/** @throws Failure `incident.not-found` */
export function foundIncident({ pipeline }: Product, id: string): Incident {
  const incident = pipeline.engine.incidents.find(id);
  if (incident === null) throw new Failure("incident.not-found", "no such incident is kept; the last 500 are");
  return incident;
}

/** A button that is pressed twice leaves one line in the timeline. Who acknowledges what another has takes it over, by name. */
function isSoAlready(incident: Incident, action: IncidentAction, { by }: Actor): boolean {
  const { state, assignee, mark, acknowledgedBy } = incident;
  switch (action.do) {
    case "acknowledge":
      return state === "resolved" || (state === "acknowledged" && (by === null || by === acknowledgedBy));
    case "unacknowledge":
      return state !== "acknowledged";
    case "resolve":
      return state === "resolved";
    case "assign":
      return assignee === action.to;
    case "mark":
      return mark === action.as;
    case "note":
      return false;
  }
}
