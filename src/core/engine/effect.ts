import type { Delivery } from "../model/delivery.ts";
import type { Incident } from "../model/incident.ts";

/** What an entry changed that the world outside may want to know. */
export type Effect =
  | { kind: "tick"; at: number }
  | { kind: "incident"; incident: Incident }
  | { kind: "delivery"; delivery: Delivery }
  /** Silences or deploys. */
  | { kind: "marks" };

export function deliveryEffects(deliveries: readonly Delivery[]): Effect[] {
  return deliveries.map((delivery) => ({ kind: "delivery", delivery }));
}

/**
 * In a broad outage an incident changes a thousand times in a tick. Only how it was at last in each of its states is told, in
 * the place of the first time, so that it still comes before the messages about it.
 */
export function withoutOutdated(effects: readonly Effect[]): Effect[] {
  const byKey = new Map<string, Effect>();
  for (const [index, effect] of effects.entries()) {
    const isIncident = effect.kind === "incident";
    byKey.set(isIncident ? `${effect.incident.id} ${effect.incident.state}` : `#${index}`, effect);
  }
  return [...byKey.values()];
}
