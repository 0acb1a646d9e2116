import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { Damage, Placed, Trimming } from "../journal.ts";
import { syncFolder } from "./disk.ts";
import { entryOf, type Frame } from "./frame.ts";
import { endOf, PART_MAGIC, type Piece, piecesOf } from "./log-part.ts";

const NAME = /^(\d{16})\.log$/;

/** A file of the log; it holds the entries from `first` up to the first of the next. */
interface Part {
  first: number;
  name: string;
  bytes: number;
}

type Hole = Pick<Extract<Piece, { kind: "damage" }>, "offset" | "end">;

interface LogOptions {
  /** A part that is larger is not added to. */
  partBytes: number;
  onDamage: (damage: Damage) => void;
}

/** The log in parts, of which the newest is added to. Calls of `write` have to come one after the other. */
export class LogFiles {
  next = 0;
  /** Room that all parts take; asked with every request, so it is kept. */
  bytes = 0;
  readonly #folder: string;
  readonly #options: LogOptions;
  readonly #parts: Part[] = [];
  /** The newest part; null until it is written to. */
  #file: FileHandle | null = null;
  /** The last write failed: what it left behind has to go before anything else is written. */
  #isTorn = false;
  /** After a failed sync nobody knows what the disk has of the newest part: it is not added to. */
  #isSpoiled = false;

  constructor(folder: string, options: LogOptions) {
    this.#folder = folder;
    this.#options = options;
    for (const name of readdirSync(folder).toSorted()) {
      const first = NAME.exec(name)?.[1];
      if (first !== undefined) {
        this.#parts.push({ first: Number(first), name, bytes: statSync(join(folder, name)).size });
      } else if (name.includes(CUT)) rmSync(join(folder, name));
      else if (name.includes(DAMAGED)) this.#tellDamagedEnd(name);
    }
    const newest = this.#parts.at(-1);
    if (newest !== undefined) this.#mendEnd(newest);
    this.bytes = this.#parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get first(): number {
    return this.#parts[0]?.first ?? this.next;
  }

