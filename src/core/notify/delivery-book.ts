import type { Delivery, DeliveryOutcome } from "../model/delivery.ts";
import type { Message } from "../model/message.ts";

/** So many of those that arrived are kept, and as many of those that were given up. */
const REMEMBERED = 500;

export interface DeliveryBookState {
  /** Oldest first. */
  deliveries: readonly Delivery[];
  lastNumber: number;
}

/** What waits for one channel. */
export interface Backlog {
  count: number;
  /** When the oldest was planned; null while none waits. */
  oldestAt: number | null;
}

/** Every message on its way or told, one delivery per channel; the inbox is this book. */
export class DeliveryBook {
  readonly #byId = new Map<string, Delivery>();
  /**
   * What is still to be attempted, by channel and id, oldest first: what was told already is not gone through for every attempt. Channels
   * stand in the order of their names, however it came about.
   */
  #planned = new Map<string, Map<string, Delivery>>();
  #plannedCount = 0;
  #failedCount = 0;
  #lastNumber = 0;

  save(): DeliveryBookState {
    const deliveries = Array.from(this.#byId.values(), (delivery) => ({ ...delivery }));
    return { deliveries, lastNumber: this.#lastNumber };
  }

  load({ deliveries, lastNumber }: DeliveryBookState): void {
    this.#byId.clear();
    this.#planned.clear();
    this.#plannedCount = 0;
    this.#failedCount = 0;
    for (const delivery of deliveries) this.#add({ ...delivery });
    this.#lastNumber = lastNumber;
  }

  /** Newest first. */
  all(): Delivery[] {
    return [...this.#byId.values()].toReversed();
  }

  find(id: string): Delivery | null {
    return this.#byId.get(id) ?? null;
  }

  get plannedCount(): number {
    return this.#plannedCount;
  }

  /** Deliveries that are still to be attempted, oldest first. */
  planned(): Delivery[] {
    return [...this.#byId.values()].filter(({ state }) => state === "planned");
  }

  /** The same of one channel, without gathering them. */
  plannedFor(channel: string): Iterable<Delivery> {
    return this.#planned.get(channel)?.values() ?? [];
  }

  /** Channels for which something waits; one that is not configured any more may be among them. */
  waitingChannels(): string[] {
    return [...this.#planned.keys()];
  }

  backlog(channel: string): Backlog {
    const [oldest] = this.plannedFor(channel);
    return { count: this.#planned.get(channel)?.size ?? 0, oldestAt: oldest?.plannedAt ?? null };
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
      this.#add(delivery);
      return { ...delivery };
    });
  }

  /** Notes how an attempt ended; null for a delivery that is not known (any more), or is done with. */
  settle(outcome: DeliveryOutcome): Delivery | null {
    const delivery = this.#byId.get(outcome.deliveryId);
    if (delivery?.state !== "planned") return null;
    delivery.attempts += 1;
    delivery.detail = outcome.detail;
    if (outcome.state !== "planned") this.#end(delivery, outcome.state);
    return { ...delivery };
  }

  /** Somebody wants a message that was given up to be tried again: it takes its old place in the order. Null unless it was given up. */
  retry(id: string): Delivery | null {
    const delivery = this.#byId.get(id);
    if (delivery?.state !== "failed") return null;
    delivery.state = "planned";
    this.#failedCount -= 1;
    this.#plannedCount += 1;
    const waiting = [...this.#byId.values()].filter(
      ({ channel, state }) => state === "planned" && channel === delivery.channel,
    );
    this.#setPlanned(delivery.channel, new Map(waiting.map((each) => [each.id, each])));
    return { ...delivery };
  }

  #add(delivery: Delivery): void {
    this.#byId.set(delivery.id, delivery);
    if (delivery.state === "failed") this.#failedCount += 1;
    if (delivery.state !== "planned") return;
    this.#plannedCount += 1;
    const waiting = this.#planned.get(delivery.channel);
    if (waiting === undefined) this.#setPlanned(delivery.channel, new Map([[delivery.id, delivery]]));
    else waiting.set(delivery.id, delivery);
  }

  #setPlanned(channel: string, waiting: Map<string, Delivery>): void {
    const channels = new Map(this.#planned).set(channel, waiting);
    this.#planned = new Map([...channels].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #end(delivery: Delivery, state: Exclude<Delivery["state"], "planned">): void {
    delivery.state = state;
    this.#plannedCount -= 1;
    const waiting = this.#planned.get(delivery.channel);
    waiting?.delete(delivery.id);
    if (waiting?.size === 0) this.#planned.delete(delivery.channel);
    if (state === "failed") this.#failedCount += 1;
    const arrived = this.#byId.size - this.#plannedCount - this.#failedCount;
    if (state === "failed" && this.#failedCount > REMEMBERED) {
      this.#forgetOldest((each) => each === "failed");
      this.#failedCount -= 1;
    } else if (state !== "failed" && arrived > REMEMBERED) {
      this.#forgetOldest((each) => each !== "failed" && each !== "planned");
    }
  }

  /** What is still planned is never forgotten, and what was given up not because others arrived. */
  #forgetOldest(isForgettable: (state: Delivery["state"]) => boolean): void {
    for (const [id, { state }] of this.#byId) {
      if (!isForgettable(state)) continue;
      this.#byId.delete(id);
      return;
    }
  }
}
