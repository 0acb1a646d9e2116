import type { Inference } from "../infer/grid.ts";
import type { FileReading } from "./report.ts";

/** How a file was read, in sentences. */
export function understoodTexts({ inferences }: FileReading): string[] {
  return inferences.map(inferenceText);
}

function inferenceText({ what, value, because, option }: Inference): string {
  return `${what}: ${value} (${because}${option === undefined ? "" : `; --${option} corrects it`})`;
}

/** For a terminal: without the reasons, which the report has. */
export function understoodInShort({ inferences }: FileReading): string {
  return inferences.map(({ what, value }) => `${what}: ${value}`).join("; ");
}

/** What was not counted: the first rows one by one, then how many more. */
export function refusedTexts({ refused, refusedRows }: FileReading): string[] {
  const more = refusedRows - refused.length;
  return more > 0 ? [...refused, `and ${more.toLocaleString("en-US")} more`] : [...refused];
}
