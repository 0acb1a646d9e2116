import type { Delivery, DeliveryState } from "../../core/model/delivery.ts";
import type { Product } from "./product.ts";

export interface DeliveryQuestion {
  limit: number;
  /** Those in one of these states; in any, if left out. */
  state?: readonly DeliveryState[];
  /** Those of one incident; of any, if left out. */
  incident?: string;
}

/** Messages that are kept, newest first: what waits, and the last 500 each of what was given up and of the others. */
export function listDeliveries({ pipeline }: Product, { limit, state, incident }: DeliveryQuestion): Delivery[] {
  const all = pipeline.engine.deliveries.all();
  const isAsked = (delivery: Delivery): boolean =>
    (state === undefined || state.includes(delivery.state)) &&
    (incident === undefined || delivery.incidentId === incident);
  return all.filter(isAsked).slice(0, limit);
}
