import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 20;
const PERCENTILES = [50, 99, 100];

/** How much later than planned the process comes to its work. */
export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#histogram.enable();
  }

  /** Seconds since the last reading by percentile, 100 being the longest; begins anew. */
  read(): { percentile: number; seconds: number }[] {
    const histogram = this.#histogram;
    const read = PERCENTILES.map((percentile) => {
      // What is noted is the time from one look to the next, the planned pause included.
      const ms = histogram.count === 0 ? 0 : histogram.percentile(percentile) / 1e6 - RESOLUTION_MS;
      return { percentile, seconds: Math.max(0, ms / 1000) };
    });
    histogram.reset();
    return read;
  }

  stop(): void {
    this.#histogram.disable();
  }
}
