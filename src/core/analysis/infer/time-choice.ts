import { roleByName } from "./column-names.ts";
import type { Cell } from "./grid.ts";
import { timeFormatOf, type TimeFormat } from "./time-column.ts";

/** The columns that say when: one of times, and one of dates where the times are only times of day. */
export interface TimeChoice {
  time: { column: number; format: TimeFormat };
  date: { column: number; format: TimeFormat } | null;
  /** Other columns that could have been it. */
  others: readonly number[];
}

export interface TimeSearch {
  names: readonly string[];
  /** All cells of a column. */
  cellsOf(column: number): readonly Cell[];
  decimal: "," | ".";
  dayFirst: boolean | undefined;
  /** Roles that people gave, by column. */
  given: ReadonlyMap<number, string>;
}

interface Candidate {
  column: number;
  format: TimeFormat;
  score: number;
}

const kindScore = { instant: 30, clock: 20, date: 10 } as const;

function candidatesOf(search: TimeSearch): Candidate[] {
  const found: Candidate[] = [];
  for (const [column, name] of search.names.entries()) {
    const given = search.given.get(column);
    if (given !== undefined && given !== "time" && given !== "date") continue;
    const byName = roleByName(name);
    const isNamedTime = (given ?? byName) === "time" || (given ?? byName) === "date";
    if (given === undefined && byName !== undefined && !isNamedTime && byName !== "ignored") continue;
    const { decimal, dayFirst } = search;
    const format = timeFormatOf(search.cellsOf(column), { isNamedTime, decimal, dayFirst });
    if (format !== null) found.push({ column, format, score: kindScore[format.kind] + (isNamedTime ? 5 : 0) });
  }
  return found;
}

function best(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (top, one) => (top === undefined || one.score > top.score ? one : top),
    undefined,
  );
}

/** The columns that say when; null when none does. */
export function chooseTime(search: TimeSearch): TimeChoice | null {
  const candidates = candidatesOf(search);
  const asked = candidates.find(({ column }) => search.given.get(column) === "time");
  if (asked === undefined && [...search.given.values()].includes("time")) return null;
  const time = asked ?? best(candidates.filter(({ column }) => search.given.get(column) !== "date"));
  if (time === undefined) return null;
  const dates = candidates.filter(({ column, format }) => column !== time.column && format.kind === "date");
  const date =
    time.format.kind === "clock"
      ? (dates.find(({ column }) => search.given.get(column) === "date") ?? best(dates))
      : undefined;
  const others = candidates.filter(({ column }) => column !== time.column && column !== date?.column);
  return { time, date: date ?? null, others: others.map(({ column }) => column) };
}
