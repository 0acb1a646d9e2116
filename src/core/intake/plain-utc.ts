import { textOf } from "../model/utf8.ts";
import { instantFrom } from "./instant-from.ts";

/** 2025-07-13T10:01:00Z, and with .000 before the Z. */
const SECONDS_LENGTH = 20;
export const MS_LENGTH = 24;

/** Seconds and milliseconds since 1970, from 2001 to 2033: no card number begins with 1. */
const EPOCH_SECONDS_LENGTH = 10;
const EPOCH_MS_LENGTH = 13;
const MINUTE_LENGTH = "2025-07-13T10:01".length;
const [ZERO, ONE, DOT, COLON, BIG_Z] = [0x30, 0x31, 0x2e, 0x3a, 0x5a] as const;
const UTC = { timeZone: "UTC", now: 0 };

/** Times as programs write them, from bytes. Neighbours are mostly of the same minute, which is read once. */
export class PlainUtc {
  readonly #minute = new Uint8Array(MINUTE_LENGTH);
  #minuteAt = Number.NaN;

  /** Milliseconds since 1970 of such a time; NaN when it is none. */
  at(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (to > bytes.length) return Number.NaN;
    if (length === MS_LENGTH) {
      if (bytes[from + SECONDS_LENGTH - 1] !== DOT) return Number.NaN;
      return this.#secondOf(bytes, from, to) + digitsAt(bytes, from + SECONDS_LENGTH, 3);
    }
    if (length === SECONDS_LENGTH) return this.#secondOf(bytes, from, to);
    if (bytes[from] !== ONE) return Number.NaN;
    if (length === EPOCH_MS_LENGTH) return digitsAt(bytes, from, length);
    return length === EPOCH_SECONDS_LENGTH ? 1000 * digitsAt(bytes, from, length) : Number.NaN;
  }

  #secondOf(bytes: Uint8Array, from: number, to: number): number {
    if (bytes[to - 1] !== BIG_Z || bytes[from + MINUTE_LENGTH] !== COLON) return Number.NaN;
    const seconds = digitsAt(bytes, from + MINUTE_LENGTH + 1, 2);
    return seconds < 60 ? this.#minuteOf(bytes, from) + seconds * 1000 : Number.NaN;
  }

  #minuteOf(bytes: Uint8Array, from: number): number {
    const minute = this.#minute;
    // The last characters differ most often.
    let i = MINUTE_LENGTH - 1;
    while (i >= 0 && minute[i] === bytes[from + i]) i--;
    if (i < 0) return this.#minuteAt;
    for (i = 0; i < MINUTE_LENGTH; i++) minute[i] = bytes[from + i] ?? 0;
    this.#minuteAt = instantOf(minute);
    return this.#minuteAt;
  }
}

function instantOf(minute: Uint8Array): number {
  // Otherwise it is not even text, perhaps.
  if (minute.some((byte) => byte >= 0x80)) return Number.NaN;
  const instant = instantFrom(`${textOf(minute)}:00Z`, UTC);
  return "at" in instant ? instant.at : Number.NaN;
}

/** NaN when they are not digits. */
function digitsAt(bytes: Uint8Array, from: number, count: number): number {
  let number = 0;
  for (let i = from; i < from + count; i++) {
    const digit = (bytes[i] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
