import type { JournalEntry } from "../../src/core/model/journal-entry.ts";
import type { Journal } from "../../src/server/journal/journal.ts";

/** The entries that a journal keeps, without their positions. */
export function entriesOf(journal: Journal): JournalEntry[] {
  return Array.from(journal.read(), ({ entry }) => entry);
}
