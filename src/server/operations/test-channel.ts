import type { Delivery } from "../../core/model/delivery.ts";
import { act, type Actor } from "./act.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

/**
 * Sends a message that says that it is a test, on the way that every message takes; returns it as it is planned.
 *
 * @throws Failure `channel.not-found`, `journal.*`, `server.stopping`
 */
export async function testChannel(product: Product, channel: string, actor: Actor): Promise<Delivery> {
  const names = product.pipeline.channels.map(({ name }) => name);
  if (!names.includes(channel)) {
    const known = names.length === 0 ? "none is configured" : `there are ${names.join(", ")}`;
    throw new Failure("channel.not-found", `expected the name of a channel; ${known}`);
  }
  const { effects } = await act(product, { do: "test-channel", channel }, actor);
  for (const effect of effects) if (effect.kind === "delivery") return effect.delivery;
  throw new Failure("server.fault", "the test message was not planned");
}
