import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Command, InvalidArgumentError, Option } from "commander";
import { readOptions } from "../core/analysis/infer/read-options.ts";
import { loadConfiguration } from "../server/config/configuration.ts";
import {
  Failure,
  openFileTables,
  QueryRefused,
  type ReadFiles,
  readReport,
  type ReportFormat,
  reportText,
  StoreUnavailable,
  tablesOf,
  unreadText,
} from "../server/start.ts";
import { CommandError } from "./command-error.ts";
import { say } from "./say.ts";
import { type Answer, tableText } from "./sql-answer.ts";

const FORMATS: readonly ReportFormat[] = ["html", "markdown", "json", "text"];
const ENDINGS: Readonly<Record<string, ReportFormat>> = {
  ".html": "html",
  ".htm": "html",
  ".md": "markdown",
  ".json": "json",
  ".txt": "text",
};
/** What is larger is not read into memory at all; the reader has limits of its own below it. */
const MOST_BYTES = 256 * 1_048_576;
const FINDINGS_EXIT_CODE = 3;

interface AnalyzeFlags {
  out?: string;
  format?: ReportFormat;
  sql?: string;
  failOnFinding?: boolean;
  [correction: string]: unknown;
}

export function analyzeCommand(): Command {
  const command = new Command("analyze")
    .description("find what is off in files of counts, with the evidence; docs/analyze.md explains")
    .argument("<file...>", "CSV, TSV, JSON, NDJSON, Parquet or Excel, gzipped or not")
    .option("--out <file>", "write the report there: .html, .md, .json or .txt")
    .option("--format <format>", `${FORMATS.join(", ")} (default: by the ending of --out, else text)`, formatFrom)
    .option("--sql <query>", "ask the files in SQL instead: each is a table, hourly_comparison compares all")
    .option("--fail-on-finding", `end with code ${FINDINGS_EXIT_CODE} when something is off`)
    .action(async (paths: string[], flags: AnalyzeFlags, own: Command) => {
      refuseWhatWouldBeIgnored(flags);
      const corrections = correctionsIn(own);
      const files = await Promise.all(paths.map((file) => fileGiven(file, corrections)));
      await analyze(await readOrTell(files), flags);
    });
  for (const { name, placeholder, help, expected } of readOptions) {
    command.addOption(
      new Option(`--${name} <${placeholder}>`, `${help} Expected: ${expected}`).helpGroup("Corrections:"),
    );
  }
  return command;
}

/** Said before anything is read: an option that does nothing would look as if it had worked. */
function refuseWhatWouldBeIgnored({ out, format, sql, failOnFinding }: AnalyzeFlags): void {
  if (sql !== undefined) {
    const given = [
      ...(out === undefined ? [] : ["--out"]),
      ...(format === undefined ? [] : ["--format"]),
      ...(failOnFinding === true ? ["--fail-on-finding"] : []),
    ];
    if (given.length === 0) return;
    throw new CommandError(`--sql answers instead of a report: leave out ${given.join(" and ")}, or --sql`);
  }
  if (out === undefined || format !== undefined || ENDINGS[endingOf(out)] !== undefined) return;
  const endings = Object.keys(ENDINGS).join(", ");
  throw new CommandError(`--out: expected a name that ends in ${endings}, or --format beside it; got "${out}"`);
}

function endingOf(file: string): string {
  return path.extname(file).toLowerCase();
}

async function analyze(read: ReadFiles, flags: AnalyzeFlags): Promise<void> {
  const { report, unread } = read;
  for (const file of unread) process.stderr.write(`${unreadText(file)}\n`);
  if (unread.length > 0) process.exitCode = 1;
  if (flags.sql !== undefined) return ask(read, flags.sql);
  const format = flags.format ?? ENDINGS[endingOf(flags.out ?? "")] ?? "text";
  if (flags.out === undefined) {
    process.stdout.write(reportText(report, format));
  } else {
    await written(flags.out, reportText(report, format));
    process.stdout.write(reportText(report, "text"));
    say(`\nThe report is in ${flags.out}`);
  }
  if (flags.failOnFinding === true && report.analysis.findings.length > 0) process.exitCode = FINDINGS_EXIT_CODE;
}

async function ask(read: ReadFiles, sql: string): Promise<void> {
  const files = openFileTables(loadConfiguration({}, process.env));
  const space = files.open(() => tablesOf(read));
  const isTable = process.stdout.isTTY;
  try {
    const question = { sql, parameters: {}, format: isTable ? "json" : "csv", maxRows: undefined } as const;
    const answer = await text(await space.query(question, new AbortController().signal));
    if (isTable) say(tableText(JSON.parse(answer) as Answer));
    else process.stdout.write(answer);
  } catch (error) {
    if (error instanceof QueryRefused || error instanceof StoreUnavailable) throw new CommandError(error.message);
    throw error;
  } finally {
    await files.close();
  }
}

async function fileGiven(file: string, corrections: Readonly<Record<string, string>>) {
  const bytes = await bytesOf(file).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${file} cannot be read: ${error.message}`);
  });
  return { name: path.basename(file), bytes, corrections };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const about = await stat(file);
  if (about.isDirectory()) throw new CommandError(`${file} is a folder; name the files in it`);
  const { size } = about;
  if (size > MOST_BYTES) {
    throw new CommandError(`${file} is larger than the ${MOST_BYTES / 1_048_576} MB that are read; split it`);
  }
  return readFile(file);
}

async function readOrTell(files: Parameters<typeof readReport>[0]): Promise<ReadFiles> {
  try {
    return await readReport(files);
  } catch (error) {
    if (error instanceof Failure) throw new CommandError(error.message);
    throw error;
  }
}

async function written(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new CommandError(`--out: the report cannot be written: ${(error as Error).message}`);
  }
}

/** Only what was given, under the names that requests have too. */
function correctionsIn(command: Command): Record<string, string> {
  const entries = readOptions.map(({ name }) => {
    const key = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [name, command.opts<AnalyzeFlags>()[key]] as const;
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function formatFrom(given: string): ReportFormat {
  const format = FORMATS.find((known) => known === given);
  if (format !== undefined) return format;
  throw new InvalidArgumentError(`expected one of ${FORMATS.join(", ")}`);
}
