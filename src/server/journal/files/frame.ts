import { crc32 } from "node:zlib";
import { Packr } from "msgpackr";
import type { JournalEntry } from "../../../core/model/journal-entry.ts";
import { type CodedTransactions, codeOf, transactionsOf } from "./transactions-code.ts";

/**
 * An entry as the log has it:
 *
 *   mark 4 | payload's length 4 | position 8 | entries of its group still to come 4 | CRC-32 of all but the mark 4 | payload
 */
export interface Frame {
  position: number;
  /** Entries of the same append that follow; the group is whole where this is 0. */
  toCome: number;
  /** Where the next frame begins. */
  end: number;
  payload: Buffer;
}

/** Not text, and no byte twice: a search finds the next frame behind damage. */
const MARK = Buffer.from([0xf1, 0x5a, 0x0e, 0xc3]);
const packr = new Packr({ useRecords: false });

const LENGTH_AT = 4;
const POSITION_AT = 8;
const TO_COME_AT = 16;
const CHECKSUM_AT = 20;
const HEADER_BYTES = 24;

/** The frames of one append, in one piece. Throws what the encoder throws. */
export function framesOf(entries: readonly JournalEntry[], position: number): Buffer {
  const payloads = entries.map(payloadOf);
  const size = payloads.reduce((sum, { length }) => sum + HEADER_BYTES + length, 0);
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const [index, payload] of payloads.entries()) {
    MARK.copy(bytes, at);
    bytes.writeUInt32LE(payload.length, at + LENGTH_AT);
    bytes.writeDoubleLE(position + index, at + POSITION_AT);
    bytes.writeUInt32LE(entries.length - 1 - index, at + TO_COME_AT);
    bytes.writeUInt32LE(checksum(bytes, at, payload), at + CHECKSUM_AT);
    payload.copy(bytes, at + HEADER_BYTES);
    at += HEADER_BYTES + payload.length;
  }
  return bytes;
}

/** The frame at an offset; null when there is none that is whole. */
export function frameAt(bytes: Buffer, offset: number): Frame | null {
  if (!hasHeader(bytes, offset)) return null;
  const begin = offset + HEADER_BYTES;
  const end = begin + bytes.readUInt32LE(offset + LENGTH_AT);
  if (end > bytes.length) return null;
  const payload = bytes.subarray(begin, end);
  if (bytes.readUInt32LE(offset + CHECKSUM_AT) !== checksum(bytes, offset, payload)) return null;
  const position = bytes.readDoubleLE(offset + POSITION_AT);
  return { position, toCome: bytes.readUInt32LE(offset + TO_COME_AT), end, payload };
}

/** Offset of the next whole frame from `offset` on; -1 when there is none. */
export function nextFrameAt(bytes: Buffer, offset: number): number {
  let at = bytes.indexOf(MARK, offset);
  while (at >= 0 && frameAt(bytes, at) === null) at = bytes.indexOf(MARK, at + 1);
  return at;
}

/** True when what stands at the offset to the end may be a write that was cut off, rather than damage: too short, or never written. */
export function isCutOff(bytes: Buffer, offset: number): boolean {
  if (bytes.length - offset < HEADER_BYTES) return true;
  if (bytes.subarray(offset).every((byte) => byte === 0)) return true;
  return hasHeader(bytes, offset) && offset + HEADER_BYTES + bytes.readUInt32LE(offset + LENGTH_AT) > bytes.length;
}

type TransactionsEntry = Extract<JournalEntry, { kind: "transactions" }>;
type CodedEntry =
  Exclude<JournalEntry, TransactionsEntry> | (Omit<TransactionsEntry, "records"> & { records: CodedTransactions });

export function entryOf(payload: Buffer): JournalEntry {
  // The checksum says that these are the bytes that `payloadOf` made of an entry.
  const entry = packr.unpack(payload) as CodedEntry;
  return entry.kind === "transactions" ? { ...entry, records: transactionsOf(entry.records) } : entry;
}

function payloadOf(entry: JournalEntry): Buffer {
  const coded: CodedEntry = entry.kind === "transactions" ? { ...entry, records: codeOf(entry.records) } : entry;
  return packr.pack(coded);
}

function hasHeader(bytes: Buffer, offset: number): boolean {
  return (
    offset + HEADER_BYTES <= bytes.length && bytes.compare(MARK, 0, MARK.length, offset, offset + MARK.length) === 0
  );
}

function checksum(header: Buffer, offset: number, payload: Buffer): number {
  return crc32(payload, crc32(header.subarray(offset + LENGTH_AT, offset + CHECKSUM_AT)));
}
