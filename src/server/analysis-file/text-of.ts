import type { Inference } from "../../core/analysis/infer/grid.ts";
import type { FileEncoding } from "../../core/analysis/infer/read-options.ts";

const labels: Readonly<Record<FileEncoding, string>> = {
  "utf-8": "utf-8",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  // As everywhere on the web, the name stands for the larger set that Windows writes.
  "latin-1": "windows-1252",
};

const SAMPLE = 4096;
/** Smaller bytes are in no text. */
const TAB = 9;

interface EncodingGuess {
  encoding: FileEncoding;
  because: string;
}

/** UTF-16 of Western text has a zero in every second byte. */
function zeros(bytes: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < Math.min(bytes.length, SAMPLE); i++) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  return { even, odd };
}

function guessOf(bytes: Uint8Array): EncodingGuess {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf)
    return { encoding: "utf-8", because: "it begins with the mark of UTF-8" };
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16le", because: "it begins with the mark of UTF-16" };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16be", because: "it begins with the mark of UTF-16" };
  const { even, odd } = zeros(bytes);
  const isPrintable = !bytes.subarray(0, SAMPLE).some((byte) => byte > 0 && byte < TAB);
  const quarter = Math.min(bytes.length, SAMPLE) / 4;
  if (isPrintable && odd > quarter && even * 10 < odd)
    return { encoding: "utf-16le", because: "every second byte is zero" };
  if (isPrintable && even > quarter && odd * 10 < even)
    return { encoding: "utf-16be", because: "every second byte is zero" };
  return isUtf8(bytes)
    ? { encoding: "utf-8", because: "all its bytes are valid UTF-8" }
    : { encoding: "latin-1", because: "it has bytes that are not valid UTF-8" };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, without a byte order mark. */
export function textOf(bytes: Uint8Array, asked: FileEncoding | undefined): { text: string; inference: Inference } {
  const { encoding, because } = asked === undefined ? guessOf(bytes) : { encoding: asked, because: "said so" };
  const text = new TextDecoder(labels[encoding]).decode(bytes);
  const alternatives = Object.keys(labels).filter((other) => other !== encoding);
  return { text, inference: { what: "encoding", value: encoding, because, alternatives, option: "encoding" } };
}
