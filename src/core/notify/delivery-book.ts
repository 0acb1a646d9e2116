import type { Delivery, DeliveryOutcome } from "../model/delivery.ts";
import type { Message } from "../model/message.ts";

const REMEMBERED = 500;

export interface DeliveryBookState {
  /** Oldest first. */
  deliveries: readonly Delivery[];
  lastNumber: number;
}

/** Every message on its way or told, one delivery per channel; the inbox is this book. */
export class DeliveryBook {
  readonly #byId = new Map<string, Delivery>();
  #lastNumber = 0;

  save(): DeliveryBookState {
    const deliveries = Array.from(this.#byId.values(), (delivery) => ({ ...delivery }));
    return { deliveries, lastNumber: this.#lastNumber };
  }

  load({ deliveries, lastNumber }: DeliveryBookState): void {
    this.#byId.clear();
    for (const delivery of deliveries) this.#byId.set(delivery.id, { ...delivery });
    this.#lastNumber = lastNumber;
  }

  /** Newest first. */
  all(): Delivery[] {
    return [...this.#byId.values()].toReversed();
  }

  find(id: string): Delivery | null {
    return this.#byId.get(id) ?? null;
  }

  /** Deliveries that are still to be attempted, oldest first. */
  planned(): Delivery[] {
    return [...this.#byId.values()].filter(({ state }) => state === "planned");
  }

  plan(
    message: Message,
    { name: route, channels }: { name: string | null; channels: readonly string[] },
    insteadOf: string | null = null,
  ): Delivery[] {
    return channels.map((channel) => {
      const delivery: Delivery = {
        id: `${message.thread}-${++this.#lastNumber}-${channel}`,
        incidentId: message.incident?.id ?? null,
        channel,
        route,
        insteadOf,
        state: "planned",
        plannedAt: message.at,
        attempts: 0,
        detail: null,
        message,
      };
      this.#byId.set(delivery.id, delivery);
      this.#forgetOldest();
      return { ...delivery };
    });
  }

  /** Notes how an attempt ended; null for a delivery that is not known (any more). */
  settle(outcome: DeliveryOutcome): Delivery | null {
    const delivery = this.#byId.get(outcome.deliveryId);
    if (delivery === undefined) return null;
    delivery.state = outcome.state;
    delivery.detail = outcome.detail;
    delivery.attempts += 1;
    return { ...delivery };
  }

  /** Somebody wants a message that was given up to be tried again; null unless it was given up. */
  retry(id: string): Delivery | null {
    const delivery = this.#byId.get(id);
    if (delivery?.state !== "failed") return null;
    delivery.state = "planned";
    return { ...delivery };
  }

  /** What is still planned is never forgotten. */
  #forgetOldest(): void {
    if (this.#byId.size <= REMEMBERED) return;
    for (const [id, delivery] of this.#byId) {
      if (delivery.state === "planned") continue;
      this.#byId.delete(id);
      return;
    }
  }
}
