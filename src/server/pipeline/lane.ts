import type { Delivery } from "../../core/model/delivery.ts";
import { retryPauseMs } from "../../core/notify/retry-plan.ts";

/** A message that its receiver did not take yet. */
interface Waiting {
  firstTriedAt: number;
  tries: number;
  notBefore: number;
  /** Others arrived while this one did not: it does not speak for the receiver any more. */
  isSuspect: boolean;
}

/**
 * When what goes to one channel, in the order in which it goes there.
 *
 * Each message that is not taken waits for itself, with growing pauses. The whole channel waits too: for as long as the receiver
 * asked for, and for longer the more messages it did not take, so that thousands do not run against a receiver that is down. The
 * first that arrives ends the waiting of all.
 */
export class Lane {
  readonly #waiting = new Map<string, Waiting>();
  /** Messages that speak for the receiver being down: not taken since the last that was. */
  readonly #failing = new Set<string>();
  /** Until when the receiver asked to be left alone, and until when it is left alone because messages were not taken. */
  #askedUntil = 0;
  #pausedUntil = 0;

  /**
   * The message that goes out at `now`: the oldest that was never tried, else the oldest whose pause is over. Those of one thread keep
   * their order, others do not wait for them.
   */
  next(planned: Iterable<Delivery>, now: number): { delivery: Delivery | null; pauseMs: number } {
    const notBefore = Math.max(this.#askedUntil, this.#pausedUntil);
    if (now < notBefore) return { delivery: null, pauseMs: notBefore - now };
    const held = new Set<string>();
    let due: Delivery | null = null;
    let pauseMs = Infinity;
    for (const delivery of planned) {
      const { thread } = delivery.message;
      if (held.has(thread)) continue;
      const waiting = this.#waiting.get(delivery.id);
      if (waiting === undefined) return { delivery, pauseMs: 0 };
      held.add(thread);
      pauseMs = Math.min(pauseMs, waiting.notBefore - now);
      if (waiting.notBefore <= now) due ??= delivery;
    }
    return { delivery: due, pauseMs };
  }

  arrived(id: string): void {
    this.#forget(id);
    this.#failing.clear();
    this.#askedUntil = 0;
    this.#pausedUntil = 0;
    for (const waiting of this.#waiting.values()) {
      if (!waiting.isSuspect) waiting.notBefore = 0;
      waiting.isSuspect = true;
    }
  }

  /** Somebody wants to know whether the receiver is well: what it did not ask for is not waited for. */
  hurry(): void {
    this.#pausedUntil = 0;
  }

  /** The receiver will not take it: no reason for others to wait. */
  refused(id: string): void {
    this.#forget(id);
  }

  /** It was not taken at `now`. False when it is time to give it up. */
  failed(id: string, now: number, askedMs: number | undefined, chance: number): boolean {
    const waiting = this.#waiting.get(id) ?? { firstTriedAt: now, tries: 0, notBefore: 0, isSuspect: false };
    waiting.tries += 1;
    if (!waiting.isSuspect) this.#failing.add(id);
    this.#pause(now, askedMs, chance);
    const pauseMs = retryPauseMs(waiting.tries, now - waiting.firstTriedAt, askedMs, chance);
    if (pauseMs === null) {
      this.#forget(id);
      return false;
    }
    waiting.notBefore = now + pauseMs;
    this.#waiting.set(id, waiting);
    return true;
  }

  #pause(now: number, askedMs: number | undefined, chance: number): void {
    const pause = (attempts: number, ms?: number): number => now + (retryPauseMs(attempts, 0, ms, chance) ?? 0);
    if (this.#failing.size > 0) this.#pausedUntil = pause(this.#failing.size);
    if (askedMs !== undefined) this.#askedUntil = pause(1, askedMs);
  }

  #forget(id: string): void {
    this.#waiting.delete(id);
    this.#failing.delete(id);
  }
}
