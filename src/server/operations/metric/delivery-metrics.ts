import type { Delivery, DeliveryState } from "../../../core/model/delivery.ts";
import type { Product } from "../product.ts";
import { counter, gauge, histogram, labelText, type Metric } from "./metric.ts";

/** What an attempt that ended in this state is called; one that leaves its message planned is tried again. */
const OUTCOMES: Record<DeliveryState, string> = {
  planned: "retry",
  delivered: "delivered",
  failed: "failed",
  kept: "kept",
};

/** Messages on their way, how old they are, and how attempts to send them ended. */
export function deliveryMetrics({ pipeline }: Product): Metric[] {
  const { engine, outbox, clock, channels } = pipeline;
  const names = channels.map(({ name }) => name);
  const counts = new Map(names.map((name) => [name, { planned: 0, delivered: 0, failed: 0, kept: 0 }]));
  for (const delivery of engine.deliveries.all()) count(delivery, counts);
  return [
    gauge(
      "smokewatch_delivery_messages",
      "Messages by state: planned are all that wait, the rest the inbox keeps for a while.",
      byState(counts, (state) => ({ state })),
    ),
    gauge(
      "smokewatch_delivery_oldest_waiting_seconds",
      "Age of the oldest message of a channel that is not delivered yet; 0 when none waits.",
      names.map((channel) => ({
        labels: labelText({ channel }),
        value: Math.max(0, clock.now() - (engine.deliveries.backlog(channel).oldestAt ?? Infinity)) / 1000,
      })),
    ),
    counter(
      "smokewatch_delivery_attempts_total",
      "Attempts to send a message since the process began, by how they ended.",
      byState(outbox.attempts, (state) => ({ outcome: OUTCOMES[state] })),
    ),
    histogram(
      "smokewatch_delivery_age_seconds",
      "Time from a message being planned to its receiver having it, of those that were delivered.",
      outbox.ages,
    ),
  ];
}

function count({ channel, state }: Delivery, counts: ReadonlyMap<string, Record<DeliveryState, number>>): void {
  const ofChannel = counts.get(channel);
  if (ofChannel !== undefined) ofChannel[state] += 1;
}

function byState(
  counts: ReadonlyMap<string, Record<DeliveryState, number>>,
  label: (state: DeliveryState) => Record<string, string>,
) {
  const states = Object.keys(OUTCOMES) as DeliveryState[];
  return Array.from(counts).flatMap(([channel, ofChannel]) =>
    states.map((state) => ({ labels: labelText({ channel, ...label(state) }), value: ofChannel[state] })),
  );
}
