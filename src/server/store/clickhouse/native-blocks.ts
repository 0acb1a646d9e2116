/** Texts of which many are equal: the text of a row is `names[index[row]]`. */
export interface Texts {
  names: string[];
  index: Uint8Array | Uint16Array | Uint32Array;
}

type Numbers = Uint32Array | Float64Array;

const BYTES_8 = 8;
/** The only version of the format of dictionaries. */
const DICTIONARY_VERSION = 1;
/** Bits of what stands before the dictionary of a block. */
const INDEX_TYPE = 0xff;
const HAS_KEYS = 0x200;
const INDEX_ARRAYS = [Uint8Array, Uint16Array, Uint32Array] as const;

/** Rows of an answer in ClickHouse's format Native: column by column, as the engine holds them. */
export class NativeBlock {
  readonly rows: number;
  readonly #columns = new Map<string, Numbers | Texts>();

  constructor(rows: number, columns: Iterable<[string, Numbers | Texts]>) {
    this.rows = rows;
    this.#columns = new Map(columns);
  }

  numbers(name: string): Numbers {
    const column = this.#columns.get(name);
    if (column === undefined || "names" in column) throw new Error(`the answer has no numbers named ${name}`);
    return column;
  }

  texts(name: string): Texts {
    const column = this.#columns.get(name);
    if (column === undefined || !("names" in column)) throw new Error(`the answer has no texts named ${name}`);
    return column;
  }
}

/**
 * https://clickhouse.com/docs/interfaces/formats/Native, as far as our own questions need it: UInt32, Float64 and
 * LowCardinality(String). Numbers are little-endian there, as on every platform that we run on.
 */
export function nativeBlocks(bytes: Buffer): NativeBlock[] {
  const reader = new NativeReader(bytes);
  const blocks: NativeBlock[] = [];
  while (!reader.isAtEnd) {
    const width = reader.size();
    const rows = reader.size();
    const columns: [string, Numbers | Texts][] = [];
    for (let column = 0; column < width; column++) columns.push([reader.text(), reader.column(reader.text(), rows)]);
    if (rows > 0) blocks.push(new NativeBlock(rows, columns));
  }
  return blocks;
}

class NativeReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Seven bits a byte, the lowest first. */
  size(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes.readUInt8(this.#at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  text(): string {
    const length = this.size();
    return this.#take(length).toString("utf8");
  }

  column(type: string, rows: number): Numbers | Texts {
    switch (type) {
      case "UInt32":
        return new Uint32Array(this.#copy(rows * Uint32Array.BYTES_PER_ELEMENT));
      case "Float64":
        return new Float64Array(this.#copy(rows * Float64Array.BYTES_PER_ELEMENT));
      case "LowCardinality(String)":
        return rows === 0 ? { names: [], index: new Uint8Array() } : this.#texts();
      default:
        throw new Error(`expected UInt32, Float64 or LowCardinality(String) from the SQL engine, got ${type}`);
    }
  }

  #texts(): Texts {
    const version = this.#number64();
    const flags = this.#number64();
    const IndexArray = INDEX_ARRAYS[flags & INDEX_TYPE];
    if (version !== DICTIONARY_VERSION || (flags & HAS_KEYS) === 0 || IndexArray === undefined) {
      throw new Error(
        `expected texts with their dictionary from the SQL engine, got version ${version}, flags ${flags}`,
      );
    }
    const names = Array.from({ length: this.#number64() }, () => this.text());
    const rows = this.#number64();
    return { names, index: new IndexArray(this.#copy(rows * IndexArray.BYTES_PER_ELEMENT)) };
  }

  #number64(): number {
    return Number(this.#take(BYTES_8).readBigUInt64LE());
  }

  /** A copy begins where typed arrays may begin, which a part of the answer does not. */
  #copy(length: number): ArrayBuffer {
    return Uint8Array.from(this.#take(length)).buffer;
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError("the SQL engine's answer ends in the middle of a column");
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
