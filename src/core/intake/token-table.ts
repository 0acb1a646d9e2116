const SLOTS = 4096;
/** More are not kept: whoever makes up names that fall together must not make a search of each. */
const LONGEST_SEARCH = 16;
export const MOST_TOKENS = SLOTS / 2;
const FIRST_BYTES = 4096;
/** More bytes are not kept; 120 characters of four bytes fit easily. */
const LONGEST = 512;

/** Numbers stretches of bytes, so that what was found out about one is found again by its number, without a text for each. */
export class TokenTable {
  /** How many there are. */
  size = 0;
  readonly #slots = new Int32Array(SLOTS).fill(-1);
  readonly #hashes = new Int32Array(MOST_TOKENS);
  /** Where each ends in `bytes`, and the next begins. */
  readonly #ends = new Int32Array(MOST_TOKENS);
  #bytes = new Uint8Array(FIRST_BYTES);

  /** Number of a stretch; -1 when it is not known. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    let slot = slotOf(hash);
    for (let searched = 0; searched < LONGEST_SEARCH; searched++) {
      const number = slots[slot] ?? -1;
      if (number < 0) return -1;
      if (this.#hashes[number] === hash && this.lengthAt(number, bytes, from) === to - from) return number;
      slot = (slot + 1) % SLOTS;
    }
    return -1;
  }

  /** Length of the stretch that has this number if it stands at `from`, else -1. */
  lengthAt(number: number, bytes: Uint8Array, from: number): number {
    const begin = this.#endOf(number - 1);
    const length = this.#endOf(number) - begin;
    if (from + length > bytes.length) return -1;
    const known = this.#bytes;
    for (let i = 0; i < length; i++) if (known[begin + i] !== bytes[from + i]) return -1;
    return length;
  }

  /** The next number for a stretch that is not known; -1 when it cannot be kept. */
  add(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const length = to - from;
    if (this.size === MOST_TOKENS || length > LONGEST) return -1;
    let slot = slotOf(hash);
    for (let searched = 0; (this.#slots[slot] ?? -1) >= 0; searched++) {
      if (searched === LONGEST_SEARCH - 1) return -1;
      slot = (slot + 1) % SLOTS;
    }
    const begin = this.#endOf(this.size - 1);
    if (begin + length > this.#bytes.length) this.#widen();
    for (let i = 0; i < length; i++) this.#bytes[begin + i] = bytes[from + i] ?? 0;
    this.#slots[slot] = this.size;
    this.#hashes[this.size] = hash;
    this.#ends[this.size] = begin + length;
    return this.size++;
  }

  get isFull(): boolean {
    return this.size === MOST_TOKENS;
  }

  clear(): void {
    this.#slots.fill(-1);
    this.size = 0;
  }

  #endOf(number: number): number {
    return number < 0 ? 0 : (this.#ends[number] ?? 0);
  }

  #widen(): void {
    const wider = new Uint8Array(2 * this.#bytes.length);
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}

/** One more byte of a stretch: begin with 0. Weak and quick; the bytes are compared. */
export function withByte(hash: number, byte: number): number {
  return ((hash << 5) | (hash >>> 27)) ^ byte;
}

function slotOf(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 20;
}
