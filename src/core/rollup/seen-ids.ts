import { utf8Of } from "../model/utf8.ts";
import { TextHash } from "./text-hash.ts";

const HOUR_MS = 3_600_000;
/** The hour under way and those before it, so that whatever is in it was seen at most 25 hours ago, and nothing of 24 is missing. */
const HOURS_BEFORE = 24;
/** About 300 MB. */
const MOST_IDS = 20_000_000;
/** One generation has at most this part of them, so that dropping one leaves most of what is known. */
const PARTS = 4;

const SHARDS = 256;
/** Each generation sweeps so many of them: after 24 generations none is left that was dropped before. */
const SWEPT = Math.ceil(SHARDS / HOURS_BEFORE);
/** Generations are told apart by 1 to 255; 0 is an empty slot. */
const TAGS = 255;
const LEAST_SLOTS = 16;
const FULL = 0.8;

/** Ids that came within the same hour. */
interface Generation {
  hour: number;
  count: number;
  tag: number;
}

export interface SeenIdsState {
  kept: readonly Readonly<Generation>[];
  firstHour: number;
  lostHour: number;
  swept: number;
  slots: readonly Uint32Array<ArrayBuffer>[];
  used: Uint32Array<ArrayBuffer>;
}

/**
 * Remembers ids for 24 hours of the clock that it is told, and forgets them within 25.
 *
 * 64 bits are kept of an id: of 20 million a day, one is taken for another in about a hundred years. They are in 256 hash
 * tables, so that making room in one takes a few milliseconds at most; 8 of the bits say which. A slot holds 56 bits, and 8 that
 * say in which generation it was seen. What is dropped stays in its slot until that is needed.
 *
 * Cost O(1) an id, mostly one miss of the processor's cache.
 */
export class SeenIds {
  readonly #mostIds: number;
  readonly #hash = new TextHash();
  /** Two cells a slot: the low lane; 24 bits of the high lane, with the generation's tag below. */
  readonly #slots: Uint32Array<ArrayBuffer>[] = Array.from({ length: SHARDS }, () => new Uint32Array(2 * LEAST_SLOTS));
  /** Slots that are not empty, by table. */
  #used = new Uint32Array(SHARDS);
  /** Oldest first. */
  #kept: Generation[] = [];
  /** 1 for the tags of those. */
  readonly #isKept = new Uint8Array(TAGS + 1);
  #total = 0;
  /** The hour that ids are known from, if none was lost; NaN before the clock was told. */
  #firstHour = Number.NaN;
  /** The last hour of which ids were dropped early. */
  #lostHour = -Infinity;
  /** The table that is swept next. */
  #swept = 0;

  /** Beyond `mostIds` the oldest are forgotten early. */
  constructor(mostIds = MOST_IDS) {
    this.#mostIds = mostIds;
  }

  /** Ids that are known. */
  get size(): number {
    return this.#total;
  }

  /** True when there were too many ids to know those of 24 hours. */
  get isShortened(): boolean {
    return this.#lostHour >= this.#hour - HOURS_BEFORE;
  }

