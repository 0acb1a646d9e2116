import type { Archive } from "../../core/archive/archive.ts";
import type { Engine } from "../../core/engine/engine.ts";
import type { Journal } from "../journal/journal.ts";
import type { Clock } from "./clock.ts";
import { errorText } from "./error-text.ts";
import type { Sequencer } from "./sequencer.ts";
import type { Service } from "./service.ts";
import { bytesOf } from "./snapshot-code.ts";

const LOOK_MS = 500;
/** Between two snapshots, however much comes in. */
const LEAST_PAUSE_MS = 30_000;
/** After so many records, going through them again would delay a start by as much as the start itself takes. */
const MANY_RECORDS = 50_000;
/** Taking snapshots is to take a fiftieth of the time at most. */
const PAUSE_PER_DURATION = 50;
/** Old parts are given up beyond this share of the room, so that there is always some left. */
const ROOM_USED = 0.8;
const DAY_MS = 86_400_000;

export interface Retention {
  /** The log is not to grow beyond this. */
  bytes: number;
  /** Entries are kept this long, as far as there is room. */
  days: number;
  snapshotEveryMs: number;
}

interface KeeperParts {
  clock: Clock;
  journal: Journal;
  engine: Engine;
  archive: Archive | null;
  sequencer: Sequencer;
  retention: Retention;
  /** Position of the oldest entry that something else still needs. */
  neededFrom: () => number;
}

/** Takes snapshots, gives up old parts of the journal, and once after the start goes through all of it in search of damage. */
export class Keeper implements Service {
  readonly name = "keeper";
  /** Why the last snapshot was not kept, or old parts could not be given up; null while all goes well. */
  trouble: string | null = null;
  /** When the last snapshot was taken, on the clock; null before the first. */
  takenAt: number | null = null;
  readonly #parts: KeeperParts;
  #position: number;
  #records: number;
  #since: number;
  #durationMs = 0;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#position = parts.sequencer.position;
    this.#records = parts.sequencer.records;
    this.#since = parts.clock.now();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, journal } = this.#parts;
    const verification = journal.verify()[Symbol.iterator]();
    let isVerified = false;
    while (!signal.aborted) {
      await clock.wait(LOOK_MS, signal);
      if (signal.aborted) return;
      if (!isVerified) isVerified = verification.next().done === true;
      if (this.#isDue()) await this.snapshot();
    }
  }

  /** Keeps what the engine knows now, unless it is kept already. */
  async snapshot(): Promise<void> {
    const { clock, journal, engine, archive, sequencer } = this.#parts;
    const { position, records } = sequencer;
    if (position === this.#position && this.takenAt !== null) return;
    const began = clock.now();
    try {
      const state = bytesOf({ engine: engine.save(), archive: archive?.save() ?? null });
      await journal.saveSnapshot({ position, state });
      this.trouble = null;
      this.takenAt = began;
      this.#position = position;
      this.#records = records;
    } catch (error) {
      this.trouble = errorText(error);
    }
    this.#since = clock.now();
    this.#durationMs = this.#since - began;
    // After a snapshot that failed too: where the disk is full, this makes room.
    try {
      await this.#trim();
    } catch (error) {
      this.trouble ??= errorText(error);
    }
  }

  #isDue(): boolean {
    const { clock, retention, sequencer } = this.#parts;
    if (sequencer.position === this.#position) return false;
    const passedMs = clock.now() - this.#since;
    if (passedMs < this.#durationMs * PAUSE_PER_DURATION) return false;
    // A snapshot is what lets old parts go.
    if (this.#isCrowded()) return true;
    if (passedMs >= retention.snapshotEveryMs) return true;
    return passedMs >= LEAST_PAUSE_MS && sequencer.records - this.#records >= MANY_RECORDS;
  }

  #isCrowded(): boolean {
    const { journal, retention } = this.#parts;
    return journal.bytes > ROOM_USED * retention.bytes;
  }

  async #trim(): Promise<void> {
    const { clock, journal, retention, neededFrom } = this.#parts;
    const keepSince = clock.now() - retention.days * DAY_MS;
    const bytes = ROOM_USED * retention.bytes;
    await journal.trim({ before: neededFrom(), keepSince, bytes });
    // Transactions are not refused because the store is away: what it lacks is told.
    if (this.#isCrowded()) await journal.trim({ before: Infinity, keepSince, bytes });
  }
}
