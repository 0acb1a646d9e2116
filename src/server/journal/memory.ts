import type { JournalEntry } from "../../core/model/journal-entry.ts";
import type { Journal } from "./journal.ts";

const DEFAULT_LIMIT = 200_000;

/**
 * A journal that lasts as long as the process, for demonstrations, replays and tests. Keeps the newest entries: at least
 * `limit` records of transactions and other entries together, if that many came.
 */
export function createMemoryJournal(limit = DEFAULT_LIMIT): Journal {
  let entries: JournalEntry[] = [];
  let kept = 0;
  let isClosed = false;
  return {
    kind: "memory",
    append: (added) => {
      if (isClosed) return Promise.reject(new Error("the journal is closed"));
      for (const entry of added) {
        entries.push(entry);
        kept += sizeOf(entry);
      }
      if (kept > limit * 2) {
        const first = firstKept(entries, limit);
        entries = entries.slice(first);
        kept = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
      }
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

function sizeOf(entry: JournalEntry): number {
  return entry.kind === "transactions" ? Math.max(1, entry.records.length) : 1;
}

function firstKept(entries: readonly JournalEntry[], limit: number): number {
  let first = entries.length;
  for (let size = 0; first > 0 && size < limit; size += sizeOf(entries[first] ?? { kind: "clock", at: 0 })) first--;
  return first;
}
