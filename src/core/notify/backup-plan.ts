import type { Delivery } from "../model/delivery.ts";
import type { ChannelReference } from "../model/engine-settings.ts";

/** What could not be delivered longer ago than this is no news for the channel that takes over. */
const NEWS_MS = 3_600_000;

/** Messages that go out on another channel, because their own stayed down; each once. */
export class BackupPlan {
  readonly #handed = new Set<string>();

  /** Ids of deliveries that were handed over. */
  save(): readonly string[] {
    return [...this.#handed];
  }

  load(handed: readonly string[]): void {
    this.#handed.clear();
    for (const id of handed) this.#handed.add(id);
  }

  /** Deliveries that another channel is to take over at `now`, and which. */
  due(deliveries: readonly Delivery[], channels: readonly ChannelReference[], now: number): Handover[] {
    const due: Handover[] = [];
    const kept = new Set<string>();
    for (const delivery of deliveries) {
      if (this.#handed.has(delivery.id)) kept.add(delivery.id);
      const backup = channels.find(({ name }) => name === delivery.channel)?.backup;
      const isDown = backup !== undefined && isUndelivered(delivery, backup.afterMs, now);
      if (!isDown || this.#handed.has(delivery.id) || !isWorthIt(delivery)) continue;
      kept.add(delivery.id);
      due.push({ delivery, channel: backup.channel });
    }
    this.#handed.clear();
    for (const id of kept) this.#handed.add(id);
    return due;
  }
}

export interface Handover {
  delivery: Delivery;
  channel: string;
}

function isUndelivered({ state, plannedAt }: Delivery, afterMs: number, now: number): boolean {
  const ageMs = now - plannedAt;
  if (ageMs > afterMs + NEWS_MS) return false;
  return state === "failed" || (state === "planned" && ageMs >= afterMs);
}

/** A message of the channel itself says nothing elsewhere, and what was handed over once stays where it is. */
function isWorthIt({ insteadOf, message }: Delivery): boolean {
  return insteadOf === null && message.event !== "test" && message.event !== "heartbeat";
}
