import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 20;
const QUANTILES = [0.5, 0.99, 1];

/** How much later than planned the process comes to its work. */
export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#histogram.enable();
  }

  /** Seconds since the last reading by quantile, 1 being the longest; begins anew. */
  read(): { quantile: number; seconds: number }[] {
    const histogram = this.#histogram;
    const read = QUANTILES.map((quantile) => {
      // What is noted is the time from one look to the next, the planned pause included.
      const ms = histogram.count === 0 ? 0 : histogram.percentile(100 * quantile) / 1e6 - RESOLUTION_MS;
      return { quantile, seconds: Math.max(0, ms / 1000) };
    });
    histogram.reset();
    return read;
  }

  stop(): void {
    this.#histogram.disable();
  }
}
