import { NONE, Transactions } from "../../../core/model/transactions.ts";

/**
 * Columns as a journal's file has them, little-endian, one column after the other, ids last:
 *
 *   at f64 | amount f64, NaN for none | count u32 | status u32, twice its place in the texts, 1 more for a tally | end of the id u32
 *   each dimension: u32, 1 + the value's place in the texts, 0 for none | ids in UTF-8
 */
export interface CodedTransactions {
  length: number;
  texts: string[];
  dimensions: string[];
  columns: Uint8Array;
}

const WIDE = 8;
const NARROW = 4;

export function codeOf(records: Transactions): CodedTransactions {
  const { length, texts, dimensions } = records;
  const idBytes = length === 0 ? 0 : (records.idEnds[length - 1] ?? 0);
  const size = length * (2 * WIDE + (3 + dimensions.length) * NARROW) + idBytes;
  const columns = new Uint8Array(size);
  const view = new DataView(columns.buffer);
  const { at, amountMinor, count, status, idEnds } = records;
  let offset = 0;
  for (let i = 0; i < length; i++, offset += WIDE) view.setFloat64(offset, at[i] ?? 0, true);
  for (let i = 0; i < length; i++, offset += WIDE) view.setFloat64(offset, amountMinor[i] ?? Number.NaN, true);
  for (let i = 0; i < length; i++, offset += NARROW) view.setUint32(offset, count[i] ?? 0, true);
  for (let i = 0; i < length; i++, offset += NARROW) {
    view.setUint32(offset, 2 * (status[i] ?? 0) + (records.tallies(i) ? 1 : 0), true);
  }
  for (let i = 0; i < length; i++, offset += NARROW) view.setUint32(offset, idEnds[i] ?? 0, true);
  for (const { values } of dimensions) {
    for (let i = 0; i < values.length; i++) view.setUint32(offset + i * NARROW, 1 + (values[i] ?? NONE), true);
    offset += length * NARROW;
  }
  columns.set(records.ids.subarray(0, idBytes), offset);
  return { length, texts, dimensions: dimensions.map(({ name }) => name), columns };
}

export function transactionsOf({ length, texts, dimensions, columns }: CodedTransactions): Transactions {
  const records = new Transactions();
  for (const text of texts) records.codeOf(text);
  for (const name of dimensions) records.columnOf(name);
  const view = new DataView(columns.buffer, columns.byteOffset, columns.byteLength);
  const amounts = length * WIDE;
  const counts = 2 * amounts;
  const statuses = counts + length * NARROW;
  const ends = statuses + length * NARROW;
  const values = ends + length * NARROW;
  const ids = columns.subarray(values + dimensions.length * length * NARROW);
  for (let i = 0, from = 0; i < length; i++) {
    const status = view.getUint32(statuses + i * NARROW, true);
    records.push(
      view.getFloat64(i * WIDE, true),
      status >>> 1,
      view.getUint32(counts + i * NARROW, true),
      view.getFloat64(amounts + i * WIDE, true),
      (status & 1) === 1,
    );
    const to = view.getUint32(ends + i * NARROW, true);
    records.nameLast(ids, from, to);
    from = to;
    for (let column = 0; column < dimensions.length; column++) {
      const code = view.getUint32(values + (column * length + i) * NARROW, true) - 1;
      if (code !== NONE) records.setLast(column, code);
    }
  }
  return records;
}
