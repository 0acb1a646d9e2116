import type { ChannelReport } from "../../core/model/channel-report.ts";
import type { Delivery } from "../../core/model/delivery.ts";
import type { Product } from "./product.ts";

/** Each channel with what became of those of its messages that are kept. */
export function listChannels({ pipeline }: Product): ChannelReport[] {
  const deliveries = pipeline.engine.deliveries.all();
  return pipeline.channels.map(({ name, kind, sends }) =>
    reportOf(
      { name, kind, sends },
      deliveries.filter(({ channel }) => channel === name),
    ),
  );
}

/** `deliveries` newest first. */
function reportOf(
  channel: Pick<ChannelReport, "name" | "kind" | "sends">,
  deliveries: readonly Delivery[],
): ChannelReport {
  const messages = { planned: 0, delivered: 0, failed: 0, kept: 0 };
  for (const { state } of deliveries) messages[state] += 1;
  const answered = deliveries.find(({ attempts }) => attempts > 0);
  return {
    ...channel,
    messages,
    lastDeliveredAt: deliveries.find(({ state }) => state === "delivered")?.plannedAt ?? null,
    lastAnswer:
      answered === undefined ? null : { deliveryId: answered.id, state: answered.state, text: answered.detail },
  };
}
