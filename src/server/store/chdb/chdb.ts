import { type ChildProcess, fork } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import type { Engine, EngineEvents } from "../engine.ts";
import type { EngineMessage } from "./engine-message.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** An engine that was up for this long works: what went wrong before is not held against it. */
const STEADY_MS = 60_000;
const LONGEST_END_MS = 12_000;
/** Statements that the engine works on at once: each has a thread of its own. */
const THREADS = "16";
/** What the engine's process needs to know of the environment; secrets are not among it. */
const PASSED_ON = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];
/** Where the program lies once it is built. A test that runs from the sources takes the built one too. */
const PROGRAMS = ["./engine-process.js", "../../../../dist/server/store/chdb/engine-process.js"];

export interface ChdbOptions {
  /** For the engine's files; one engine at a time has it. */
  directory: string;
  /** True: the folder goes when the engine is closed. */
  isPassing?: boolean;
  /** The engine's program, where it is not beside this file. */
  program?: string;
}

/** ClickHouse as a package (chdb), in a process of its own that is started again when it ends, and ends with this one. */
export function createChdbEngine(options: ChdbOptions): Engine & { readonly processId: number | undefined } {
  return new ChdbEngine(options);
}

class ChdbEngine implements Engine {
  readonly kind = "chdb";
  readonly #directory: string;
  readonly #isPassing: boolean;
  readonly #program: string;
  #events: EngineEvents | undefined;
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #failures = 0;
  #isClosed = false;

  constructor({ directory, program, isPassing = false }: ChdbOptions) {
    this.#directory = directory;
    this.#isPassing = isPassing;
    this.#program = program ?? builtProgram();
  }

  get processId(): number | undefined {
    return this.#child?.pid;
  }

  start(events: EngineEvents): void {
    this.#events = events;
    this.#launch();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#restart);
    if (this.#child !== undefined && !hasEnded(this.#child)) await this.#end(this.#child);
    if (this.#isPassing) rmSync(this.#directory, { recursive: true, force: true });
  }

  async #end(child: ChildProcess): Promise<void> {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.connected) child.disconnect();
    const limit = setTimeout(() => child.kill("SIGKILL"), LONGEST_END_MS);
    await ended;
    clearTimeout(limit);
  }

  #launch(): void {
    const environment = Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]));
    const child = fork(this.#program, [this.#directory], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: [],
      env: { ...environment, TZ: "UTC", UV_THREADPOOL_SIZE: THREADS },
    });
    this.#child = child;
    let words = "";
    let isAbsent = false;
    let agent: Agent | undefined;
    let upAt = Number.POSITIVE_INFINITY;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-2000);
    });
    child.on("message", (message: EngineMessage) => {
      if (message.kind === "ready") {
        upAt = performance.now();
        agent = new Agent({ keepAlive: true, socketPath: message.socket } as object);
        this.#events?.onUp({ url: "http://localhost", agent });
      } else if (message.kind === "absent") {
        isAbsent = true;
        this.#events?.onAbsent(absenceText(message.text));
      } else {
        words = message.text;
      }
    });
    child.once("error", (error) => {
      words = error.message;
    });
    child.once("close", (code, signal) => {
      agent?.destroy();
      if (this.#isClosed || isAbsent) return;
      if (performance.now() - upAt > STEADY_MS) this.#failures = 0;
      this.#failures += 1;
      this.#events?.onDown(endText(words, code, signal));
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
      this.#restart = setTimeout(() => this.#launch(), pause);
    });
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function builtProgram(): string {
  const paths = PROGRAMS.map((name) => fileURLToPath(new URL(name, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? paths[0] ?? "";
}

function absenceText(text: string): string {
  const [line = ""] = text.split("\n");
  return `there is no SQL engine for this platform (${process.platform} ${process.arch}): the package chdb has Linux with glibc, and macOS. Name a ClickHouse server with clickhouseUrl, or set store to none. ${line}`;
}

function endText(words: string, code: number | null, signal: NodeJS.Signals | null): string {
  if (words.startsWith("Failed to create connection")) {
    return "an earlier process still has the files of the SQL engine; it is tried again";
  }
  const [line = ""] = words.trim().split("\n").slice(-1);
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  return `the SQL engine ended ${how} and is started again${line === "" ? "" : `: ${line.slice(0, 300)}`}`;
}
