import type { Incident } from "../../core/model/incident.ts";
import { foundIncident } from "./act-on-incident.ts";
import type { Product } from "./product.ts";
import { storedIncident, storedIncidents } from "./stored-incidents.ts";

export interface IncidentQuestion {
  limit: number;
  /** Those of the store that began before this instant; those that the engine keeps, if left out. */
  before?: number;
}

/**
 * Incidents: what the engine keeps, firing first; or older ones from the store, newest first.
 *
 * @throws Failure `query.*`, `store.unavailable`
 */
export async function listIncidents(product: Product, { limit, before }: IncidentQuestion): Promise<Incident[]> {
  if (before !== undefined) return storedIncidents(product, before, limit);
  return product.pipeline.engine.incidents.all().slice(0, limit);
}

/**
 * An incident, from the store when the engine does not keep it any more.
 *
 * @throws Failure `incident.not-found`
 */
export async function showIncident(product: Product, id: string): Promise<Incident> {
  const kept = product.pipeline.engine.incidents.find(id);
  if (kept !== null) return kept;
  const stored = product.store.state === "ready" ? await storedIncident(product, id) : null;
  return stored ?? foundIncident(product, id);
}
