import type { Delivery, DeliveryOutcome, DeliveryState } from "../../core/model/delivery.ts";
import type { Channel, Receipt } from "../channel/channel.ts";
import type { Clock } from "./clock.ts";
import { DurationHistogram } from "./duration-histogram.ts";
import type { Engine } from "../../core/engine/engine.ts";
import { Lane } from "./lane.ts";
import type { Sequencer } from "./sequencer.ts";
import { PipelineFault } from "./pipeline-fault.ts";
import type { Service } from "./service.ts";

const LONGEST_SLEEP_MS = 60_000;
/** Between two tries to write to a journal that cannot be written. */
const JOURNAL_PAUSE_MS = 1000;
/** Channels have time limits of their own; this one holds when they do not. */
const LONGEST_ATTEMPT_MS = 60_000;
/** How long a stop waits for an answer. What is cut off goes out again after the start, with the same key. */
const STOP_GRACE_MS = 5000;
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
  /** A channel threw, which it must never do. */
  onDefect: (delivery: Delivery, error: unknown) => void;
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
  /** They outlive a restart of the service. */
  readonly #lanes: ReadonlyMap<Channel, Lane>;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#lanes = new Map(parts.channels.map((channel) => [channel, new Lane()]));
    this.attempts = new Map(parts.channels.map(({ name }) => [name, { planned: 0, delivered: 0, failed: 0, kept: 0 }]));
  }

  /** Something may have been planned. */
  nudge(): void {
    for (const wake of this.#wake) wake();
  }

  /** Somebody tries a channel, or a message again: they do not wait for longer than the receiver asked. */
  hurry(channelName: string): void {
    for (const [{ name }, lane] of this.#lanes) if (name === channelName) lane.hurry();
    this.nudge();
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.nudge());
    const serving = Array.from(this.#lanes, ([channel, lane]) => this.#serve(channel, lane, signal));
    await Promise.all([...serving, this.#giveUpStrays(signal)]);
  }

  /** Resolves when nothing is planned any more, or after `limitMs` of the clock. */
  async drained(limitMs: number, signal: AbortSignal): Promise<boolean> {
    const { clock, engine } = this.#parts;
    const until = clock.now() + limitMs;
    while (engine.deliveries.plannedCount > 0 && clock.now() < until && !signal.aborted) {
      await clock.wait(20, signal);
    }
    return engine.deliveries.plannedCount === 0;
  }

  async #serve(channel: Channel, lane: Lane, signal: AbortSignal): Promise<void> {
    const { clock, engine } = this.#parts;
    while (!signal.aborted) {
      const { delivery, pauseMs } = lane.next(engine.deliveries.plannedFor(channel.name), clock.now());
      if (delivery === null) await this.#sleep(pauseMs);
      else await this.#attempt(channel, lane, { ...delivery }, signal);
    }
  }

  /** What waits for a channel that is not configured any more would wait for ever, and nobody would see it. */
  async #giveUpStrays(signal: AbortSignal): Promise<void> {
    const { channels, engine } = this.#parts;
    const names = new Set(channels.map(({ name }) => name));
    while (!signal.aborted) {
      for (const name of engine.deliveries.waitingChannels().filter((waiting) => !names.has(waiting))) {
        for (const delivery of [...engine.deliveries.plannedFor(name)]) {
          const detail = "there is no channel of this name in the configuration any more";
          const outcome: DeliveryOutcome = { deliveryId: delivery.id, state: "failed", detail };
          this.#parts.onRefusal(delivery, outcome);
          await this.#note(outcome, signal);
          if (signal.aborted) return;
        }
      }
      await this.#sleep(LONGEST_SLEEP_MS);
    }
  }

  async #attempt(channel: Channel, lane: Lane, delivery: Delivery, signal: AbortSignal): Promise<void> {
    const receipt = await this.#send(channel, delivery, signal);
    const outcome = this.#outcomeOf(channel, lane, delivery, receipt);
    const attempts = this.attempts.get(channel.name);
    if (attempts !== undefined) attempts[outcome.state] += 1;
    if (outcome.state === "delivered") this.ages.note((this.#parts.now() - delivery.plannedAt) / 1000);
    if (outcome.state === "planned" || outcome.state === "failed") this.#parts.onRefusal(delivery, outcome);
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

  /** One attempt, which ends in time whatever the receiver and the channel do. */
  async #send(channel: Channel, delivery: Delivery, signal: AbortSignal): Promise<Receipt> {
    if (!channel.sends) return { kind: "accepted", detail: null };
    const { clock } = this.#parts;
    const cut = new AbortController();
    const hurry = new AbortController();
    const over = new AbortController();
    const stop = (): void => hurry.abort();
    signal.addEventListener("abort", stop, { once: true });
    const limit = async (): Promise<Receipt> => {
      await clock.wait(LONGEST_ATTEMPT_MS, hurry.signal);
      if (signal.aborted) await clock.wait(STOP_GRACE_MS, over.signal);
      cut.abort();
      return { kind: "retry", detail: signal.aborted ? "the monitor was stopped before an answer came" : "no answer" };
    };
    try {
      const sending = channel.send(channel.render(delivery.message), {
        idempotencyKey: delivery.id,
        signal: cut.signal,
      });
      return await Promise.race([sending, limit()]);
    } catch (error) {
      this.#parts.onDefect(delivery, error);
      // Its message could hold an address, and with it a secret.
      const kind = error instanceof Error ? error.name : "no error";
      return { kind: "refused", detail: `a defect of ours kept it from being sent (${kind}); the log has more` };
    } finally {
      signal.removeEventListener("abort", stop);
      hurry.abort();
      over.abort();
    }
  }

  #outcomeOf(channel: Channel, lane: Lane, { id: deliveryId }: Delivery, receipt: Receipt): DeliveryOutcome {
    const { clock, random } = this.#parts;
    const { detail } = receipt;
    if (receipt.kind === "retry") {
      const isTriedAgain = lane.failed(deliveryId, clock.now(), receipt.retryAfterMs, random());
      if (isTriedAgain) return { deliveryId, state: "planned", detail };
      return { deliveryId, state: "failed", detail: `given up after a day: ${receipt.detail}` };
    }
    if (receipt.kind === "refused") {
      lane.refused(deliveryId);
      return { deliveryId, state: "failed", detail };
    }
    lane.arrived(deliveryId);
    return channel.sends ? { deliveryId, state: "delivered", detail } : { deliveryId, state: "kept", detail: null };
  }

  async #sleep(ms: number): Promise<void> {
    const stop = new AbortController();
    const wake = (): void => stop.abort();
    this.#wake.add(wake);
    await this.#parts.clock.wait(Math.min(ms, LONGEST_SLEEP_MS), stop.signal);
    this.#wake.delete(wake);
  }
}
