const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;

/**
 * 64 bits that stand for an id and its kind, in two lanes; read them before the next call. Among n pairs, two collide with a
 * chance of n² / 2⁶⁵: 1 in 37 million for a million of them. Not for secrets: whoever tries can find texts that collide.
 *
 * Source: after MurmurHash3 (A. Appleby, 2011, public domain): the steps of its 32-bit form in two lanes, with the constants and
 * the end of its 128-bit form. Both lanes take every block: four bytes of the id, two UTF-16 units of the kind; each ends with its
 * length, so that "a" + "bc" is not "ab" + "c".
 */
export class TextHash {
  /** Both from 0 to 2³² - 1. */
  high = 0;
  low = 0;
  #one = 0;
  #other = 0;

  /** @param bytes  the id stands in them from `from` to before `to` */
  set(bytes: Uint8Array, from: number, to: number, kind: string): void {
    this.#one = 0;
    this.#other = 0;
    this.#addBytes(bytes, from, to);
    this.#addText(kind);
    this.#one = (this.#one + this.#other) | 0;
    this.#other = (this.#other + this.#one) | 0;
    this.#one = mixed(this.#one);
    this.#other = mixed(this.#other);
    this.#one = (this.#one + this.#other) | 0;
    this.#other = (this.#other + this.#one) | 0;
    this.high = this.#one >>> 0;
    this.low = this.#other >>> 0;
  }

  #addBytes(bytes: Uint8Array, from: number, to: number): void {
    let one = this.#one;
    let other = this.#other;
    let i = from;
    for (; i + 4 <= to; i += 4) {
      const block = blockOf(bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0, bytes[i + 3] ?? 0);
      one = oneStep(one ^ Math.imul(turned(Math.imul(block, C1), 15), C2));
      other = otherStep(other ^ Math.imul(turned(Math.imul(block, C2), 16), C3));
    }
    if (i < to) {
      const block = blockOf(
        bytes[i] ?? 0,
        i + 1 < to ? (bytes[i + 1] ?? 0) : 0,
        i + 2 < to ? (bytes[i + 2] ?? 0) : 0,
        0,
      );
      one = oneStep(one ^ Math.imul(turned(Math.imul(block, C1), 15), C2));
      other = otherStep(other ^ Math.imul(turned(Math.imul(block, C2), 16), C3));
    }
    this.#one = oneStep(one ^ (to - from));
    this.#other = otherStep(other ^ (to - from));
  }

  #addText(text: string): void {
    const { length } = text;
    let one = this.#one;
    let other = this.#other;
    for (let i = 0; i < length; i += 2) {
      // Beyond the end there is NaN, which is 0 to a shift.
      const block = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
      one = oneStep(one ^ Math.imul(turned(Math.imul(block, C1), 15), C2));
      other = otherStep(other ^ Math.imul(turned(Math.imul(block, C2), 16), C3));
    }
    this.#one = oneStep(one ^ length);
    this.#other = otherStep(other ^ length);
  }
}

function blockOf(first: number, second: number, third: number, fourth: number): number {
  return first | (second << 8) | (third << 16) | (fourth << 24);
}

function oneStep(lane: number): number {
  return (Math.imul(turned(lane, 13), 5) + 0x561ccd1b) | 0;
}

function otherStep(lane: number): number {
  return (Math.imul(turned(lane, 19), 5) + 0x0bcaa747) | 0;
}

function turned(lane: number, bits: number): number {
  return (lane << bits) | (lane >>> (32 - bits));
}

/** Every bit of the lane decides over every other. */
function mixed(lane: number): number {
  let mix = lane ^ (lane >>> 16);
  mix = Math.imul(mix, 0x85ebca6b);
  mix ^= mix >>> 13;
  mix = Math.imul(mix, 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}
