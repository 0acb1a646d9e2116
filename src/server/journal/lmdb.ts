import { join } from "node:path";
import { open } from "lmdb";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import { lockDirectory } from "./directory-lock.ts";
import type { Journal } from "./journal.ts";

/**
 * A journal in an LMDB file: crash-proof by copy on write, one transaction and one fsync per append.
 *
 * @throws DirectoryInUse when another process has it
 */
export function createLmdbJournal(directory: string): Journal {
  const unlock = lockDirectory(directory);
  const database = open<JournalEntry, number>({
    path: join(directory, "journal.lmdb"),
    encoding: "msgpack",
    // The sequencer makes the groups. With LMDB's own, a promise that nobody holds rejects when the disk is full.
    eventTurnBatching: false,
  });
  let next = 0;
  for (const key of database.getKeys({ reverse: true, limit: 1 })) next = key + 1;
  return {
    kind: "lmdb",
    append: async (entries) => {
      let position = next;
      let fault: unknown;
      const written = database.batch(() => {
        try {
          for (const entry of entries) void database.put(position++, entry);
        } catch (error) {
          // The entries before the one that cannot be encoded are in the transaction already.
          fault = error;
          for (let undone = next; undone < position; undone++) void database.remove(undone);
        }
      });
      if (!(await written.catch(rejectWithCause))) throw new Error("the journal did not take the entries");
      if (fault !== undefined) throw new Error("the journal cannot encode the entries", { cause: fault });
      await database.flushed;
      next = position;
    },
    read: () => database.getRange().map(({ value }) => value),
    count: () => next,
    close: async () => {
      await database.close();
      unlock();
    },
  };
}

/** A failed commit holds the true cause, such as a full disk, in a promise of its own. */
async function rejectWithCause(failure: unknown): Promise<never> {
  if (!(failure instanceof Error) || !("commitError" in failure)) throw failure;
  try {
    await failure.commitError;
  } catch (cause) {
    throw new Error(cause instanceof Error ? cause.message : failure.message, { cause });
  }
  throw failure;
}
