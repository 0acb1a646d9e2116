import type { JournalEntry } from "../../src/core/model/journal-entry.ts";
import type { Journal, Placed } from "../../src/server/journal/journal.ts";

/** A journal whose appends wait until the test lets them pass or fail. */
export class HeldJournal implements Journal {
  readonly kind = "held";
  readonly entries: JournalEntry[] = [];
  /** Sizes of the groups, in the order in which they were handed over. */
  readonly groups: number[] = [];
  readonly first = 0;
  readonly bytes = 0;
  readonly damages = [];
  isClosed = false;
  readonly #held: { added: readonly JournalEntry[]; resolve: () => void; reject: (error: Error) => void }[] = [];

  append(added: readonly JournalEntry[]): Promise<void> {
    this.groups.push(added.length);
    return new Promise((resolve, reject) => {
      this.#held.push({ added, resolve, reject });
    });
  }

  /** Lets the append that waits pass; with a text, fail. */
  release(fault?: string): void {
    const held = this.#held.shift();
    if (held === undefined) throw new Error("no append waits");
    if (fault !== undefined) {
      held.reject(new Error(fault));
      return;
    }
    this.entries.push(...held.added);
    held.resolve();
  }

  get isWaiting(): boolean {
    return this.#held.length > 0;
  }

  get next(): number {
    return this.entries.length;
  }

  read(from = 0): Iterable<Placed> {
    return this.entries.slice(from).map((entry, index) => ({ position: from + index, entry }));
  }

  verify(): Iterable<void> {
    return [];
  }

  saveSnapshot(): Promise<void> {
    return Promise.resolve();
  }

  snapshots(): Iterable<never> {
    return [];
  }

  trim(): Promise<number> {
    return Promise.resolve(0);
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}
