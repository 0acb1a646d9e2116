import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "./disk.ts";
import { piecesOf } from "./log-part.ts";
import { snapshotIn } from "./snapshot-files.ts";

/** What a backup holds. */
export interface Backup {
  snapshots: number;
  parts: number;
  entries: number;
  bytes: number;
  /** Files that hold something damaged; they are copied all the same. */
  damaged: string[];
}

/** The folder for a backup holds something already. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`${folder} is not empty: name a folder that is, or that does not exist yet`);
  }
}

/** There is no journal to copy. */
export class NothingToBackUp extends Error {
  constructor(directory: string) {
    super(`${directory} holds no journal; name the data directory of the server with --data-dir`);
  }
}

/**
 * Copies the journal and its snapshots, also of a server that runs, and checks what it copies. Snapshots first: a log that goes further
 * than they do completes them.
 *
 * @throws FolderInUse, NothingToBackUp
 */
export async function backUpJournal(directory: string, folder: string): Promise<Backup> {
  if (!existsSync(join(directory, "journal"))) throw new NothingToBackUp(directory);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new FolderInUse(folder);
  const backup: Backup = { snapshots: 0, parts: 0, entries: 0, bytes: 0, damaged: [] };
  const copy = async (kind: "snapshot" | "journal", suffix: string, isWhole: (bytes: Buffer) => boolean) => {
    mkdirSync(join(folder, kind), { recursive: true });
    const names = readdirSync(join(directory, kind)).filter((name) => name.endsWith(suffix));
    for (const name of names.toSorted()) {
      const from = join(directory, kind, name);
      // A running server may have given it up meanwhile.
      if (!existsSync(from)) continue;
      const bytes = readFileSync(from);
      await writeWhole(join(folder, kind, name), [bytes]);
      backup[kind === "snapshot" ? "snapshots" : "parts"] += 1;
      backup.bytes += bytes.length;
      if (!isWhole(bytes)) backup.damaged.push(`${kind}/${name}`);
    }
  };
  await copy("snapshot", ".snapshot", (bytes) => snapshotIn(bytes) !== null);
  await copy("journal", ".log", (bytes) => {
    let isWhole = true;
    for (const piece of piecesOf(bytes)) {
      if (piece.kind === "frame") backup.entries += 1;
      else if (!piece.isCutOff) isWhole = false;
    }
    return isWhole;
  });
  return backup;
}
