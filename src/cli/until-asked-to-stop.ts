import type { Running } from "../server/start.ts";
import { say } from "./say.ts";

const LONGEST_DRAIN_MS = 15_000;

/** Aborted by Ctrl-C or SIGTERM; a second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  return stop.signal;
}

/** Waits for `signal`, then drains. */
export async function untilAskedToStop(running: Pick<Running, "stop">, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  say("stopping: finishing what is under way");
  const limit = setTimeout(() => {
    process.stderr.write("smokewatch: could not finish in 15 seconds; what is in the journal is safe\n");
    process.exit(1);
  }, LONGEST_DRAIN_MS);
  await running.stop();
  clearTimeout(limit);
  say("stopped");
}
