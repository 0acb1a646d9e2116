import type { CountTable } from "../../core/analysis/count-table.ts";
import { type ReadOptions, readOptionsFrom } from "../../core/analysis/infer/read-options.ts";
import { type Refusals, refusalText } from "../../core/analysis/infer/refusal-list.ts";
import type { Understood } from "../../core/analysis/infer/understand.ts";
import type { FileReading, Report } from "../../core/analysis/report/report.ts";
import { rowTable } from "../../core/analysis/infer/row-table.ts";
import { sqlTables } from "../../core/analysis/sql-tables.ts";
import type { UnreadFile } from "../../core/model/analysis-answer.ts";
import type { FileTable } from "../../core/model/file-table.ts";
import { CountFileError } from "../analysis-file/count-file-error.ts";
import { readCountFileApart } from "../analysis-file/read-apart.ts";
import { analyseApart } from "./analyse-apart.ts";
import { Failure } from "./failure.ts";

/** Of these tables each analysis has one. */
const OUR_TABLES = ["hourly_comparison", "catalog"];
const REFUSALS_TOLD = 20;

export interface GivenFile {
  name: string;
  bytes: Uint8Array;
  /** Options of reading by name, as texts. */
  corrections: Readonly<Record<string, string>>;
}

export interface ReadFiles {
  report: Report;
  /** The rows of the files that were read, as they are in them, for SQL. */
  files: readonly Pick<Understood, "table" | "rows">[];
  unread: readonly UnreadFile[];
}

interface ReadFile extends Understood {
  file: string;
}

/**
 * Reads files of counts and finds what is off in those that are understood.
 *
 * @throws Failure `request.invalid` for options that are not as described, `analysis.not-understood` when no file is understood,
 * `analysis.too-large`
 */
export async function readReport(files: readonly GivenFile[]): Promise<ReadFiles> {
  const options = files.map(optionsOf);
  const read: ReadFile[] = [];
  const unread: UnreadFile[] = [];
  for (const [index, { name, bytes }] of files.entries()) {
    try {
      const task = { fileName: name, bytes, options: options[index] ?? {} };
      read.push({ file: name, ...(await readCountFileApart(task)) });
    } catch (error) {
      if (!(error instanceof CountFileError)) throw error;
      const { problem, seen, help } = error.what;
      unread.push({ file: name, problem, seen: [...seen], help: [...help] });
    }
  }
  if (read.length === 0) throw new Failure("analysis.not-understood", unread.map(unreadText).join("\n\n"));
  const named = withNamesOfTheirOwn(read);
  const tables = named.map(({ table }) => table);
  return {
    report: { tables, analysis: await analyseApart(tables), readings: named.map(readingOf) },
    files: named.map(({ table, rows }) => ({ table, rows })),
    unread,
  };
}

/** All that can be asked in SQL. */
export function tablesOf({ report, files }: Pick<ReadFiles, "report" | "files">): FileTable[] {
  return [...sqlTables(report.tables), ...files.map(rowTable)];
}

/** `sales.csv: what failed`, what was seen, what would help; a line each. */
export function unreadText({ file, problem, seen, help }: UnreadFile): string {
  const lines = [`${file}: ${problem}`, ...seen.map((text) => `  ${text}`)];
  return [...lines, ...(help.length === 0 ? [] : [`  what would help: ${help.join("; ")}`])].join("\n");
}

function optionsOf({ name, corrections }: GivenFile): ReadOptions {
  const { options, problems } = readOptionsFrom(corrections);
  if (problems.length > 0) throw new Failure("request.invalid", `${name}: ${problems.join("; ")}`);
  return options;
}

/** Two files of one name are two tables, and none takes the name of ours. */
function withNamesOfTheirOwn(files: readonly ReadFile[]): ReadFile[] {
  const taken = new Set(OUR_TABLES);
  return files.map((file) => {
    const { table } = file;
    let name = table.name;
    for (let number = 2; taken.has(name) || taken.has(`${name}_rows`); number++) name = `${table.name}_${number}`;
    taken.add(name).add(`${name}_rows`);
    return { ...file, table: { ...table, name } satisfies CountTable };
  });
}

function readingOf({ file, inferences, refusals }: ReadFile): FileReading {
  return { file, inferences, ...told(refusals) };
}

function told({ rows, cells, first }: Refusals): Pick<FileReading, "refused" | "refusedRows"> {
  return { refused: first.slice(0, REFUSALS_TOLD).map(refusalText), refusedRows: rows + cells };
}
