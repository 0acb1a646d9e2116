import { CountFileError } from "../count-file-error.ts";
import type { FileLimits } from "../limits.ts";
import { unpacked } from "../unpack.ts";

/** One file of an archive, as its directory describes it. */
interface Entry {
  method: number;
  isEncrypted: boolean;
  packedBytes: number;
  headerAt: number;
}

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const MOST_ENTRIES = 10_000;

function damaged(): CountFileError {
  const what = {
    problem: "the file begins like a workbook, but is damaged or cut off",
    seen: [],
    help: ["copy or save the file anew"],
  };
  return new CountFileError("damaged", what);
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) if (view.getUint32(at, true) === END) return at;
  throw damaged();
}

/** A zip archive of which single files are read; APPNOTE 6.3.10, without zip64, which no workbook of a table needs. */
export class Zip {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #limits: FileLimits;
  readonly #entries = new Map<string, Entry>();

  constructor(bytes: Uint8Array, limits: FileLimits) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
    try {
      this.#readDirectory();
    } catch (error) {
      if (error instanceof RangeError) throw damaged();
      throw error;
    }
  }

  #readDirectory(): void {
    const view = this.#view;
    const end = endOf(view);
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count > MOST_ENTRIES) throw damaged();
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== DIRECTORY) throw damaged();
      const nameBytes = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(this.#bytes.subarray(at + 46, at + 46 + nameBytes));
      this.#entries.set(name.toLowerCase().replaceAll("\\", "/"), {
        method: view.getUint16(at + 10, true),
        isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
        packedBytes: view.getUint32(at + 20, true),
        headerAt: view.getUint32(at + 42, true),
      });
      at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** The text of a file, undefined when there is none of that name. */
  async text(name: string): Promise<string | undefined> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return undefined;
    const { method, isEncrypted, packedBytes, headerAt } = entry;
    const isReadable = headerAt + 30 <= this.#view.byteLength && this.#view.getUint32(headerAt, true) === LOCAL;
    if (!isReadable || (method !== STORED && method !== DEFLATED) || isEncrypted) throw damaged();
    const start = headerAt + 30 + this.#view.getUint16(headerAt + 26, true) + this.#view.getUint16(headerAt + 28, true);
    const packed = this.#bytes.subarray(start, start + packedBytes);
    if (packed.length < packedBytes) throw damaged();
    return new TextDecoder().decode(
      method === STORED ? packed : await unpacked("deflate", packed, `${name} in the workbook`, this.#limits),
    );
  }
}
