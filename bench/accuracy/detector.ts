import type { Group, Series } from "./traffic.ts";

/** What a detector says of a series, from the past and the minute itself only. */
export interface Reading {
  /** Bigger is worse, in the direction that matters; NaN for none. Shape (minutes). */
  score: Float64Array;
  /** 1 where its own rule alerts. Shape (minutes). */
  isAlert: Uint8Array;
}

export interface Detector {
  name: string;
  /** One reading per series of the group. */
  read(group: Group): Reading[];
}

/** A detector that looks at one series at a time. */
export function perSeries(name: string, read: (series: Series) => Reading): Detector {
  return { name, read: ({ series }) => series.map(read) };
}

/** A reading whose rule is a limit on the score: above it is an alert. */
export function readingAbove(limit: number, score: Float64Array): Reading {
  return { score, isAlert: Uint8Array.from(score, (value) => (value > limit ? 1 : 0)) };
}

/** 1 when a rise is what matters, −1 for a fall: the factor that makes the matter positive. */
export function signOf({ direction }: Series): 1 | -1 {
  return direction === "above" ? 1 : -1;
}
