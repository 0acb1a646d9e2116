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
  const database = open<JournalEntry, number>({ path: join(directory, "journal.lmdb"), encoding: "msgpack" });
  let next = 0;
  for (const key of database.getKeys({ reverse: true, limit: 1 })) next = key + 1;
  return {
    kind: "lmdb",
    append: async (entries) => {
      let position = next;
      const written = database.batch(() => {
        for (const entry of entries) void database.put(position++, entry);
      });
      if (!(await written)) throw new Error("the journal did not take the entries");
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
