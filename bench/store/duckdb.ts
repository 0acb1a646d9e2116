import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { promisify } from "node:util";

/** The version that docs/decisions/2026-11-25-store-speed.md compares with. */
const PACKAGE = "@duckdb/node-api@1.5.6-r.1";
const INSTALL = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix"];

export interface DuckDbRequest {
  sql: string;
  /** The answer itself is wanted too. */
  wantsColumns: boolean;
}

export interface DuckDbAnswer {
  error?: string;
  columns: unknown[][];
  wallMs: number;
  processorMs: number;
}

/** DuckDB in a process of its own, so that neither its threads nor what its answers leave to collect disturb the other side. */
export class DuckDb {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  async ask(sql: string, wantsColumns = false): Promise<DuckDbAnswer> {
    this.#child.send({ sql, wantsColumns } satisfies DuckDbRequest);
    const [answer] = (await once(this.#child, "message")) as [DuckDbAnswer];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  async close(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }
}

/** It is no dependency: 70 MB that only this bench needs. So npm puts it into the bench's folder, which goes at the end. */
export async function startDuckDb(directory: string): Promise<DuckDb> {
  await promisify(execFile)("npm", [...INSTALL, directory, PACKAGE], { timeout: 300_000 });
  const child = fork(path.resolve("dist/bench/store/main.js"), ["--duckdb", directory]);
  const [answer] = (await once(child, "message")) as [DuckDbAnswer];
  if (answer.error !== undefined) throw new Error(answer.error);
  return new DuckDb(child);
}
