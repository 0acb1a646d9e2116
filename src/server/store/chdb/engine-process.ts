import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedEngine } from "./embedded-engine.ts";
import type { EngineMessage } from "./engine-message.ts";
import { createEngineServer, listenOnSocket } from "./engine-server.ts";

/**
 * The program of the engine's process: ClickHouse inside, its HTTP interface on a socket that only this user can open. It ends when
 * its parent ends or lets go of it, and never by `process.exit()`, which crashes the engine.
 */
const [, , directory = ""] = process.argv;
const LONGEST_END_MS = 10_000;

function tell(message: EngineMessage): void {
  process.send?.(message);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Leftovers of a process that was killed. */
function sweep(): void {
  for (const name of readdirSync(directory)) {
    if (/^engine-\d+\.sock$|^incoming-/.test(name)) rmSync(join(directory, name), { force: true });
  }
}

async function run(): Promise<void> {
  const chdb = await import("chdb").catch((error: unknown) => {
    tell({ kind: "absent", text: textOf(error) });
  });
  if (chdb === undefined) return process.disconnect();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const engine = new EmbeddedEngine(chdb, directory);
  sweep();
  const server = createEngineServer(engine);
  const socket = await listenOnSocket(server, directory);
  process.once("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), LONGEST_END_MS).unref();
    server.close();
    server.closeAllConnections();
    void engine.close();
  });
  if (process.connected) tell({ kind: "ready", socket });
  else process.emit("disconnect");
}

// Ctrl-C on a terminal, and the end of a service, reach this process too: it is the parent that decides.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

await run().catch((error: unknown) => {
  tell({ kind: "failed", text: textOf(error) });
  process.disconnect();
});
