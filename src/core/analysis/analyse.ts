import type { Analysis, AnalysisFinding } from "../model/analysis.ts";
import { falseDiscoveryRates } from "../stats/false-discovery.ts";
import { analyseCompared, FALSE_DISCOVERIES } from "./compared-files.ts";
import type { CountTable } from "./count-table.ts";
import { type Draft, findingFrom } from "./draft.ts";
import { analyseSeries, NOT_JUDGED } from "./series-files.ts";
import { capital, numberWord, stepText } from "./words.ts";

/**
 * What is off in files of counts, with the evidence. The same files give the same answer, in whatever order they are read, but
 * that files without dates are days in the order in which they are given.
 */
export function analyse(tables: readonly CountTable[]): Analysis {
  const hasReferences = ({ columns }: CountTable): boolean => columns.some(({ role }) => role.kind !== "observed");
  const compared = analyseCompared(tables.filter(hasReferences), tables.length);
  const series = analyseSeries(
    tables.filter((table) => !hasReferences(table)),
    tables.length,
  );
  const findings = believed([...compared.drafts, ...series.drafts]);
  const remarks = [...compared.remarks, ...series.remarks];
  const unjudged = remarks.flatMap(({ kind, files }) => (kind === NOT_JUDGED ? files : []));
  return { files: tables.map(fileOf), findings, remarks, summary: summaryOf(tables, findings, new Set(unjudged).size) };
}

/** Drafts that stand the correction, the worst first. A rebound stands or falls with its outage. */
function believed(drafts: readonly Draft[]): AnalysisFinding[] {
  const rates = falseDiscoveryRates(
    drafts.map(({ testedP, weight, kind }) => (kind === "rebound" ? 1 : testedP * weight)),
    1,
  );
  return drafts
    .map((draft, place) => ({ draft, qValue: Math.max(draft.pValue, rates[place] ?? 1) }))
    .filter(({ draft, qValue }, place, all) => {
      const before = all[place - 1];
      return qValue <= FALSE_DISCOVERIES || (draft.kind === "rebound" && (before?.qValue ?? 1) <= FALSE_DISCOVERIES);
    })
    .sort((a, b) => severity(b.draft) - severity(a.draft))
    .map(({ draft, qValue }, place) => findingFrom(draft, `finding-${place + 1}`, qValue));
}

/** What is missing or too many by the least reference, in units of what chance moves it by. */
function severity({ observed, expected, kind }: Draft): number {
  if (kind === "rebound") return 0;
  const least = Math.min(...expected.map(({ value }) => Math.abs(observed - value) / Math.sqrt(Math.max(1, value))));
  return least;
}

function fileOf({ name, slots, stepMs }: CountTable): Analysis["files"][number] {
  return {
    name,
    rows: slots.length,
    from: slots[0]?.label ?? "",
    to: slots.at(-1)?.label ?? "",
    step: stepText(stepMs),
  };
}

function summaryOf(tables: readonly CountTable[], findings: readonly AnalysisFinding[], unjudged: number): string {
  if (tables.length === 0) return "No file was given.";
  const files = `${numberWord(tables.length)} file${tables.length === 1 ? "" : "s"}`;
  if (unjudged >= tables.length) return `Nothing can be judged in ${files}: the notes say why.`;
  if (findings.length === 0) {
    const but =
      unjudged === 0 ? "" : ` ${capital(numberWord(unjudged))} of them could not be judged: the notes say why.`;
    return `Nothing is off in ${files}.${but}`;
  }
  const told = findings.slice(0, MOST_IN_SUMMARY).map(({ title }) => title);
  const more = findings.length - told.length;
  const rest = more > 0 ? `, and ${numberWord(more)} more` : "";
  const noun = findings.length === 1 ? "finding" : "findings";
  return `${findings.length} ${noun} in ${files}: ${told.join("; ")}${rest}.`;
}

const MOST_IN_SUMMARY = 3;
