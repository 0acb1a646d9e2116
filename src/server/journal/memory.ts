import type { JournalEntry } from "../../core/model/journal-entry.ts";
import type { Journal } from "./journal.ts";

const DEFAULT_LIMIT = 100_000;

/** A journal that lasts as long as the process and keeps the newest entries: for demonstrations, replays and tests. */
export function createMemoryJournal(limit = DEFAULT_LIMIT): Journal {
  let entries: JournalEntry[] = [];
  let isClosed = false;
  return {
    kind: "memory",
    append: (added) => {
      if (isClosed) return Promise.reject(new Error("the journal is closed"));
      entries.push(...added);
      if (entries.length > limit * 2) entries = entries.slice(-limit);
      return Promise.resolve();
    },
    read: () => entries.values(),
    count: () => entries.length,
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
}
