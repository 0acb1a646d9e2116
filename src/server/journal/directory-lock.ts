import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The data directory belongs to another process that is alive. */
export class DirectoryInUse extends Error {
  constructor(directory: string, pid: number) {
    super(`the data directory ${directory} is in use by process ${pid}; stop it, or choose another with --data-dir`);
  }
}

/**
 * Takes a directory for this process alone; the returned function gives it back. A lock whose process is gone is taken over.
 *
 * @throws DirectoryInUse
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, "process.lock");
  if (!tryCreate(path)) {
    const pid = Number(readFileSync(path, "utf8"));
    if (isAlive(pid)) throw new DirectoryInUse(directory, pid);
    rmSync(path, { force: true });
    if (!tryCreate(path)) throw new DirectoryInUse(directory, Number(readFileSync(path, "utf8")));
  }
  return () => rmSync(path, { force: true });
}

function tryCreate(path: string): boolean {
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
