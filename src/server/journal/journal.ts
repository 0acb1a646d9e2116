import type { JournalEntry } from "../../core/model/journal-entry.ts";

/** An entry with its place: the number of entries before it. */
export interface Placed {
  position: number;
  entry: JournalEntry;
}

/** All that was derived from the entries before `position`. */
export interface Snapshot {
  position: number;
  state: Uint8Array;
}

/** Something that was kept and cannot be read any more. */
export interface Damage {
  /** The file, relative to the data directory. */
  file: string;
  /** What is lost, and what can be done about it. */
  text: string;
  /** Nothing that was ever acknowledged is lost. */
  isHarmless?: boolean;
}

/**
 * What may be given up: parts of the log all of whose entries are before `before` and before both snapshots, so that a start can do
 * without the newer one.
 */
export interface Trimming {
  before: number;
  /** Parts with a newer entry stay, as long as the journal is not larger than `bytes`. */
  keepSince: number;
  bytes: number;
}

/**
 * The durable log of everything that came in; the truth from which all else is derived.
 *
 * Entries keep the order in which they were appended. When `append` resolves they are durable: all of them or, if it
 * rejects, none. One process at a time writes.
 */
export interface Journal {
  readonly kind: string;
  /** Position of the oldest entry kept; `next` when there is none. */
  readonly first: number;
  /** Position of the next entry. */
  readonly next: number;
  /** Room that the log takes. */
  readonly bytes: number;
  /** What was found damaged so far, in the order in which it was met. */
  readonly damages: readonly Damage[];
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Every entry kept from a position on, oldest first; what is damaged is left out and told in `damages`. */
  read(from?: number): Iterable<Placed>;
  /** Goes through all that is kept, a part a step, so that damage is told before it is met. */
  verify(): Iterable<void>;
  /** Keeps a snapshot, and the one before it. */
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** Snapshots that are whole, newest first. */
  snapshots(): Iterable<Snapshot>;
  /** Gives up old parts; returns how many entries. */
  trim(trimming: Trimming): Promise<number>;
  close(): Promise<void>;
}
