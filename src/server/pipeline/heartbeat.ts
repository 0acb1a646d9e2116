import type { Clock } from "./clock.ts";
import type { Service } from "./service.ts";

/** A single lost packet must not look like a monitor that is dead. */
const AGAIN_MS = 10_000;

/** Null when the outside watcher answered that it heard, else why not. */
export type Call = (signal: AbortSignal) => Promise<string | null>;

export interface HeartbeatParts {
  clock: Clock;
  everyMs: number;
  call: Call;
  /** What is so wrong that somebody outside must find out; null while all is well. */
  ailing: () => string | null;
}

/** Calls an outside watcher while all is well. When it stops calling, that watcher alarms: also when this process is gone. */
export class Heartbeat implements Service {
  readonly name = "heartbeat";
  /** Every key is a value of the label `outcome` in /metrics. */
  readonly calls = { answered: 0, failed: 0, withheld: 0 };
  /** When the watcher last answered, on the clock; null before the first time. */
  answeredAt: number | null = null;
  /** Why the last call did not get there; null when it did, or was not made. */
  failure: string | null = null;
  /** Why none is made; null while they are. */
  withheld: string | null = null;
  readonly #parts: HeartbeatParts;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, everyMs } = this.#parts;
    while (!signal.aborted) {
      await this.#beat(signal);
      await clock.wait(this.failure === null ? everyMs : Math.min(AGAIN_MS, everyMs), signal);
    }
  }

  async #beat(signal: AbortSignal): Promise<void> {
    const { ailing, call, clock } = this.#parts;
    this.withheld = ailing();
    if (this.withheld !== null) {
      this.calls.withheld += 1;
      this.failure = null;
      return;
    }
    const failure = await call(signal);
    if (signal.aborted) return;
    this.failure = failure;
    this.calls[failure === null ? "answered" : "failed"] += 1;
    if (failure === null) this.answeredAt = clock.now();
  }
}
