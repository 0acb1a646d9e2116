import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { lockDirectory } from "../directory-lock.ts";
import type { Damage, Journal } from "../journal.ts";
import { framesOf } from "./frame.ts";
import { LogFiles } from "./log-files.ts";
import { SnapshotFiles } from "./snapshot-files.ts";

/** The data directory holds what another version of the program wrote. */
export class ForeignJournal extends Error {
  constructor(directory: string) {
    super(
      `the data directory ${directory} holds journal.lmdb, a journal of an early version that this one does not read; ` +
        "choose another with --data-dir, or move that file away to begin anew",
    );
  }
}

export interface FilesOptions {
  /** A file that is larger is not added to. */
  partBytes: number;
  /** Told of each damage once, when it is found: at the opening, or later. */
  onDamage?: (damage: Damage) => void;
}

/**
 * A journal in files that are only ever added to: `journal/<position>.log`, a checksum for each entry, one fdatasync for each
 * append; and `snapshot/<position>.snapshot`.
 *
 * @throws DirectoryInUse, DirectoryUnusable, ForeignJournal
 */
export function createFilesJournal(directory: string, options: FilesOptions): Journal {
  const unlock = lockDirectory(directory);
  try {
    if (existsSync(join(directory, "journal.lmdb"))) throw new ForeignJournal(directory);
    return openJournal(directory, options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function openJournal(directory: string, options: FilesOptions, unlock: () => void): Journal {
  const damages: Damage[] = [];
  const told = new Set<string>();
  const onDamage = (damage: Damage): void => {
    if (told.has(damage.text)) return;
    told.add(damage.text);
    damages.push(damage);
    options.onDamage?.(damage);
  };
  const snapshots = new SnapshotFiles(folderIn(directory, "snapshot"), onDamage);
  const log = new LogFiles(folderIn(directory, "journal"), { partBytes: options.partBytes, onDamage });
  // The state of a snapshot may go further than a log whose end is damaged: its positions are not given twice.
  log.next = Math.max(log.next, snapshots.positions().at(-1) ?? 0);
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(() => {
      if (isClosed) throw new Error("the journal is closed");
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    kind: "files",
    get first() {
      return log.first;
    },
    get next() {
      return log.next;
    },
    get bytes() {
      return log.bytes;
    },
    damages,
    append: (entries) =>
      inTurn(async () => {
        if (entries.length > 0)
          await log.write(
            encoded(() => framesOf(entries, log.next)),
            entries.length,
          );
      }),
    read: (from = 0) => log.read(from),
    verify: () => log.verify(),
    saveSnapshot: (snapshot) => snapshots.save(snapshot),
    snapshots: () => snapshots.read(),
    trim: ({ before, ...limits }) =>
      inTurn(() => {
        const [older = 0, newer] = snapshots.positions();
        const safe = newer === undefined ? 0 : older;
        return Promise.resolve(log.trim({ before: Math.min(before, safe), ...limits }));
      }),
    close: () => {
      const closed = inTurn(async () => {
        isClosed = true;
        await log.close();
        unlock();
      });
      return closed.catch((error: unknown) => {
        if (!isClosed) throw error;
      });
    },
  };
}

function folderIn(directory: string, name: string): string {
  const folder = join(directory, name);
  if (!existsSync(folder)) mkdirSync(folder);
  return folder;
}

function encoded(encode: () => Buffer): Buffer {
  try {
    return encode();
  } catch (error) {
    throw new Error("the journal cannot encode the entries", { cause: error });
  }
}
