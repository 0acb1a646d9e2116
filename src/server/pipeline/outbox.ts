import type { Delivery, DeliveryOutcome, DeliveryState } from "../../core/model/delivery.ts";
import { retryPauseMs } from "../../core/notify/retry-plan.ts";
import type { Channel, Receipt } from "../channel/channel.ts";
import type { Clock } from "./clock.ts";
import { DurationHistogram } from "./duration-histogram.ts";
import type { Engine } from "../../core/engine/engine.ts";
import type { Sequencer } from "./sequencer.ts";
import { PipelineFault } from "./pipeline-fault.ts";
import type { Service } from "./service.ts";

const LONGEST_SLEEP_MS = 60_000;
/** Between two tries to write to a journal that cannot be written. */
const JOURNAL_PAUSE_MS = 1000;
/** Seconds until a message has arrived: at once, after retries, after a day. */
const AGE_BOUNDS = [0.5, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];

interface OutboxParts {
  /** Real time: receivers do not live in the time of a replay. */
  clock: Clock;
  /** The pipeline's time, for the journal. */
  now: () => number;
  engine: Engine;
  sequencer: Sequencer;
  channels: readonly Channel[];
  random: () => number;
  /** An attempt that did not deliver. */
  onRefusal: (delivery: Delivery, outcome: DeliveryOutcome) => void;
}

/**
 * Sends planned deliveries, one at a time per channel and in order per incident, and writes to the journal how each attempt ended. After a
 * restart it goes on with those that were planned and not done; a receiver then sees the same idempotency key again.
 */
export class Outbox implements Service {
  readonly name = "outbox";
  /** How attempts ended since the process began, by channel. */
  readonly attempts: ReadonlyMap<string, Record<DeliveryState, number>>;
  /** From the moment a message was planned until its receiver had it. */
  readonly ages = new DurationHistogram(AGE_BOUNDS);
  readonly #parts: OutboxParts;
  readonly #wake = new Set<() => void>();
  /** Deliveries that wait for their next attempt: when, on the clock. */
  readonly #notBefore = new Map<string, number>();
  readonly #firstTriedAt = new Map<string, number>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.attempts = new Map(parts.channels.map(({ name }) => [name, { planned: 0, delivered: 0, failed: 0, kept: 0 }]));
  }

  /** Something may have been planned. */
  nudge(): void {
    for (const wake of this.#wake) wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.nudge());
    await Promise.all(this.#parts.channels.map((channel) => this.#serve(channel, signal)));
  }

  /** Resolves when nothing is planned any more, or after `limitMs` of the clock. */
  async drained(limitMs: number, signal: AbortSignal): Promise<boolean> {
    const { clock, engine } = this.#parts;
    const until = clock.now() + limitMs;
    while (engine.deliveries.planned().length > 0 && clock.now() < until && !signal.aborted) {
      await clock.wait(20, signal);
    }
    return engine.deliveries.planned().length === 0;
  }

  async #serve(channel: Channel, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { delivery, pauseMs } = this.#next(channel);
      if (delivery === null) await this.#sleep(pauseMs);
      else await this.#attempt(channel, delivery, signal);
    }
  }

  /** The oldest delivery that may go out now: messages of one thread keep their order, others do not wait for them. */
  #next(channel: Channel): { delivery: Delivery | null; pauseMs: number } {
    const now = this.#parts.clock.now();
    const waiting = new Set<string>();
    let pauseMs = LONGEST_SLEEP_MS;
    for (const delivery of this.#parts.engine.deliveries.planned()) {
      if (delivery.channel !== channel.name || waiting.has(delivery.message.thread)) continue;
      const dueInMs = (this.#notBefore.get(delivery.id) ?? 0) - now;
      if (dueInMs <= 0) return { delivery, pauseMs: 0 };
      waiting.add(delivery.message.thread);
      pauseMs = Math.min(pauseMs, dueInMs);
    }
    return { delivery: null, pauseMs };
  }

  async #attempt(channel: Channel, delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    if (!this.#firstTriedAt.has(delivery.id)) this.#firstTriedAt.set(delivery.id, clock.now());
    const receipt = await this.#send(channel, delivery);
    const outcome = this.#outcomeOf(channel, delivery, receipt);
    const attempts = this.attempts.get(channel.name);
    if (attempts !== undefined) attempts[outcome.state] += 1;
    if (outcome.state === "delivered") this.ages.note((this.#parts.now() - delivery.plannedAt) / 1000);
    if (outcome.state === "planned" || outcome.state === "failed") this.#parts.onRefusal(delivery, outcome);
    if (outcome.state !== "planned") {
      this.#notBefore.delete(delivery.id);
      this.#firstTriedAt.delete(delivery.id);
    }
    await this.#note(outcome, signal);
  }

  /** Until the journal has the outcome nothing else is sent: the same message would go out again. */
  async #note(outcome: DeliveryOutcome, signal: AbortSignal): Promise<void> {
    const { clock, now, sequencer } = this.#parts;
    for (;;) {
      try {
        await sequencer.submit({ kind: "delivery", at: now(), outcome });
        return;
      } catch (error) {
        if (!(error instanceof PipelineFault) || error.kind === "fault") throw error;
        if (signal.aborted) return;
        await clock.wait(JOURNAL_PAUSE_MS, signal);
      }
    }
  }

  async #send(channel: Channel, delivery: Delivery): Promise<Receipt> {
    if (!channel.sends) return { kind: "accepted", detail: null };
    const unlimited = new AbortController().signal;
    return channel.send(channel.render(delivery.message), { idempotencyKey: delivery.id, signal: unlimited });
  }

  #outcomeOf(channel: Channel, delivery: Delivery, receipt: Receipt): DeliveryOutcome {
    const { clock, random } = this.#parts;
    const deliveryId = delivery.id;
    if (!channel.sends) return { deliveryId, state: "kept", detail: null };
    if (receipt.kind === "accepted") return { deliveryId, state: "delivered", detail: receipt.detail };
    if (receipt.kind === "refused") return { deliveryId, state: "failed", detail: receipt.detail };
    const now = clock.now();
    const ageMs = now - (this.#firstTriedAt.get(deliveryId) ?? now);
    const pauseMs = retryPauseMs(delivery.attempts + 1, ageMs, receipt.retryAfterMs, random());
    if (pauseMs === null) return { deliveryId, state: "failed", detail: `given up after a day: ${receipt.detail}` };
    this.#notBefore.set(deliveryId, now + pauseMs);
    return { deliveryId, state: "planned", detail: receipt.detail };
  }

  async #sleep(ms: number): Promise<void> {
    const stop = new AbortController();
    const wake = (): void => stop.abort();
    this.#wake.add(wake);
    await this.#parts.clock.wait(Math.min(ms, LONGEST_SLEEP_MS), stop.signal);
    this.#wake.delete(wake);
  }
}
