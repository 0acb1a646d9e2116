import type { Analysis } from "../../model/analysis.ts";
import type { CountTable } from "../count-table.ts";
import type { Inference } from "../infer/grid.ts";

/** How a file was read. */
export interface FileReading {
  /** As it is called outside, such as `sales.csv`. */
  file: string;
  inferences: readonly Inference[];
  /** Rows that were not counted, and why, as far as they are told one by one. */
  refused: readonly string[];
  /** All of them. */
  refusedRows: number;
}

/** All that a report tells. */
export interface Report {
  analysis: Analysis;
  tables: readonly CountTable[];
  readings: readonly FileReading[];
}

/** How findings are found, for whoever has to defend them. */
export const METHOD: readonly string[] = [
  "Counts are compared as counts: how probable so few, or so many, are is asked of an exact test of two counts, with the scatter that the file's own numbers show. That holds for 3 as well as for 3,000; scores made for large numbers, such as three sigma, are not used.",
  "Each reference is taken for what it is: yesterday is one count, with chance of its own; a mean over 7 days is seven counts and surer.",
  "The chance that is told (p) is that by the reference which makes it most likely, so a single odd reference finds nothing.",
  "Every stretch of time that is looked at is a test, and of many tests some find something by chance alone. So what is believed is chosen by the false-discovery rate over all tests of all files (q, after Benjamini and Hochberg): of everything told, at most one in twenty is expected to be chance.",
  "A reference that is itself off at that time is noticed, left out and named. A whole day above or below its references is another level: it is scaled out before single times are compared, and told as such.",
  "Counts of statuses are judged by the same judge that watches live traffic, and its alarms are then held against the other days, against the time around, and against what the judge had learnt.",
  "What was lost, or too many, is a range: the least and the most by any reference that is used, because none of them is the truth.",
];
