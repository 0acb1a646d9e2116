import type { Applied, Engine } from "../engine/engine.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { StoreRows } from "../model/store-rows.ts";
import { addRecord, addRows, type Chunk, emptyChunk, sizeOf } from "./chunk.ts";
import { VerdictSpans } from "./verdict-spans.ts";

/** Goes up whenever the state gets another meaning. */
export const ARCHIVE_STATE_VERSION = 1;

const MINUTE_MS = 60_000;
/** A chunk ends this long after a minute, when the minute's last records are in. */
const AFTER_MINUTE_MS = 5000;
/** A chunk with more rows ends at once. */
const MANY_ROWS = 10_000;

export interface ArchiveState {
  version: number;
  open: Chunk;
  openMinute: number;
  verdictsUntil: number;
  closed: Chunk[];
}

/**
 * Rows for the store, as they follow from the journal: a deterministic function of its entries, like the engine, whose effects it
 * reads. Entries go into chunks, about one a minute; where a chunk ends follows from the entries too, so that a chunk is the same
 * whenever it is worked out, and written twice counts once.
 */
export class Archive {
  /** What happened before this instant is not kept: the store would give it up at once. */
  keepsSince = -Infinity;
  /** With more rows than this, those of chunks that have ended are let go: they can be worked out from the journal again. */
  mostRows = Infinity;
  #open: Chunk;
  /** The minute of the clock in which the open chunk began. */
  #openMinute = Number.NaN;
  readonly #spans = new VerdictSpans();
  #closed: Chunk[] = [];

  /** @param from position of the first entry that it will be told of */
  constructor(from = 0) {
    this.#open = emptyChunk(from);
  }

  /** Rows that wait. */
  get size(): number {
    return this.#closed.reduce((sum, chunk) => sum + sizeOf(chunk), sizeOf(this.#open));
  }

  /** True when the chunk that has not ended holds rows. */
  get hasOpenRows(): boolean {
    return sizeOf(this.#open) > 0;
  }

  /** True when there are rows to bring to the store. */
  get hasEnded(): boolean {
    return this.#closed.length > 0;
  }

  /** Every row of the entries from here on waits; those of entries before were written or dropped. */
  get completeFrom(): number {
    return (this.#closed[0] ?? this.#open).from;
  }

  /** Notes what the entry at `position` did to the engine. */
  note(position: number, entry: JournalEntry, applied: Applied, engine: Engine): void {
    const minute = Math.floor((entry.at - AFTER_MINUTE_MS) / MINUTE_MS);
    if (minute !== this.#openMinute) this.#close(position);
    this.#openMinute = minute;
    const open = this.#open;
    open.to = position + 1;
    for (const record of applied.counted) if (record.at >= this.keepsSince) addRecord(open, record);
    if (engine.judging !== null) {
      for (const sum of this.#spans.take(engine.judging)) if (sum.at >= this.keepsSince) open.sums.push(sum);
    }
    for (const effect of applied.effects) {
      if (effect.kind === "incident") open.incidents.set(effect.incident.id, effect.incident);
      else if (effect.kind === "delivery") open.deliveries.set(effect.delivery.id, effect.delivery);
    }
    if (sizeOf(open) >= MANY_ROWS) this.#close(position + 1);
  }

  /** Rows of the oldest chunks that have ended, and the position that the store reaches with them; null when none has. */
  next(): { rows: StoreRows; to: number } | null {
    const rows: StoreRows = { minutes: [], verdicts: [], incidents: [], deliveries: [] };
    let to = Number.NaN;
    let size = 0;
    for (const chunk of this.#closed) {
      if (size >= MANY_ROWS) break;
      addRows(rows, chunk);
      size += sizeOf(chunk);
      to = chunk.to;
    }
    return Number.isNaN(to) ? null : { rows, to };
  }

  /** The store has all rows of entries before `position`. */
  written(position: number): void {
    this.#closed = this.#closed.filter(({ to }) => to > position);
  }

  /** Lets go of the chunks that have ended: more than can be held. They have to be worked out from the journal again. */
  drop(): void {
    this.#closed = [];
  }

  /** Ends the open chunk: there is nothing more to tell. */
  finish(): void {
    this.#close(this.#open.to);
  }

  save(): ArchiveState {
    return {
      version: ARCHIVE_STATE_VERSION,
      open: this.#open,
      openMinute: this.#openMinute,
      verdictsUntil: this.#spans.until,
      closed: this.#closed,
    };
  }

  /** @throws RangeError for the state of another version */
  static load(state: ArchiveState): Archive {
    if (state.version !== ARCHIVE_STATE_VERSION) {
      throw new RangeError(`state of the archive: expected version ${ARCHIVE_STATE_VERSION}, got ${state.version}`);
    }
    const archive = new Archive();
    archive.#open = state.open;
    archive.#openMinute = state.openMinute;
    archive.#spans.until = state.verdictsUntil;
    archive.#closed = state.closed;
    return archive;
  }

  /** Ends the open chunk before the entry at `position`; one without rows goes on, so that chunks follow each other without a gap. */
  #close(position: number): void {
    if (!this.hasOpenRows) return;
    this.#open.to = position;
    this.#closed.push(this.#open);
    this.#open = emptyChunk(position);
    if (this.size > this.mostRows) this.drop();
  }
}
