import type { JournalEntry } from "../../core/model/journal-entry.ts";
import type { Journal, Placed } from "../journal/journal.ts";
import type { Applied, Engine } from "../../core/engine/engine.ts";
import { DurationHistogram } from "./duration-histogram.ts";
import { errorText } from "./error-text.ts";
import { PipelineFault } from "./pipeline-fault.ts";

const LONGEST_QUEUE = 2000;
const MOST_RECORDS_WAITING = 2_000_000;
const BYTES_PER_MB = 1_048_576;

export interface SequencerParts {
  journal: Journal;
  engine: Engine;
  /** Position of the entry that is applied first. */
  position?: number;
  /** Room that the journal may take. */
  mostBytes?: number;
  onApplied: (applied: Applied, placed: Placed) => void;
}

interface Waiting {
  entry: JournalEntry;
  resolve: (applied: Applied) => void;
  reject: (error: Error) => void;
}

/**
 * The one way into the journal: makes entries durable in groups, then applies them to the engine in their order.
 *
 * While a group is being written the next one gathers, so that a slow disk makes groups larger rather than answers slower.
 */
export class Sequencer {
  /** Why the last group was not written; null while the journal takes them. */
  trouble: string | null = null;
  /** Since when the journal has been writing the group under way; null while it is not. Real time. */
  appendingSince: number | null = null;
  /** Entries that the engine failed on. */
  unjudged = 0;
  /** Position of the entry that is applied next. */
  position: number;
  /** Records of transactions that were applied since the start. */
  records = 0;
  /** Groups that the journal did not take. */
  failedAppends = 0;
  /** How long the journal took for each group. */
  readonly appends = new DurationHistogram();
  #lastFault: unknown = null;
  readonly #journal: Journal;
  readonly #engine: Engine;
  readonly #onApplied: (applied: Applied, placed: Placed) => void;
  /** Room that the journal may take. */
  readonly mostBytes: number;
  #queue: Waiting[] = [];
  #recordsWaiting = 0;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(parts: SequencerParts) {
    this.#journal = parts.journal;
    this.#engine = parts.engine;
    this.#onApplied = parts.onApplied;
    this.mostBytes = parts.mostBytes ?? Infinity;
    this.position = parts.position ?? 0;
  }

  /** True when the journal has all the room that it may take: transactions are refused, what little else there is goes on. */
  get isFull(): boolean {
    return this.#journal.bytes >= this.mostBytes;
  }

  /** Records that wait to be written and judged. */
  get recordsWaiting(): number {
    return this.#recordsWaiting;
  }

  /**
   * Resolves once the entry is durable and applied.
   *
   * @throws PipelineFault `behind` when too much waits, `full` when the journal may not grow, `unavailable` when it fails, `stopping`
   *   after `close`
   */
  submit(entry: JournalEntry): Promise<Applied> {
    if (this.#isClosed) return Promise.reject(new PipelineFault("stopping", "the server is stopping"));
    if (this.#queue.length >= LONGEST_QUEUE || this.#recordsWaiting >= MOST_RECORDS_WAITING) {
      const text = `${this.#queue.length} requests wait for the journal; try again in a moment`;
      return Promise.reject(new PipelineFault("behind", text));
    }
    if (entry.kind === "transactions" && this.isFull) {
      const text = `the journal has the ${Math.round(this.mostBytes / BYTES_PER_MB)} MB that it may take`;
      return Promise.reject(new PipelineFault("full", `${text}; raise journalMaxMb, or keep it for fewer journalDays`));
    }
    this.#recordsWaiting += recordsIn(entry);
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /**
   * Applies an entry that is in the journal already. Null, and counted, when the engine fails on it: a defect of ours that
   * must not keep the product from starting again.
   */
  replay(position: number, entry: JournalEntry): Applied | null {
    this.position = position + 1;
    this.records += recordsIn(entry);
    try {
      const applied = this.#engine.apply(entry);
      this.#onApplied(applied, { position, entry });
      return applied;
    } catch (error) {
      this.unjudged += 1;
      this.#lastFault = error;
      return null;
    }
  }

  /** Writes and applies what waits, then takes nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const group = this.#queue;
      this.#queue = [];
      const startedAt = performance.now();
      this.appendingSince = Date.now();
      try {
        await this.#journal.append(group.map(({ entry }) => entry));
        this.appends.note((performance.now() - startedAt) / 1000);
        this.trouble = null;
      } catch (error) {
        this.failedAppends += 1;
        this.trouble = errorText(error);
        const fault = new PipelineFault("unavailable", `the journal cannot be written: ${this.trouble}`, {
          cause: error,
        });
        for (const { reject } of group) reject(fault);
        this.#forgetRecords(group);
        continue;
      } finally {
        this.appendingSince = null;
      }
      for (const waiting of group) this.#apply(waiting);
      this.#forgetRecords(group);
    }
    this.#running = null;
  }

  #apply({ entry, resolve, reject }: Waiting): void {
    const applied = this.replay(this.position, entry);
    if (applied === null) {
      const text = "the entry is in the journal but could not be judged";
      reject(new PipelineFault("fault", text, { cause: this.#lastFault }));
      return;
    }
    resolve(applied);
  }

  #forgetRecords(group: readonly Waiting[]): void {
    for (const { entry } of group) this.#recordsWaiting -= recordsIn(entry);
  }
}

function recordsIn(entry: JournalEntry): number {
  return entry.kind === "transactions" ? entry.records.length : 0;
}
