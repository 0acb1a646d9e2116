import { textOf, utf8Of } from "../model/utf8.ts";

/** What a request or a file holds: its bytes, and what they say in UTF-8. */
export interface Body {
  readonly bytes: Uint8Array;
  /** The text of the bytes from `from` to before `to`; U+FFFD stands for what is not UTF-8. */
  readonly text: (from: number, to: number) => string;
}

export function bodyOfText(text: string): Body {
  const bytes = utf8Of(text);
  return { bytes, text: (from, to) => textOf(bytes, from, to) };
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** Where a body begins, behind its byte order mark. */
export function startOf(bytes: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, place) => bytes[place] === byte) ? BYTE_ORDER_MARK.length : 0;
}

const LINE_BREAK = 0x0a;

/** Where the line that `from` is in ends: at its line break or the end of the body. */
export function lineEndOf(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE_BREAK, from);
  return end < 0 ? bytes.length : end;
}
