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
  "Counts are judged as counts: the chance of as few, or as many, is that of a count distribution (Poisson, or negative binomial where days scatter more than that), which holds for 3 as well as for 3,000. Scores made for large numbers, such as three sigma, are not used.",
  "Each reference is taken for what it is. Yesterday is one count with its own chance; an average of a week is a mean of seven counts and of a month a mean of about thirty, so it is surer but may stand for another level.",
  "Every time that is judged is one test, and many tests find something by chance. So each chance (p) is corrected over all of them (q, false-discovery rate by Benjamini and Hochberg): of findings with q below 0.01, fewer than one in a hundred is expected to be chance.",
  "A stretch is told only when it is off against the references that are sound. A reference that is itself anomalous at that time is left out and named.",
  "What was lost is a range, least and most over the references, because no one of them is the truth.",
  "A whole day above or below its references is another level, told as such and not as an incident.",
];
