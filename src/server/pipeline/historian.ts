import { Archive } from "../../core/archive/archive.ts";
import type { EngineSettings } from "../../core/model/engine-settings.ts";
import type { Journal } from "../journal/journal.ts";
import { type Store, StoreUnavailable } from "../store/store.ts";
import type { Clock } from "./clock.ts";
import { PipelineFault } from "./pipeline-fault.ts";
import { recovered } from "./recovery.ts";
import type { Sequencer } from "./sequencer.ts";
import type { Service } from "./service.ts";

const LOOK_MS = 250;
const MANY_ROWS = 10_000;
/** When nothing comes in for this long, the clock has to say that the last minute is over. */
const IDLE_MS = 70_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** The event loop gets its turn after this much of catching up. */
const SLICE_MS = 10;

interface HistorianParts {
  /** Real time. */
  clock: Clock;
  /** The pipeline's time, for the journal. */
  now: () => number;
  journal: Journal;
  archive: Archive;
  sequencer: Sequencer;
  store: Pick<Store, "state" | "position" | "write">;
  settings: EngineSettings;
}

/**
 * Brings rows to the store, about once a minute. Nothing waits for it; a store that was away, or was emptied, is caught up with from
 * memory, or from the journal where that does not reach.
 */
export class Historian implements Service {
  readonly name = "historian";
  /** Since when rows wait for the store, on the clock; null while none do. */
  waitingSince: number | null = null;
  /** What the store lacks for good, or how it contradicts the journal; null while all is well. */
  loss: string | null = null;
  readonly #parts: HistorianParts;
  /** Position up to which the store has every row; null before it was asked. */
  #storePosition: number | null = null;
  /** The last that was known of it. */
  #lastPosition = Infinity;
  /** The store knows entries that the journal does not: nothing that is written to it would be right. */
  #isContradicted = false;
  /** What is caught up with is read from here on; nothing of it may be given up meanwhile. */
  #readingFrom = Infinity;
  #pauseMs = 0;
  #notBefore = 0;
  #seen = { position: -1, at: 0 };

  constructor(parts: HistorianParts) {
    this.#parts = parts;
  }

  get waitingRows(): number {
    return this.#parts.archive.size;
  }

  /** Entries from this position on are needed to bring the store up to date. */
  get neededFrom(): number {
    return Math.min(this.#lastPosition, this.#parts.archive.completeFrom, this.#readingFrom);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { archive, clock, store } = this.#parts;
    while (!signal.aborted) {
      await clock.wait(LOOK_MS, signal);
      if (signal.aborted) return;
      await this.#endIdleMinute();
      const isWaiting = archive.hasEnded || this.#isBehind;
      this.waitingSince = isWaiting ? (this.waitingSince ?? clock.now()) : null;
      const isDue = this.#storePosition === null || isWaiting;
      const isTime = store.state === "ready" && clock.now() >= this.#notBefore;
      if (isDue && isTime && !this.#isContradicted) await this.#bring(signal);
    }
  }

  get #isBehind(): boolean {
    return this.#storePosition !== null && this.#storePosition < this.#parts.archive.completeFrom;
  }

  async #bring(signal: AbortSignal): Promise<void> {
    const { archive, clock, sequencer, store } = this.#parts;
    try {
      const reached = (this.#storePosition ??= await orStopped(store.position(), signal));
      this.#lastPosition = reached;
      if (reached > sequencer.position) {
        this.#isContradicted = true;
        this.loss = `it holds ${reached} entries and the journal ${sequencer.position}, as after an older backup was put back; stop, delete the folder store, and it is filled again from the journal`;
        return;
      }
      while (!signal.aborted) {
        // Also when rows were dropped while others were written.
        if (this.#isBehind) await this.#catchUp(this.#storePosition, signal);
        archive.written(this.#storePosition);
        const batch = archive.next();
        if (batch === null) break;
        await orStopped(store.write(batch.rows, batch.to), signal);
        this.#reach(batch.to);
      }
      this.#pauseMs = 0;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      // It may come back empty.
      this.#storePosition = null;
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, this.#pauseMs * 2));
      this.#notBefore = clock.now() + this.#pauseMs;
    }
  }

  #reach(position: number): void {
    this.#storePosition = position;
    this.#lastPosition = position;
  }

  async #catchUp(from: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#workOut(from, signal);
    } finally {
      this.#readingFrom = Infinity;
    }
  }

  /** Works out from the journal what the store lacks before the rows that wait, with an engine of its own. */
  async #workOut(from: number, signal: AbortSignal): Promise<void> {
    const { archive: live, clock, journal, settings, store } = this.#parts;
    const until = live.completeFrom;
    const past = recovered(journal, settings, { archives: true, until: from });
    const archive = past.archive ?? new Archive(past.position);
    const begin = Math.max(past.position, past.archiveFrom);
    if (begin > from) {
      this.loss = `entries ${from} to ${begin - 1} are neither in it nor in the journal any more; parts that were exported can be imported`;
    }
    archive.keepsSince = live.keepsSince;
    const bring = async (): Promise<void> => {
      // Chunks that the store has may begin elsewhere here, where the journal was trimmed: written again they would count twice.
      archive.written(from);
      for (let batch = archive.next(); batch !== null; batch = archive.next()) {
        await orStopped(store.write(batch.rows, batch.to), signal);
        archive.written(batch.to);
        this.#reach(batch.to);
      }
    };
    this.#readingFrom = past.position;
    let sliceBegan = clock.now();
    for (const { position, entry } of journal.read(past.position)) {
      if (position >= until) break;
      if (signal.aborted) return;
      this.#readingFrom = position;
      // What the store has ends here, so a chunk does too, wherever this archive began.
      if (position === from) archive.finish();
      try {
        const applied = past.engine.apply(entry);
        if (position >= begin) archive.note(position, entry, applied, past.engine);
      } catch {
        // It was told when the entry came in, and left out then too.
      }
      if (archive.size >= MANY_ROWS) await bring();
      if (clock.now() - sliceBegan < SLICE_MS) continue;
      await new Promise<void>((resolve) => setImmediate(resolve));
      sliceBegan = clock.now();
    }
    archive.finish();
    await bring();
    this.#reach(until);
  }

  /** A stream that has ended closes no minute by itself. */
  async #endIdleMinute(): Promise<void> {
    const { archive, clock, now, sequencer } = this.#parts;
    if (sequencer.position !== this.#seen.position) this.#seen = { position: sequencer.position, at: clock.now() };
    if (!archive.hasOpenRows || clock.now() - this.#seen.at < IDLE_MS) return;
    try {
      await sequencer.submit({ kind: "clock", at: now() });
    } catch (error) {
      // A journal that cannot be written is told in /health.
      if (!(error instanceof PipelineFault) || error.kind === "fault") throw error;
    }
  }
}

/** What `work` comes to, unless the server stops first: what is written meanwhile may get there, and written again it counts once. */
function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new StoreUnavailable("the server stops"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
