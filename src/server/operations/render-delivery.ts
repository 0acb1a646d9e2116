import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

export interface RenderedDelivery {
  channel: string;
  kind: string;
  contentType: string;
  body: unknown;
}

/**
 * A message as its channel sends it, or would send it.
 *
 * @throws Failure `delivery.not-found`
 */
export function renderDelivery({ pipeline }: Product, id: string): RenderedDelivery {
  const delivery = pipeline.engine.deliveries.find(id);
  const channel = pipeline.channels.find(({ name }) => name === delivery?.channel);
  if (delivery === null || channel === undefined) {
    throw new Failure("delivery.not-found", "no such message is kept; the inbox holds the last 500");
  }
  const { contentType, body } = channel.render(delivery.message);
  return { channel: channel.name, kind: channel.kind, contentType, body };
}
