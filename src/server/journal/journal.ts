import type { JournalEntry } from "../../core/model/journal-entry.ts";

/**
 * The durable log of everything that came in; the truth from which all else is derived.
 *
 * Entries keep the order in which they were appended. When `append` resolves they are durable: all of them or, if it
 * rejects, none. One process at a time writes.
 */
export interface Journal {
  readonly kind: string;
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Every entry kept, oldest first. */
  read(): Iterable<JournalEntry>;
  /** Entries kept. */
  count(): number;
  close(): Promise<void>;
}
