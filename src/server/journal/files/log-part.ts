import { type Frame, frameAt, isCutOff, nextFrameAt } from "./frame.ts";

/** A part of the log begins with this. */
export const PART_MAGIC = Buffer.from("smokewatch-log-1");

/** What a part of the log consists of: frames, and bytes that are none. */
export type Piece =
  { kind: "frame"; frame: Frame } | { kind: "damage"; offset: number; end: number; isCutOff: boolean };

/** Goes through a part piece by piece. */
export function* piecesOf(bytes: Buffer): Generator<Piece> {
  let at = PART_MAGIC.length;
  if (!bytes.subarray(0, at).equals(PART_MAGIC)) {
    const end = orEnd(nextFrameAt(bytes, 0), bytes);
    yield { kind: "damage", offset: 0, end, isCutOff: bytes.length < at };
    at = end;
  }
  while (at < bytes.length) {
    const frame = frameAt(bytes, at);
    if (frame !== null) {
      yield { kind: "frame", frame };
      at = frame.end;
    } else {
      const end = orEnd(nextFrameAt(bytes, at + 1), bytes);
      yield { kind: "damage", offset: at, end, isCutOff: end === bytes.length && isCutOff(bytes, at) };
      at = end;
    }
  }
}

/** Where a part may be gone on from after a crash. */
export interface PartEnd {
  /** Behind the last group that is whole. */
  offset: number;
  /** Position behind the last entry of that group; null when there is none. */
  next: number | null;
  /** Bytes behind it are damaged, not merely cut off. */
  isDamaged: boolean;
}

export function endOf(bytes: Buffer): PartEnd {
  const end: PartEnd = { offset: 0, next: null, isDamaged: false };
  for (const piece of piecesOf(bytes)) {
    if (piece.kind === "damage") end.isDamaged ||= !piece.isCutOff;
    else if (piece.frame.toCome === 0) {
      end.offset = piece.frame.end;
      end.next = piece.frame.position + 1;
      end.isDamaged = false;
    }
  }
  return end;
}

function orEnd(offset: number, bytes: Buffer): number {
  return offset < 0 ? bytes.length : offset;
}
