import type { Delivery, DeliveryState } from "../../core/model/delivery.ts";
import type { Product } from "./product.ts";

export interface DeliveryQuestion {
  limit: number;
  /** Those in one of these states; in any, if left out. */
  state?: readonly DeliveryState[];
}

/** Messages that are kept, newest first: what waits, and the last 500 each of what was given up and of the others. */
export function listDeliveries({ pipeline }: Product, { limit, state }: DeliveryQuestion): Delivery[] {
  const all = pipeline.engine.deliveries.all();
  const asked = state === undefined ? all : all.filter((delivery) => state.includes(delivery.state));
  return asked.slice(0, limit);
}
