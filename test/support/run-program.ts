import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The built command. */
export const PROGRAM = path.join(ROOT, "dist/cli/main.js");

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  /** What it has printed so far, both outputs in the order they came. */
  output: () => string;
  /** Resolves with the match once the output holds it. */
  printed: (pattern: RegExp, withinMs: number) => Promise<RegExpExecArray>;
  ended: Promise<Ended>;
}

/** Starts a program in a process group of its own, so that Ctrl-C can be given to it and all that it starts. */
export function startProgram(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Started {
  const child = spawn(file, args, {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  let both = "";
  const listeners = new Set<() => void>();
  const hear = (text: string): void => {
    both += text;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    hear(text);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    hear(text);
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const printed = (pattern: RegExp, withinMs: number): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const give = (end: () => void): void => {
        clearTimeout(limit);
        listeners.delete(look);
        end();
      };
      const missing = (why: string) => () => reject(new Error(`${why} without printing ${String(pattern)}:\n${both}`));
      const look = (): void => {
        const match = pattern.exec(both);
        if (match !== null) give(() => resolve(match));
      };
      const limit = setTimeout(() => give(missing(`${withinMs} ms passed`)), withinMs);
      listeners.add(look);
      look();
      void ended.then(
        () => give(missing("it ended")),
        (error: Error) => give(() => reject(error)),
      );
    });
  return { child, output: () => both, printed, ended };
}

/** Runs the built command to its end. */
export function runProgram(...args: string[]): Promise<Ended> {
  return startProgram(process.execPath, [PROGRAM, ...args]).ended;
}

/** A signal for the program and all that it started. */
export function signalGroup({ child }: Started, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Whether any process of the program's group is still there. */
export function isGroupAlive({ child }: Started): boolean {
  if (child.pid === undefined) return false;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}
