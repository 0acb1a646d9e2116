/**
 * What the numbers of a column are.
 *
 * observed  counts to be judged: `today`, or a status of a series
 * count     counts of another day, `ago` in words: `yesterday`, `same day last week`
 * mean      means over `days` days: `average of last week` is a mean of 7 counts, not a count
 */
export type ColumnRole =
  { kind: "observed" } | { kind: "count"; ago: string } | { kind: "mean"; over: string; days: number };

/** One column of numbers, a value for each slot; NaN where the file has none. */
export interface CountColumn {
  /** As in the file; or status and dimensions, such as `denied` or `denied issuer=aurora`. */
  name: string;
  role: ColumnRole;
  values: Float64Array;
}

/** A stretch of time that is counted together: an hour of a day, a minute. */
export interface Slot {
  /** As people read it: `08h`, `14:31`. */
  label: string;
  /** Start: milliseconds since the day began where the file names no date, else since 1970 UTC. */
  at: number;
}

/** One file of counts, understood. */
export interface CountTable {
  /** The file's name without folder and extension, as SQL knows it: `checkout_1`. */
  name: string;
  /** True when the file names dates: `Slot.at` is an instant. */
  isDated: boolean;
  stepMs: number;
  /** Ascending, without gaps: what the file leaves out is a slot of NaN, or 0 where absent means none (`absentIsZero`). */
  slots: readonly Slot[];
  /** A status that did not occur has no row in files of status counts: absent means 0 while others are there. */
  absentIsZero: boolean;
  columns: readonly CountColumn[];
}