  /** All ids that came since then are known; null before the clock was told. */
  get coveredFrom(): number | null {
    if (this.#kept.length === 0) return null;
    return Math.max(this.#firstHour, this.#lostHour + 1, this.#hour - HOURS_BEFORE) * HOUR_MS;
  }

  save(): SeenIdsState {
    return {
      kept: this.#kept.map((generation) => ({ ...generation })),
      firstHour: this.#firstHour,
      lostHour: this.#lostHour,
      swept: this.#swept,
      slots: this.#slots.map((slots) => slots.slice()),
      used: this.#used.slice(),
    };
  }

  load({ kept, firstHour, lostHour, swept, slots, used }: SeenIdsState): void {
    this.#kept = kept.map((generation) => ({ ...generation }));
    this.#isKept.fill(0);
    for (const { tag } of kept) this.#isKept[tag] = 1;
    this.#total = kept.reduce((sum, { count }) => sum + count, 0);
    this.#firstHour = firstHour;
    this.#lostHour = lostHour;
    this.#swept = swept;
    for (const [shard, saved] of slots.entries()) this.#slots[shard] = saved.slice();
    this.#used = used.slice();
  }

  /** A clock that was set back by more than what is kept is the clock from now on; by less, it is waited for. */
  setClock(at: number): void {
    const hour = Math.floor(at / HOUR_MS);
    if (this.#kept.length === 0) this.#firstHour = hour;
    else if (hour < this.#hour - HOURS_BEFORE) this.#shift(hour - this.#hour);
    else if (hour <= this.#hour) return;
    if (this.#kept.length === 0 || hour > this.#hour) this.#begin(hour);
    while ((this.#kept[0]?.hour ?? hour) < hour - HOURS_BEFORE) this.#dropOldest();
  }

  /**
   * Remembers an id of a kind; false when it was known. The clock must have been told before.
   */
  add(id: string, kind: string): boolean {
    const bytes = utf8Of(id);
    return this.addBytes(bytes, 0, bytes.length, kind);
  }

  /** The same for an id that stands in `bytes`, in UTF-8. */
  addBytes(bytes: Uint8Array, from: number, to: number, kind: string): boolean {
    const newest = this.#kept[this.#kept.length - 1];
    if (newest === undefined) throw new RangeError("expected the clock to be told before the first id");
    this.#hash.set(bytes, from, to, kind);
    const shard = this.#hash.high >>> 24;
    if (!this.#place(shard, this.#hash.low, (this.#hash.high << 8) >>> 0, newest.tag)) return false;
    newest.count += 1;
    this.#total += 1;
    while (this.#total > this.#mostIds) this.#loseOldest();
    if (newest.count >= this.#mostIds / PARTS) this.#begin(newest.hour);
    return true;
  }

  get #hour(): number {
    return this.#kept.at(-1)?.hour ?? Number.NaN;
  }

  #shift(hours: number): void {
    for (const generation of this.#kept) generation.hour += hours;
    this.#firstHour += hours;
    this.#lostHour += hours;
  }

  #begin(hour: number): void {
    const tag = 1 + ((this.#kept.at(-1)?.tag ?? 0) % TAGS);
    this.#kept.push({ hour, count: 0, tag });
    this.#isKept[tag] = 1;
    for (let i = 0; i < SWEPT; i++) {
      this.#rebuild(this.#swept);
      this.#swept = (this.#swept + 1) % SHARDS;
    }
  }

  #loseOldest(): void {
    const [oldest] = this.#kept;
    if (oldest !== undefined && oldest.count > 0) this.#lostHour = oldest.hour;
    this.#dropOldest();
  }

  #dropOldest(): void {
    const oldest = this.#kept.shift();
    if (oldest === undefined) return;
    this.#total -= oldest.count;
    this.#isKept[oldest.tag] = 0;
  }

  /** Puts the id into its table; false when it is there. `high` has the bits above those of a tag. */
  #place(shard: number, low: number, high: number, tag: number): boolean {
    const used = this.#used[shard] ?? 0;
    if (2 * (used + 1) > FULL * this.#slotsOf(shard).length) this.#rebuild(shard);
    const slots = this.#slotsOf(shard);
    const isKept = this.#isKept;
    let free = -1;
    let cell = homeOf(low, slots);
    for (;;) {
      const held = slots[cell + 1] ?? 0;
      if (held === 0) break;
      if (isKept[held & 0xff] === 0) free = free < 0 ? cell : free;
      else if (slots[cell] === low && (held ^ high) >>> 8 === 0) return false;
      cell += 2;
      if (cell === slots.length) cell = 0;
    }
    if (free < 0) {
      free = cell;
      this.#used[shard] = (this.#used[shard] ?? 0) + 1;
    }
    slots[free] = low;
    slots[free + 1] = high | tag;
    return true;
  }

  /** Leaves out what was dropped; half of the slots are empty then. */
  #rebuild(shard: number): void {
    const before = this.#slotsOf(shard);
    let live = 0;
    for (let cell = 1; cell < before.length; cell += 2) if (this.#isLive(before[cell])) live += 1;
    const after = new Uint32Array(2 * Math.max(LEAST_SLOTS, 2 * live));
    for (let from = 0; from < before.length; from += 2) {
      if (!this.#isLive(before[from + 1])) continue;
      let cell = homeOf(before[from] ?? 0, after);
      while (after[cell + 1] !== 0) cell = cell + 2 === after.length ? 0 : cell + 2;
      after[cell] = before[from] ?? 0;
      after[cell + 1] = before[from + 1] ?? 0;
    }
    this.#slots[shard] = after;
    this.#used[shard] = live;
  }

  #isLive(held = 0): boolean {
    return this.#isKept[held & 0xff] === 1;
  }

  #slotsOf(shard: number): Uint32Array<ArrayBuffer> {
    return this.#slots[shard] ?? new Uint32Array(0);
  }
}

/** The first cell of the slot that is looked at first. */
function homeOf(low: number, { length }: Uint32Array): number {
  return 2 * Math.floor((low * (length / 2)) / 2 ** 32);
}
