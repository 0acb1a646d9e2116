import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The data directory belongs to another process that is alive. */
export class DirectoryInUse extends Error {
  constructor(directory: string, pid: number) {
    super(`the data directory ${directory} is in use by process ${pid}; stop it, or choose another with --data-dir`);
  }
}

/** The data directory cannot be made or written. */
export class DirectoryUnusable extends Error {
  constructor(directory: string, cause: unknown) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    const why = REASONS[code] ?? code;
    super(`the data directory ${directory} cannot be used: ${why}; choose another with --data-dir`, { cause });
  }
}

const REASONS: Record<string, string> = {
  EACCES: "this user may not write there",
  EEXIST: "it is a file",
  ENOTDIR: "a part of its path is a file",
  ENOENT: "nothing can be made there",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};

/**
 * Takes a directory for this process alone; the returned function gives it back. A lock whose process is gone is taken over.
 *
 * @throws DirectoryInUse, DirectoryUnusable
 */
export function lockDirectory(directory: string): () => void {
  makeDirectory(directory);
  const path = join(directory, "process.lock");
  if (!tryCreate(path)) {
    const pid = Number(readFileSync(path, "utf8"));
    if (isAlive(pid)) throw new DirectoryInUse(directory, pid);
    rmSync(path, { force: true });
    if (!tryCreate(path)) throw new DirectoryInUse(directory, Number(readFileSync(path, "utf8")));
  }
  return () => rmSync(path, { force: true });
}

/** Level by level: in folders of the system that take no folders, making all at once never ends. */
function makeDirectory(directory: string): void {
  const parent = dirname(resolve(directory));
  if (parent !== resolve(directory) && !existsSync(parent)) makeDirectory(parent);
  try {
    if (existsSync(directory) && statSync(directory).isDirectory()) return;
    mkdirSync(directory);
  } catch (error) {
    throw new DirectoryUnusable(directory, error);
  }
}

/** The lock appears with its content, or not at all. */
function tryCreate(path: string): boolean {
  const own = `${path}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid));
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new DirectoryUnusable(dirname(path), error);
  } finally {
    rmSync(own, { force: true });
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
