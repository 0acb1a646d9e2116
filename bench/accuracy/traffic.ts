import type { FaultKind } from "./fault.ts";

/** Minutes since the start of the run, `to` not included. */
export interface Span {
  from: number;
  to: number;
}

export interface Incident extends Span {
  kind: FaultKind;
}

/** One status of a group, as detectors see it (`counts`) and as the simulator knows it (the rest). */
export interface Series {
  status: string;
  /** Which deviation matters. */
  direction: "above" | "below";
  /** Counts a minute, in round numbers: what series are compared by. */
  level: number;
  /** Mean count a minute over a week without drift, promotions and holidays. */
  meanRate: number;
  /** Shape (minutes); NaN for a minute of which nothing is known. */
  counts: Float64Array;
  /** Mean of each minute without faults, shape (minutes). */
  rates: Float64Array;
  /** Shape r of the counts, variance m + m²/r; Infinity for Poisson. */
  r: number;
  incidents: Incident[];
  /** Neither right nor wrong to alert here. */
  ignored: Span[];
  /** Twice the volume, same shares: a rise of a bad status that is no reason to alert. */
  promotions: Span[];
}

export type DayShape = "deep" | "shallow";

/** The statuses of one merchant, which share a volume. */
export interface Group {
  shape: DayShape;
  series: Series[];
}

export interface Traffic {
  groups: Group[];
  minutes: number;
  /** Detectors learn before this minute and are scored from it on. */
  scoredFrom: number;
}

export const DAY_MINUTES = 1440;
export const WEEK_MINUTES = 10_080;
