import { setTimeout as sleep } from "node:timers/promises";

/** Time for everything in the pipeline that moves by itself. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};

/** A clock that stands still until it is moved: for replays and tests. */
export class ManualClock implements Clock {
  #now: number;
  readonly #waiting = new Set<{ until: number; wake: () => void }>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(sleeper);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { until: this.#now + ms, wake };
      this.#waiting.add(sleeper);
      signal.addEventListener("abort", wake);
    });
  }

  /** Moves to `at`, also backwards, and wakes whoever waited for it. */
  set(at: number): void {
    this.#now = at;
    for (const sleeper of this.#waiting) {
      if (sleeper.until <= at) sleeper.wake();
    }
  }
}
