import type { Clock } from "./clock.ts";
import type { Service } from "./service.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
const MOST_RESTARTS = 20;
/** A service that ran for this long works: what went wrong before is not held against it. */
const STEADY_MS = 10 * 60_000;

export interface SupervisorOptions {
  clock: Clock;
  onFault: (service: Service, error: unknown, restarts: number) => void;
  /** A service that cannot be kept running. */
  onGiveUp: (service: Service) => void;
}

/** Runs services, restarts one that fails with growing pauses, and stops them all in reverse order of their start. */
export class Supervisor {
  readonly restarts = new Map<string, number>();
  /** Restarts since the process began, of every service that was started. */
  readonly allRestarts = new Map<string, number>();
  readonly #failedAt = new Map<string, number>();
  readonly #options: SupervisorOptions;
  readonly #running: { stop: AbortController; done: Promise<void> }[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Services that failed lately, with how often in a row. */
  unsteady(): { service: string; restarts: number }[] {
    const since = this.#options.clock.now() - STEADY_MS;
    return Array.from(this.restarts, ([service, restarts]) => ({ service, restarts })).filter(
      ({ service }) => (this.#failedAt.get(service) ?? 0) > since,
    );
  }

  start(service: Service): void {
    const stop = new AbortController();
    this.allRestarts.set(service.name, 0);
    this.#running.push({ stop, done: this.#keepRunning(service, stop.signal) });
  }

  async stop(): Promise<void> {
    for (const { stop, done } of this.#running.toReversed()) {
      stop.abort();
      await done;
    }
    this.#running.length = 0;
  }

  async #keepRunning(service: Service, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const startedAt = clock.now();
      try {
        await service.run(signal);
        return;
      } catch (error) {
        const isSteady = clock.now() - startedAt >= STEADY_MS;
        const restarts = (isSteady ? 0 : (this.restarts.get(service.name) ?? 0)) + 1;
        this.restarts.set(service.name, restarts);
        this.#failedAt.set(service.name, clock.now());
        this.allRestarts.set(service.name, (this.allRestarts.get(service.name) ?? 0) + 1);
        this.#options.onFault(service, error, restarts);
        if (restarts >= MOST_RESTARTS) {
          this.#options.onGiveUp(service);
          return;
        }
        await clock.wait(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (restarts - 1)), signal);
      }
    }
  }
}
