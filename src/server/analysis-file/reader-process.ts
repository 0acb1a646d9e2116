import type { Misunderstanding } from "../../core/analysis/infer/grid.ts";
import type { ReadOptions } from "../../core/analysis/infer/read-options.ts";
import type { Understood } from "../../core/analysis/infer/understand.ts";
import { CountFileError, type CountFileProblem } from "./count-file-error.ts";
import { readCountFile } from "./read-count-file.ts";

/** What the process is given, and what it answers. */
export interface ReaderTask {
  fileName: string;
  bytes: Uint8Array;
  options: ReadOptions;
}
export type ReaderAnswer =
  { understood: Understood } | { problem: CountFileProblem; what: Misunderstanding } | { fault: string };

async function answerTo({ fileName, bytes, options }: ReaderTask): Promise<ReaderAnswer> {
  try {
    return { understood: await readCountFile(fileName, bytes, options) };
  } catch (error) {
    if (error instanceof CountFileError) return { problem: error.problem, what: error.what };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function serve(task: ReaderTask): Promise<void> {
  const answer = await answerTo(task);
  process.send?.(answer, () => process.disconnect());
}

process.once("message", (task) => void serve(task as ReaderTask));
