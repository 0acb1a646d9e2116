import type { JournalEntry } from "../../core/model/journal-entry.ts";
import type { Journal, Snapshot } from "./journal.ts";

const DEFAULT_LIMIT = 200_000;

/**
 * A journal that lasts as long as the process, for demonstrations, replays and tests. Keeps the newest entries: at least
 * `limit` records of transactions and other entries together, if that many came.
 */
export function createMemoryJournal(limit = DEFAULT_LIMIT): Journal {
  let entries: JournalEntry[] = [];
  let first = 0;
  let kept = 0;
  let isClosed = false;
  let snapshots: Snapshot[] = [];
  const forget = (count: number): void => {
    entries = entries.slice(count);
    first += count;
    kept = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  };
  return {
    kind: "memory",
    get first() {
      return first;
    },
    get next() {
      return first + entries.length;
    },
    bytes: 0,
    damages: [],
    append: (added) => {
      if (isClosed) return Promise.reject(new Error("the journal is closed"));
      for (const entry of added) {
        entries.push(entry);
        kept += sizeOf(entry);
      }
      if (kept > limit * 2) forget(firstKept(entries, limit));
      return Promise.resolve();
    },
    *read(from = 0) {
      for (let position = Math.max(from, first); position < first + entries.length; position++) {
        const entry = entries[position - first];
        if (entry !== undefined) yield { position, entry };
      }
    },
    verify: () => [],
    saveSnapshot: (snapshot) => {
      snapshots = [snapshot, ...snapshots].slice(0, 2);
      return Promise.resolve();
    },
    snapshots: () => snapshots,
    trim: ({ before, keepSince }) => {
      const safe = Math.min(before, snapshots[1]?.position ?? 0);
      const newer = entries.findIndex(({ at }, index) => first + index >= safe || at >= keepSince);
      const count = newer < 0 ? entries.length : newer;
      forget(count);
      return Promise.resolve(count);
    },
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
