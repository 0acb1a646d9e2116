import { parentPort, workerData } from "node:worker_threads";
import type { ReadOptions } from "../../core/analysis/infer/read-options.ts";
import { CountFileError, type CountFileProblem } from "./count-file-error.ts";
import { fileLimits } from "./limits.ts";
import { readCountFile } from "./read-count-file.ts";
import type { Misunderstanding } from "../../core/analysis/infer/grid.ts";
import type { Understood } from "../../core/analysis/infer/understand.ts";

/** What the thread is given, and what it answers. */
export interface ReaderTask {
  fileName: string;
  bytes: Uint8Array;
  options: ReadOptions;
}
export type ReaderAnswer = { understood: Understood } | { problem: CountFileProblem; what: Misunderstanding };

async function answer({ fileName, bytes, options }: ReaderTask): Promise<ReaderAnswer> {
  try {
    return { understood: await readCountFile(fileName, bytes, options, fileLimits) };
  } catch (error) {
    if (error instanceof CountFileError) return { problem: error.problem, what: error.what };
    throw error;
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread has no origin
parentPort?.postMessage(await answer(workerData as ReaderTask));
