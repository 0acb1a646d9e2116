import type { GridLimits } from "../../core/analysis/infer/grid-limits.ts";

/** How much of a file is read at most, so that a hostile one costs no more than a large one. Cells: also slots times series. */
export interface FileLimits extends GridLimits {
  /** As it comes. */
  mostBytes: number;
  /** After decompressing. */
  mostUnpackedBytes: number;
  /** Decompressed bytes for each compressed one; tables of counts reach 30 to 100, a bomb 1000. */
  mostRatio: number;
}

const MB = 1 << 20;

export const fileLimits: FileLimits = {
  mostBytes: 64 * MB,
  mostUnpackedBytes: 256 * MB,
  mostRatio: 250,
  mostRows: 1_000_000,
  mostColumns: 1000,
  mostCells: 10_000_000,
};

/** Less than this may be compressed by any ratio. */
const ALWAYS_FINE = 4 * MB;

/** How many bytes a compressed part may become. */
export function mostUnpacked(packedBytes: number, { mostUnpackedBytes, mostRatio }: FileLimits): number {
  return Math.min(mostUnpackedBytes, Math.max(ALWAYS_FINE, packedBytes * mostRatio));
}

export function megabytes(bytes: number): string {
  return `${Math.round((bytes / MB) * 10) / 10} MB`;
}
