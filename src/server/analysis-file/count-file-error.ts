import type { Misunderstanding } from "../../core/analysis/infer/grid.ts";
import { shown } from "../../core/intake/shown.ts";

export type CountFileProblem = "too-large" | "not-understood" | "damaged" | "unsupported";

/** A file that cannot be analysed: what failed, what was seen of the file, and what would help. */
export class CountFileError extends Error {
  readonly problem: CountFileProblem;
  readonly what: Misunderstanding;

  constructor(problem: CountFileProblem, what: Misunderstanding, options?: ErrorOptions) {
    const parts = [what.problem];
    if (what.seen.length > 0) parts.push(`seen: ${what.seen.join(" | ")}`);
    if (what.help.length > 0) parts.push(`what would help: ${what.help.join("; ")}`);
    super(parts.join("\n"), options);
    this.problem = problem;
    this.what = { problem: what.problem, seen: [...what.seen], help: [...what.help] };
  }
}

const MOST_LINES = 3;

/** First lines of a file as a message may repeat them: short, nothing unprintable, no card number. */
export function linesShown(lines: readonly string[]): string[] {
  return lines.slice(0, MOST_LINES).map((line, i) => `line ${i + 1}: ${shown(line)}`);
}
