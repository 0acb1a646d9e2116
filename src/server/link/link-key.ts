import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

const KEY_BYTES = 32;
const FILE = "link-key";

export function passingLinkKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/**
 * The key of the data directory that seals links; made when there is none. Links are not worth a start that fails: where it can
 * be neither read nor written, `onTrouble` is told and the key lasts until the process ends.
 */
export function keptLinkKey(directory: string, onTrouble: (text: string) => void): Buffer {
  const path = join(directory, FILE);
  try {
    const kept = keyIn(path);
    if (kept !== null) return kept;
    const made = passingLinkKey();
    writeKey(path, made);
    return made;
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    onTrouble(
      `${FILE} in the data directory can be neither read nor made (${code}): links in messages end with this process`,
    );
    return passingLinkKey();
  }
}

/** Null when there is none, or one that was cut off. */
function keyIn(path: string): Buffer | null {
  try {
    const key = readFileSync(path);
    return key.length === KEY_BYTES ? key : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** The file appears with its whole content, for its owner alone. */
function writeKey(path: string, key: Buffer): void {
  const own = `${path}.${process.pid}`;
  rmSync(own, { force: true });
  try {
    const file = openSync(own, "wx", 0o600);
    try {
      writeSync(file, key);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(own, path);
  } finally {
    rmSync(own, { force: true });
  }
}
