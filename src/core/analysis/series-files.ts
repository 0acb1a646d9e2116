import type { AnalysisRemark } from "../model/analysis.ts";
import type { CountTable } from "./count-table.ts";
import { type DayStream, fillsADay, streamsOf } from "./day-stream.ts";
import type { Draft } from "./draft.ts";
import { groupsOf } from "./series-groups.ts";
import { searchStream } from "./series-search.ts";
import { seriesDraft } from "./series-words.ts";
import { listText, stepText } from "./words.ts";

const LONGEST_STEP_MS = 3_600_000;
/** The judge is silent for as many ticks. */
const LEAST_SLOTS = 60;
/** The kind of a remark on files of which nothing can be said: not that they are well either. */
export const NOT_JUDGED = "not judged";

/** Files of statuses, without references of their own: each day is held against the others and against itself. */
export function analyseSeries(
  tables: readonly CountTable[],
  files: number,
): { drafts: Draft[]; remarks: AnalysisRemark[] } {
  const refusals = tables.map((table) => ({ table, why: whyNot(table) }));
  const streams = streamsOf(refusals.flatMap(({ table, why }) => (why === null ? [table] : [])));
  return {
    drafts: streams.flatMap((stream) => streamDrafts(stream, files)),
    remarks: [
      ...refusals.flatMap(({ table, why }): AnalysisRemark[] =>
        why === null ? [] : [{ kind: NOT_JUDGED, files: [table.name], text: `${table.name}: ${why}` }],
      ),
      ...streams.flatMap((stream) => streamRemark(stream)),
    ],
  };
}

function streamDrafts(stream: DayStream, files: number): Draft[] {
  const searched = searchStream(stream);
  const groups = groupsOf(
    searched.flatMap(({ stretches }) => stretches),
    stream.stepMs,
  );
  return groups.flatMap((group) => {
    const days = stream.days.filter(({ table }) => table === group.table);
    const weight =
      days.reduce((sum, { slots }) => sum + stretchesOfA(slots.length), 0) * stream.statuses.length * files;
    return seriesDraft(group, { stream, searched, groups, weight }) ?? [];
  });
}

/** Stretches that a day of so many slots has: each of them could have been found. */
function stretchesOfA(slots: number): number {
  return (slots * (slots + 1)) / 2;
}

function whyNot({ stepMs, slots, columns }: CountTable): string | null {
  if (columns.length === 0) return "no column of counts, so nothing can be judged.";
  if (stepMs > LONGEST_STEP_MS || !fillsADay(stepMs))
    return (
      `a row for every ${stepText(stepMs)} and no column to compare with, so it is not judged. Give counts by hour or ` +
      `finer, or add columns such as yesterday or avg_last_week.`
    );
  if (slots.length < LEAST_SLOTS && stepMs < LONGEST_STEP_MS)
    return `${slots.length} rows of time and no column to compare with, so it is not judged: at least ${LEAST_SLOTS} are needed.`;
  return null;
}

function streamRemark({ tables, days }: DayStream): AnalysisRemark[] {
  const names = tables.map(({ name }) => name);
  if (days.length === 1 && (days[0]?.slots.length ?? 0) < LEAST_SLOTS) {
    const text =
      `${names[0] ?? ""}: one day of ${tables[0]?.slots.length ?? 0} rows of time and no column to compare with, so it is not judged. Give other days too, counts ` +
      `by the minute, or columns such as yesterday or avg_last_week; where there are such columns, --columns says which they are.`;
    return [{ kind: NOT_JUDGED, files: names, text }];
  }
  if (days.length === 1) {
    const text = `${names[0] ?? ""}: one day only, so it is judged by what came before and around; what every day does is not known.`;
    return [{ kind: "not enough data", files: names, text }];
  }
  if (tables.length < 2 || tables.some(({ isDated }) => isDated)) return [];
  const text = `${listText(names)} name no dates and have the same statuses: they are taken for days of one stream in this order, and each is held against the others.`;
  return [{ kind: "chained files", files: names, text }];
}
