import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** The built command, from the project's folder. */
const PROGRAM = path.resolve("dist/cli/main.js");
const START_LIMIT_MS = 30_000;

/** The product as a process that can be killed. */
export class ProductProcess {
  url = "";
  /** What it printed since it was last started. */
  output = "";
  /** From the start of the process to its address. */
  startedInMs = 0;
  readonly #args: readonly string[];
  #child: ChildProcess | null = null;

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves once it answers. */
  async start(): Promise<void> {
    const began = performance.now();
    this.output = "";
    const child = spawn(process.execPath, [PROGRAM, "serve", ...this.#args], { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`it did not start in time:\n${this.output}`)), START_LIMIT_MS);
      const hear = (part: Buffer): void => {
        this.output += part.toString("utf8");
        const url = /dashboard +(http:\S+)/.exec(this.output)?.[1];
        if (url === undefined) return;
        clearTimeout(limit);
        resolve(url);
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", () => {
        clearTimeout(limit);
        reject(new Error(`it ended:\n${this.output}`));
      });
    });
    this.startedInMs = performance.now() - began;
  }

  /** Ends it as a power cut would, or as an operator does. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async get<T>(address: string): Promise<T> {
    const answer = await fetch(`${this.url}${address}`);
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Null when the connection broke: nobody knows whether it was taken. */
  async post(body: string): Promise<{ status: number; text: string } | null> {
    try {
      const headers = { "content-type": "application/x-ndjson" };
      const answer = await fetch(`${this.url}/v1/transactions`, { method: "POST", headers, body });
      return { status: answer.status, text: await answer.text() };
    } catch {
      return null;
    }
  }
}
