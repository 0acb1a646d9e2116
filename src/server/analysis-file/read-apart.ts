import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Understood } from "../../core/analysis/infer/understand.ts";
import { CountFileError } from "./count-file-error.ts";
import type { ReaderAnswer, ReaderTask } from "./reader-process.ts";

/** Where the process's program lies once it is built. A test that runs from the sources takes the built one too. */
const PROGRAMS = ["./reader-process.js", "../../../dist/server/analysis-file/reader-process.js"];

/** The largest files take 5 s, on a machine that is very busy most of a minute. */
const LONGEST_MS = 180_000;
const MOST_MEMORY_MB = 1536;

export interface ApartLimits {
  longestMs?: number;
  mostMemoryMb?: number;
}

function programOf(): string {
  const paths = PROGRAMS.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? paths[0] ?? "";
}

function tooCostly(problem: string): CountFileError {
  const help = ["give a smaller file, or one that a spreadsheet has saved anew"];
  return new CountFileError("too-large", { problem, seen: [], help });
}

function answerOf(child: ChildProcess, task: ReaderTask): Promise<ReaderAnswer> {
  return new Promise((resolve, reject) => {
    child.once("message", (answer) => resolve(answer as ReaderAnswer));
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      // An engine without memory ends with an abort, or with its code where a shell stands between.
      if (signal === "SIGABRT" || code === 134) reject(tooCostly("reading the file takes more memory than it may"));
      else reject(new Error(`the process that reads files ended with ${signal ?? code ?? "nothing"} and no answer`));
    });
    // A task that cannot be sent is told by the end of the process.
    child.send(task, () => undefined);
  });
}

/**
 * Reads a file of counts in a process of its own: a hostile file can cost that process its memory or time, but ends nothing
 * else, and alerts do not wait while it is read; they do while the rows of a large one are taken over. A thread would not do: an array that is too large ends the whole process.
 *
 * @throws CountFileError as `readCountFile`, and when the process reaches its limits
 */
export async function readCountFileApart(task: ReaderTask, limits: ApartLimits = {}): Promise<Understood> {
  const { longestMs = LONGEST_MS, mostMemoryMb = MOST_MEMORY_MB } = limits;
  const child = fork(programOf(), [], {
    serialization: "advanced",
    execArgv: [`--max-old-space-size=${mostMemoryMb}`],
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooCostly(`reading the file takes longer than ${longestMs / 1000} s`)), longestMs);
  });
  try {
    const answer = await Promise.race([answerOf(child, task), late]);
    if ("understood" in answer) return answer.understood;
    if ("fault" in answer) throw new Error(`the process that reads files failed: ${answer.fault}`);
    throw new CountFileError(answer.problem, answer.what);
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}
