import type { Running } from "../server/start.ts";

const LONGEST_DRAIN_MS = 15_000;

/** Waits for Ctrl-C or SIGTERM, then drains and ends; a second signal ends at once. */
export async function untilAskedToStop(running: Running, say: (text: string) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
  say("stopping: finishing what is under way");
  const limit = setTimeout(() => {
    process.stderr.write("smokewatch: could not finish in 15 seconds; what is in the journal is safe\n");
    process.exit(1);
  }, LONGEST_DRAIN_MS);
  await running.stop();
  clearTimeout(limit);
  say("stopped");
}
