import { holdsCardNumber } from "../../core/intake/shown.ts";
import type { Incident } from "../../core/model/incident.ts";
import { Failure } from "./failure.ts";
import { journaled } from "./journaled.ts";
import type { Product } from "./product.ts";

export interface NoteRequest {
  text: string;
  /** Whoever says so; they are not asked to prove it. */
  by?: string;
}

/**
 * Adds what somebody says to the timeline of an incident. It is in the journal like everything else.
 *
 * @throws Failure `incident.not-found`, `request.invalid`, `journal.*`
 */
export async function noteIncident(product: Product, incidentId: string, { text, by }: NoteRequest): Promise<Incident> {
  const { clock, engine } = product.pipeline;
  if (holdsCardNumber({ text, by })) {
    throw new Failure("request.invalid", "expected a note without a card number; got something that looks like one");
  }
  if (engine.incidents.find(incidentId) === null) {
    throw new Failure("incident.not-found", "no such incident is kept; the last 500 are");
  }
  await journaled(product, {
    kind: "acted",
    at: clock.now(),
    by: by?.trim() ?? null,
    via: "api",
    action: { do: "note", incidentId, text: text.trim() },
  });
  const incident = engine.incidents.find(incidentId);
  if (incident === null) throw new Failure("incident.not-found", "the incident is not kept any more");
  return incident;
}
