import { existsSync } from "node:fs";
import { on } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Backtester } from "./backtest.ts";
import type { ThreadMessage } from "./thread-message.ts";

/** Where the program lies once it is built. A test that runs from the sources takes the built one too. */
const PROGRAMS = ["./thread-program.js", "../../../dist/server/backtest/thread-program.js"];
/** The counts lie outside the heap; what is left is the judge's. */
const HEAP_MB = 512;

/** Each in a thread of its own, which ends with it: what is judged live does not wait. */
export function createThreadBacktester(): Backtester {
  return {
    async *run(job, signal) {
      if (signal.aborted) return;
      const { at, status, value, count } = job.task.counts;
      const worker = new Worker(programPath(), {
        workerData: job,
        transferList: [at.buffer, status.buffer, value.buffer, count.buffer],
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
        env: {},
      });
      const failed = new AbortController();
      worker.once("error", (error) => failed.abort(error));
      worker.once("exit", () => failed.abort(new Error("the thread ended before it had answered")));
      try {
        for await (const [message] of on(worker, "message", { signal: AbortSignal.any([signal, failed.signal]) })) {
          const told = message as ThreadMessage;
          if (told.kind === "end") return;
          yield told.line;
        }
      } catch (error) {
        if (signal.aborted) return;
        throw failed.signal.reason ?? error;
      } finally {
        await worker.terminate();
      }
    },
  };
}

function programPath(): URL {
  const places = PROGRAMS.map((program) => new URL(program, import.meta.url));
  const found = places.find((place) => existsSync(fileURLToPath(place)));
  if (found === undefined) throw new Error("the program that tries monitors on the past is not built: npm run build");
  return found;
}
