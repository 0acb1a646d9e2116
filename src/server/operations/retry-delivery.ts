import type { Delivery } from "../../core/model/delivery.ts";
import { act, type Actor } from "./act.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

/**
 * Tries a message again that was given up.
 *
 * @throws Failure `delivery.not-found`, `delivery.not-failed`, `channel.not-found`, `journal.*`, `server.stopping`
 */
export async function retryDelivery(product: Product, deliveryId: string, actor: Actor): Promise<Delivery> {
  const { channel, state } = foundDelivery(product, deliveryId);
  if (state !== "failed") {
    throw new Failure("delivery.not-failed", `expected a message that was given up; this one is ${state}`);
  }
  if (!product.pipeline.channels.some(({ name }) => name === channel)) {
    throw new Failure("channel.not-found", `the channel ${channel} of this message is not configured any more`);
  }
  await act(product, { do: "retry", deliveryId }, actor);
  return foundDelivery(product, deliveryId);
}

/** @throws Failure `delivery.not-found` */
export function foundDelivery({ pipeline }: Product, id: string): Delivery {
  const delivery = pipeline.engine.deliveries.find(id);
  if (delivery === null) {
    throw new Failure("delivery.not-found", "no such message is kept; the inbox holds the last 500");
  }
  return delivery;
}
