import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Understood } from "../../core/analysis/infer/understand.ts";
import { CountFileError } from "./count-file-error.ts";
import type { ReaderAnswer, ReaderTask } from "./reader-thread.ts";

/** Where the thread's program lies once it is built. A test that runs from the sources takes the built one too. */
const PROGRAMS = ["./reader-thread.js", "../../../dist/server/analysis-file/reader-thread.js"];

const LONGEST_MS = 60_000;
const MOST_MEMORY_MB = 1536;

export interface ApartLimits {
  longestMs?: number;
  mostMemoryMb?: number;
}

function programOf(): string {
  const paths = PROGRAMS.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? paths[0] ?? "";
}

function tooCostly(problem: string, cause?: unknown): CountFileError {
  return new CountFileError(
    "too-large",
    { problem, seen: [], help: ["give a smaller file, or one that a spreadsheet has saved anew"] },
    { cause },
  );
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

/**
 * Reads a file of counts in a thread of its own: a hostile file can cost that thread its memory or time, but holds up or ends
 * nothing else, and a large one does not keep alerts waiting.
 *
 * @throws CountFileError as `readCountFile`, and when the thread reaches its limits
 */
export async function readCountFileApart(task: ReaderTask, limits: ApartLimits = {}): Promise<Understood> {
  const { longestMs = LONGEST_MS, mostMemoryMb = MOST_MEMORY_MB } = limits;
  const worker = new Worker(programOf(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<ReaderAnswer>((resolve, reject) => {
      timer = setTimeout(
        () => reject(tooCostly(`reading the file takes longer than ${longestMs / 1000} s`)),
        longestMs,
      );
      worker.once("message", resolve);
      worker.once("error", (error) =>
        reject(isOutOfMemory(error) ? tooCostly("reading the file takes more memory than it may", error) : error),
      );
      worker.once("exit", (code) => reject(new Error(`the thread that reads files ended with ${code} and no answer`)));
    });
    if ("understood" in answer) return answer.understood;
    throw new CountFileError(answer.problem, answer.what);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