  /** Makes the frames of `count` entries durable, or leaves no trace of them. */
  async write(frames: Buffer, count: number): Promise<void> {
    const part = await this.#writable();
    try {
      for (let done = 0; done < frames.length;) {
        const { bytesWritten } = await must(this.#file).write(frames, done, frames.length - done, part.bytes + done);
        done += bytesWritten;
      }
      await must(this.#file).datasync();
    } catch (error) {
      this.#isTorn = true;
      this.#isSpoiled = true;
      await this.#undo(part).catch(() => undefined);
      throw error;
    }
    part.bytes += frames.length;
    this.bytes += frames.length;
    this.next += count;
  }

  *read(from: number): Generator<Placed> {
    const begin = this.#parts.findLastIndex(({ first }) => first <= from);
    // What comes in while this is read may be missing from it without being lost.
    const end = this.next;
    let expected = Math.max(from, this.first);
    for (const part of this.#parts.slice(Math.max(0, begin))) {
      for (const { position, payload } of this.#framesOf(part, expected)) {
        if (position < expected) continue;
        expected = position + 1;
        yield { position, entry: entryOf(payload) };
      }
    }
    this.#tellLost(null, expected, end, null);
  }

  /** Goes through all that is kept, a part a step; what is damaged is told. */
  *verify(): Generator<void> {
    let expected = this.first;
    for (const part of [...this.#parts]) {
      // Parts may be given up meanwhile.
      if (!this.#parts.includes(part)) continue;
      for (const { position } of this.#framesOf(part, expected)) expected = position + 1;
      yield;
    }
  }

  /** The frames of a part, and whatever is lost among them and before them. */
  *#framesOf(part: Part, from: number): Generator<Frame> {
    let expected = from;
    let hole: Hole | null = null;
    for (const piece of piecesOf(this.#contentOf(part))) {
      if (piece.kind === "damage") {
        hole = piece;
        continue;
      }
      this.#tellLost(part, expected, piece.frame.position, hole);
      hole = null;
      expected = Math.max(expected, piece.frame.position + 1);
      yield piece.frame;
    }
  }

  /** Removes parts, oldest first; returns how many entries went with them. */
  trim({ before, keepSince, bytes }: Trimming): number {
    let removed = 0;
    for (;;) {
      const [oldest, following] = this.#parts;
      if (oldest === undefined || following === undefined || following.first > before) break;
      const path = join(this.#folder, oldest.name);
      if (statSync(path).mtimeMs >= keepSince && this.bytes <= bytes) break;
      rmSync(path);
      this.#parts.shift();
      this.bytes -= oldest.bytes;
      removed += following.first - oldest.first;
    }
    if (removed > 0) syncFolder(this.#folder);
    return removed;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  /** The part that is written to next, open; without what a failed write left in it. */
  async #writable(): Promise<Part> {
    const newest = this.#parts.at(-1);
    if (newest !== undefined && this.#isTorn) await this.#undo(newest);
    if (newest === undefined || newest.bytes >= this.#options.partBytes || this.#isSpoiled) return this.#begin();
    this.#file ??= await open(join(this.#folder, newest.name), "r+");
    return newest;
  }

  async #begin(): Promise<Part> {
    await this.close();
    const name = `${String(this.next).padStart(16, "0")}.log`;
    const path = join(this.#folder, name);
    const file = await open(path, "w+");
    try {
      await file.write(PART_MAGIC);
      await file.datasync();
      syncFolder(this.#folder);
    } catch (error) {
      await file.close();
      rmSync(path, { force: true });
      throw error;
    }
    this.#file = file;
    this.#isSpoiled = false;
    const part = { first: this.next, name, bytes: PART_MAGIC.length };
    this.#parts.push(part);
    this.bytes += part.bytes;
    return part;
  }

  /** Takes away what a failed write left. */
  async #undo(part: Part): Promise<void> {
    await must(this.#file).truncate(part.bytes);
    await must(this.#file).sync();
    this.#isTorn = false;
  }

  /** After a crash: the part ends behind its last whole group, and what comes after is put aside. */
  #mendEnd(part: Part): void {
    const path = join(this.#folder, part.name);
    const bytes = readFileSync(path);
    const { offset, next, isDamaged } = endOf(bytes);
    this.next = next ?? part.first;
    const rest = bytes.subarray(offset);
    if (rest.length === 0) return;
    if (offset === 0 && rest.equals(PART_MAGIC)) return;
    const aside = `${part.name}${isDamaged ? DAMAGED : CUT}${offset}`;
    writeFileSync(join(this.#folder, aside), rest);
    if (isDamaged) this.#tellDamagedEnd(aside);
    else this.#tellCutEnd(part, rest.length, aside);
    if (offset === 0) writeFileSync(path, PART_MAGIC);
    else truncateSync(path, offset);
    part.bytes = Math.max(offset, PART_MAGIC.length);
  }

  #contentOf(part: Part): Buffer {
    // What is being written right now is not yet part of the log.
    return readFileSync(join(this.#folder, part.name)).subarray(0, part.bytes);
  }

  #tellLost(part: Part | null, from: number, to: number, hole: Hole | null): void {
    if (to <= from) return;
    const what = to - from === 1 ? `entry ${from} is lost` : `entries ${from} to ${to - 1} are lost`;
    const file = part === null ? "the journal" : `journal/${part.name}`;
    const why =
      hole === null ? "a file or the end of one is missing" : `bytes ${hole.offset} to ${hole.end} are damaged`;
    this.#options.onDamage({ file, text: `${what}: of ${file}, ${why}. ${RESTORE}` });
  }

  /** Told at every start until the file is taken away: nothing else is left of what was lost. */
  #tellDamagedEnd(aside: string): void {
    const file = `journal/${aside}`;
    const text = `an end of the journal was damaged, and the entries in it are lost: it was moved to ${file}, which is to be deleted once this is dealt with. ${RESTORE}`;
    this.#options.onDamage({ file, text });
  }

  #tellCutEnd(part: Part, bytes: number, aside: string): void {
    const file = `journal/${part.name}`;
    const text = `the last ${bytes} bytes of ${file} are of a write that was cut off and never acknowledged; they are kept until the next start, in journal/${aside}`;
    this.#options.onDamage({ file, text, isHarmless: true });
  }
}

/** What is put aside is named after its part, one of these, and where in the part it began. */
const CUT = ".cut-";
const DAMAGED = ".damaged-";
const RESTORE = "A backup may have them: docs/operating.md says how to restore one";

function must(file: FileHandle | null): FileHandle {
  if (file === null) throw new Error("the log is not open");
  return file;
}
