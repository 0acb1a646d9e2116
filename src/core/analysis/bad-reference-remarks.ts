import type { AnalysisRemark } from "../model/analysis.ts";
import type { Chain } from "./chained-files.ts";
import type { ComparedFile, LeftOut } from "./compared-file.ts";
import { sumOf } from "./comparison.ts";
import type { CountColumn } from "./count-table.ts";
import { betweenText, chanceText, listText, countText, spanText } from "./words.ts";

/** A remark for each reference that is left out somewhere, with what the others say of the same time. */
export function badReferenceRemarks(file: ComparedFile, chains: readonly Chain[]): AnalysisRemark[] {
  const references = new Set(file.leftOut.map(({ reference }) => reference));
  return Array.from(references, (reference) => {
    const out = file.leftOut.filter((one) => one.reference === reference && !isCovered(one, file.leftOut));
    const chain = chains.find(({ later, reference: of }) => later === file.table && of === reference);
    const origin =
      chain === undefined ? "" : ` It is ${chain.earlier.name}.${chain.observed.name}, which is off at that time.`;
    const text =
      `${file.table.name}: ${reference.name} is a bad reference ${listText(out.map((one) => outText(file, one)))}. ` +
      `It is left out there.${out.some(({ pValue }) => pValue === null) || chain !== undefined ? origin : ""}`;
    return { kind: "bad reference" as const, files: [file.table.name], text };
  });
}

function outText(file: ComparedFile, out: LeftOut): string {
  const when = out.first === out.last ? `at ${spanText(file.table, out)}` : `from ${spanText(file.table, out)}`;
  const others = othersOf(file, out.reference).map((column) => sumOf(column, out));
  const probability = out.pValue === null ? "" : `, ${chanceText(out.pValue)}`;
  return `${when} (${countText(sumOf(out.reference, out))}, the other references ${betweenText(others)}${probability})`;
}

function othersOf({ table }: ComparedFile, reference: CountColumn): CountColumn[] {
  return table.columns.filter((column) => column.role.kind !== "observed" && column !== reference);
}

function isCovered(one: LeftOut, all: readonly LeftOut[]): boolean {
  return all.some(
    (other) =>
      other !== one &&
      other.reference === one.reference &&
      other.first <= one.first &&
      other.last >= one.last &&
      other.last - other.first > one.last - one.first,
  );
}
