import { columnRoles, isReference, type ColumnDecision } from "./column-roles.ts";
import { profileOf } from "./column-profile.ts";
import type { Layout } from "./count-series.ts";
import { givenRoles, namesInWords } from "./given-roles.ts";
import type { Cell, Misunderstanding } from "./grid.ts";
import { decimalOf, type DecimalGuess } from "./number-format.ts";
import type { ReadOptions } from "./read-options.ts";
import type { NamedTable } from "./table-shape.ts";
import { chooseTime, type TimeChoice } from "./time-choice.ts";
import { shown } from "../../intake/shown.ts";

const SAMPLE = 5000;

/** What every column of a table is. */
export interface ReadLayout {
  layout: Layout;
  decisions: readonly ColumnDecision[];
  choice: TimeChoice;
  decimal: DecimalGuess;
  /** Columns whose role people gave. */
  given: ReadonlySet<number>;
}

function sampled(table: NamedTable): NamedTable["rows"] {
  const every = Math.ceil(table.rows.length / SAMPLE);
  return table.rows.filter((_, i) => i % every === 0);
}

function* textsOf(rows: NamedTable["rows"]): Generator<string> {
  for (const { cells } of rows) for (const cell of cells) if (typeof cell === "string") yield cell;
}

function examples({ names, rows }: NamedTable): string {
  const some = names.slice(0, 8).map((name, i) => `${shown(name)} (${example(rows[0]?.cells[i])})`);
  return `${names.length} ${names.length === 1 ? "column" : "columns"}: ${some.join(", ")}${names.length > 8 ? ", ..." : ""}`;
}

function example(cell: Cell | undefined): string {
  return cell === undefined || cell === null ? "empty" : shown(cell);
}

const TIMES_READ =
  "times are read as 08h, 00h 01, 08:00, 2026-07-13 08:00, 13/07/2026 8:00 PM, seconds or milliseconds since 1970, or Excel's days";

function noTime(table: NamedTable, options: ReadOptions): Misunderstanding {
  const problem =
    options.timeColumn === undefined
      ? "no column holds times"
      : `the column ${options.timeColumn} holds no times that can be read`;
  return {
    problem,
    seen: [examples(table)],
    help: [
      TIMES_READ,
      "time-column=NAME says which column is the time; separator and header say how the lines are parted",
    ],
  };
}

function misfit(table: NamedTable, decisions: readonly ColumnDecision[]): Misunderstanding | null {
  const roles = decisions.map(({ role }) => role);
  if (!roles.some(isReference) || roles.includes("observed")) return null;
  const references = table.names.filter((_, i) => isReference(roles[i] ?? ""));
  return {
    problem: `${namesInWords(references)} are there to compare with, but no column is the one to be judged`,
    seen: [examples(table)],
    help: ["columns=NAME=observed says which column is judged"],
  };
}

function layoutOf(names: readonly string[], decisions: readonly ColumnDecision[], decimal: "," | "."): Layout {
  const roles = decisions.map(({ role }) => role);
  const placesOf = (isWanted: (role: string) => boolean): number[] =>
    [...roles.keys()].filter((i) => isWanted(roles[i] ?? ""));
  const counted = placesOf((role) => role === "count");
  const values = placesOf((role) => role === "count" || role === "observed" || isReference(role));
  const [status = null] = placesOf((role) => role === "status");
  const isLong = status !== null || counted.length > 0 || values.length === 0;
  return { names, roles, values, status, dimensions: placesOf((role) => role === "dimension"), isLong, decimal };
}

/** Finds what the columns are. */
export function readLayout(
  table: NamedTable,
  options: ReadOptions,
  separator: string | undefined,
): ReadLayout | Misunderstanding {
  const given = givenRoles(table.names, options);
  if (!(given instanceof Map)) return given;
  const rows = sampled(table);
  const decimal: DecimalGuess =
    options.decimal === undefined
      ? decimalOf(textsOf(rows), separator)
      : { decimal: options.decimal, because: "said so", isOpen: false };
  const cellsOf = (column: number): Cell[] => table.rows.map(({ cells }) => cells[column] ?? null);
  const choice = chooseTime({
    names: table.names,
    cellsOf,
    decimal: decimal.decimal,
    dayFirst: options.dayFirst,
    given,
  });
  if (choice === null) return noTime(table, options);
  const roles = new Map(given);
  roles.set(choice.time.column, "time");
  if (choice.date !== null) roles.set(choice.date.column, "date");
  const profiles = table.names.map((_, column) =>
    profileOf(
      rows.map(({ cells }) => cells[column] ?? null),
      decimal.decimal,
    ),
  );
  const decisions = columnRoles({ names: table.names, profiles, given: roles, timeLike: choice.others });
  const fault = misfit(table, decisions);
  if (fault !== null) return fault;
  return {
    layout: layoutOf(table.names, decisions, decimal.decimal),
    decisions,
    choice,
    decimal,
    given: new Set(given.keys()),
  };
}
