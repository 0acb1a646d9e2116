import type { Analysis, AnalysisFinding } from "../../model/analysis.ts";
import type { CountTable } from "../count-table.ts";

/** A finding with the number by which text and pictures call it. */
export interface NumberedFinding {
  number: number;
  finding: AnalysisFinding;
}

export function numbered({ findings }: Pick<Analysis, "findings">): NumberedFinding[] {
  return findings.map((finding, index) => ({ number: index + 1, finding }));
}

/** The first and last slot of a finding in its table; undefined when the table does not have it. */
export function slotsOf({ from, to }: AnalysisFinding, table: CountTable): [number, number] | undefined {
  const first = table.slots.findIndex(({ at }) => at + table.stepMs > from.at);
  const after = table.slots.findIndex(({ at }) => at > to.at);
  const last = after < 0 ? table.slots.length - 1 : after - 1;
  return first < 0 || last < first ? undefined : [first, last];
}
