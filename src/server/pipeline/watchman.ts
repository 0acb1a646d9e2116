import type { Engine } from "../../core/engine/engine.ts";
import type { Trouble } from "../../core/model/overview.ts";
import type { Clock } from "./clock.ts";
import { PipelineFault } from "./pipeline-fault.ts";
import type { Sequencer } from "./sequencer.ts";
import type { Service } from "./service.ts";

const LOOK_MS = 5000;
const END_TEXT = "is as it should be again";
/** A trouble, and its end, must last this long before people hear of it. */
const STEADY_MS = 60_000;
/** What was told before this process began is not over because the process has not met it yet. */
const SETTLING_MS = 10 * 60_000;

/** Room on the disk that holds the data directory. */
export interface DiskRoom {
  freeBytes: number;
  totalBytes: number;
}

interface WatchmanParts {
  /** Real time. */
  clock: Clock;
  /** The pipeline's time, for the journal. */
  now: () => number;
  engine: Engine;
  sequencer: Sequencer;
  /** What people must hear of, as it is now. */
  pressing: () => readonly Trouble[];
  /** Null where nothing is kept on a disk. */
  readDisk: () => Promise<DiskRoom | null>;
  /** It is in the journal, and people are told. */
  onTold: (trouble: Trouble, isOver: boolean) => void;
}

interface Ailing {
  since: number;
  text: string;
  /** It has lasted: people hear of it even if it ends before the journal can be written. */
  isOwed: boolean;
}

/**
 * Watches the monitor itself and writes to the journal what people must hear of: each trouble once when it has lasted, and its end once.
 * What was told is part of the engine's state, so that a restart tells nothing again.
 */
export class Watchman implements Service {
  readonly name = "watchman";
  /** As of the last look; null before the first, or where there is no disk. */
  disk: DiskRoom | null = null;
  readonly #parts: WatchmanParts;
  readonly #ailing = new Map<string, Ailing>();
  readonly #wellSince = new Map<string, number>();
  readonly #settledAt: number;

  constructor(parts: WatchmanParts) {
    this.#parts = parts;
    this.#settledAt = parts.clock.now() + SETTLING_MS;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    while (!signal.aborted) {
      this.disk = await this.#parts.readDisk();
      await this.look();
      await clock.wait(LOOK_MS, signal);
    }
  }

  /** Notes how everything is, and tells what has lasted. */
  async look(): Promise<void> {
    const texts = new Map<string, string>();
    for (const { part, text } of this.#parts.pressing()) if (!texts.has(part)) texts.set(part, text);
    this.#noteAiling(texts);
    this.#noteWell(texts);
    await this.#tell();
  }

  #noteAiling(texts: ReadonlyMap<string, string>): void {
    const now = this.#parts.clock.now();
    for (const [part, text] of texts) {
      const { since, isOwed } = this.#ailing.get(part) ?? { since: now, isOwed: false };
      this.#ailing.set(part, { since, text, isOwed: isOwed || now - since >= STEADY_MS });
      this.#wellSince.delete(part);
    }
  }

  #noteWell(texts: ReadonlyMap<string, string>): void {
    const { clock, engine } = this.#parts;
    const now = clock.now();
    const { told } = engine.troubles;
    for (const part of new Set([...this.#ailing.keys(), ...told.keys()])) {
      if (texts.has(part)) continue;
      if (!this.#wellSince.has(part)) this.#wellSince.set(part, now);
      if (this.#ailing.get(part)?.isOwed !== true && !told.has(part)) this.#forget(part);
    }
  }

  async #tell(): Promise<void> {
    const { told } = this.#parts.engine.troubles;
    for (const [part, { text, isOwed }] of this.#ailing) {
      if (isOwed && !told.has(part)) await this.#submit(part, text, false);
    }
    for (const part of [...told.keys()].filter((each) => this.#isOver(each))) {
      const isWritten = await this.#submit(part, END_TEXT, true);
      if (isWritten) this.#forget(part);
    }
  }

  #isOver(part: string): boolean {
    const since = this.#wellSince.get(part);
    if (since === undefined) return false;
    const now = this.#parts.clock.now();
    const isKnown = this.#ailing.has(part) || now >= this.#settledAt;
    return isKnown && now - since >= STEADY_MS;
  }

  #forget(part: string): void {
    this.#ailing.delete(part);
    this.#wellSince.delete(part);
  }

  /** False while the journal cannot be written: the next look tries again. */
  async #submit(part: string, text: string, isOver: boolean): Promise<boolean> {
    const { now, onTold, sequencer } = this.#parts;
    try {
      await sequencer.submit({ kind: "troubled", at: now(), part, text, isOver });
      onTold({ part, text }, isOver);
      return true;
    } catch (error) {
      if (!(error instanceof PipelineFault) || error.kind === "fault") throw error;
      return false;
    }
  }
}
