import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/** Of the times in /proc, the same on every Linux that Node runs on. */
const CLOCK_TICK_US = 10_000;
const START_LIMIT_MS = 30_000;

/** A server in a process of its own, so that its CPU time is its own too. */
export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Resolves once it has printed the address that it listens at. */
  static async start(args: readonly string[]): Promise<ServerProcess> {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const port = await new Promise<number>((resolve, reject) => {
      const limit = setTimeout(() => {
        child.kill("SIGKILL");
        reject(new Error(`the server did not start in time:\n${output}`));
      }, START_LIMIT_MS);
      const hear = (part: Buffer): void => {
        output += part.toString("utf8");
        const found = /http:\/\/[\w.]+:(\d+)/.exec(output)?.[1];
        if (found === undefined) return;
        clearTimeout(limit);
        resolve(Number(found));
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", () => {
        clearTimeout(limit);
        reject(new Error(`the server ended:\n${output}`));
      });
    });
    return new ServerProcess(child, port);
  }

  /** CPU time of all its threads so far, in the kernel too, to 10 ms. */
  get cpuUs(): number {
    const stat = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8");
    // The name of the program stands in brackets and may hold spaces; times of user and kernel are the fields 14 and 15 of the line.
    const [user = "", kernel = ""] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    return (Number(user) + Number(kernel)) * CLOCK_TICK_US;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    await ended;
  }
}
