import { explainIncident as explanationOf } from "../../core/engine/explain-incident.ts";
import type { IncidentExplanation } from "../../core/model/incident-explanation.ts";
import type { Product } from "./product.ts";
import { showIncident } from "./show-incidents.ts";

/**
 * Which statuses and scopes moved while an incident lasted, and which did not.
 *
 * @throws Failure `incident.not-found`
 */
export async function explainIncident(product: Product, id: string): Promise<IncidentExplanation> {
  const incident = await showIncident(product, id);
  const { judging } = product.pipeline.engine;
  if (judging !== null) return explanationOf(judging, incident);
  const { openedAt } = incident;
  const status = incident.members[0]?.status ?? "";
  return { incidentId: id, status, from: openedAt, to: openedAt, ticks: 0, isWhole: false, scopes: [], dimensions: [] };
}
