import type { AnalysisRemark } from "../model/analysis.ts";
import { falseDiscoveryRates } from "../stats/false-discovery.ts";
import { type Chain, chainsOf, chainText } from "./chained-files.ts";
import { ComparedFile, type OffStretch } from "./compared-file.ts";
import { draftsOf } from "./compared-words.ts";
import type { CountTable } from "./count-table.ts";
import type { Draft } from "./draft.ts";
import { levelRemarks } from "./level-remarks.ts";
import { badReferenceRemarks } from "./bad-reference-remarks.ts";

/** What is believed: of all findings at most this share is expected to be false. */
export const FALSE_DISCOVERIES = 0.05;

/** What is off in one file, and what each of its tests weighs. */
export interface Searched {
  file: ComparedFile;
  weight: number;
  off: OffStretch[];
}

/** Files with references of their own: what is off in them, and what of the references. */
export function analyseCompared(
  tables: readonly CountTable[],
  files: number,
): { drafts: Draft[]; remarks: AnalysisRemark[] } {
  const compared = tables.map((table) => new ComparedFile(table));
  const chains = chainsOf(tables);
  let searched = searchAll(compared, files);
  // What is off in one file is off in the other that takes it for a reference; that one is looked at again without it.
  if (leaveOutChained(searched, chains)) searched = searchAll(compared, files);
  const off = new Map(searched.map((one) => [one.file.table, one]));
  return {
    drafts: searched.flatMap(({ file, weight, off: stretches }) =>
      stretches.flatMap((stretch) => draftsOf(file, stretch, weight)),
    ),
    remarks: [
      ...chains.map((chain) => chainRemark(chain, off.get(chain.earlier))),
      ...compared.flatMap((file) => badReferenceRemarks(file, chains)),
      ...searched.flatMap(({ file, off: stretches }) => levelRemarks(file, stretches)),
    ],
  };
}

/** Every file weighs the same, however many tests it takes: a day of minutes does not drown one of hours. */
export function weightOf(tests: number, files: number): number {
  return tests * files;
}

function searchAll(files: readonly ComparedFile[], fileCount: number): Searched[] {
  const looked = files.map((file) => ({ file, ...file.search() }));
  const weighted = looked.flatMap(({ tests, candidates }) =>
    candidates.map(({ test }) => test.pValue * weightOf(tests, fileCount)),
  );
  const rates = falseDiscoveryRates(weighted, 1);
  let next = 0;
  return looked.map(({ file, tests, candidates }) => {
    const believed = candidates.filter(() => (rates[next++] ?? 1) <= FALSE_DISCOVERIES);
    const off = file.comparisons.flatMap((_, column) =>
      file.stretches(
        column,
        believed.filter((candidate) => candidate.column === column).map(({ test }) => test),
      ),
    );
    return { file, weight: weightOf(tests, fileCount), off };
  });
}

function leaveOutChained(searched: readonly Searched[], chains: readonly Chain[]): boolean {
  let isChanged = false;
  for (const { earlier, observed, later, reference } of chains) {
    const source = searched.find(({ file }) => file.table === earlier);
    const target = searched.find(({ file }) => file.table === later)?.file;
    for (const { comparison, stretch, rebound } of source?.off ?? []) {
      if (comparison.target !== observed || target === undefined) continue;
      const after = rebound === null ? [] : [{ first: rebound, last: rebound, side: "above" as const }];
      for (const { first, last, side } of [stretch, ...after]) {
        const span = { first: slotIn(later, earlier, first), last: slotIn(later, earlier, last) };
        if (span.first < 0 || span.last < span.first) continue;
        target.leaveOut({ ...span, reference, side, pValue: null });
        isChanged = true;
      }
    }
  }
  return isChanged;
}

/** The slot of one table that has the label of another's; −1 where it has none. */
function slotIn(table: CountTable, other: CountTable, slot: number): number {
  const label = other.slots[slot]?.label;
  return table.slots.findIndex((one) => one.label === label);
}

function chainRemark(chain: Chain, earlier: Searched | undefined): AnalysisRemark {
  const off = (earlier?.off ?? []).filter(({ comparison }) => comparison.target === chain.observed);
  const consequence =
    off.length === 0
      ? `So ${chain.earlier.name} is no second witness beside ${chain.later.name}.`
      : `So what is off in ${chain.earlier.name} makes ${chain.reference.name} a bad reference in ${chain.later.name} at that ` +
        `time, and the files are no two witnesses of one day.`;
  return {
    kind: "chained files",
    files: [chain.earlier.name, chain.later.name],
    text: `${chainText(chain)}. ${consequence}`,
  };
}
