import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { CountTable } from "../../core/analysis/count-table.ts";
import type { Analysis } from "../../core/model/analysis.ts";
import { Failure } from "./failure.ts";

/** Where the thread's program lies once it is built. A test that runs from the sources takes the built one too. */
const PROGRAMS = ["./analyse-thread.js", "../../../dist/server/operations/analyse-thread.js"];

export const apartLimits = { longestMs: 120_000, mostMemoryMb: 2048 };

/**
 * What is off in tables, found in a thread of its own: months of minutes take seconds, for which alerts must not wait.
 *
 * @throws Failure `analysis.too-large` when the thread reaches its limits
 */
export async function analyseApart(tables: readonly CountTable[], limits = apartLimits): Promise<Analysis> {
  const resourceLimits = { maxOldGenerationSizeMb: limits.mostMemoryMb };
  const worker = new Worker(programOf(), { workerData: tables, resourceLimits });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Analysis>((resolve, reject) => {
      timer = setTimeout(() => reject(tooLarge(`more than ${limits.longestMs / 1000} s`)), limits.longestMs);
      worker.once("message", resolve);
      worker.once("error", (error: NodeJS.ErrnoException) =>
        reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooLarge("more memory than it may") : error),
      );
      worker.once("exit", (code) => reject(new Error(`the thread that analyses ended with ${code} and no answer`)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function tooLarge(what: string): Failure {
  return new Failure("analysis.too-large", `to find what is off in these files takes ${what}; send fewer days`);
}

function programOf(): string {
  const paths = PROGRAMS.map((name) => fileURLToPath(new URL(name, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? paths[0] ?? "";
}
