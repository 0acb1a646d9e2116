import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { Command, InvalidArgumentError } from "commander";
import { Backtest, type BacktestOptions, type BacktestVerdict } from "../core/engine/backtest.ts";
import { type DirectionRule, plannedDirections, seriesPlan } from "../core/engine/series-plan.ts";
import { durationMs } from "../core/model/duration.ts";
import { minutesPerFalseAlarm } from "../core/judge/budget.ts";
import type { Direction } from "../core/model/status.ts";
import { type Configuration, loadConfiguration } from "../server/config/configuration.ts";
import { registerSettingFlags } from "../server/config/setting-flags.ts";
import { CommandError } from "./command-error.ts";
import { hourlyRows } from "./hourly-table.ts";
import { isDay, readTransactionFiles } from "./read-transaction-files.ts";
import { eachSeriesRow, isSeriesFile, type Refused, type SeriesRow, surveySeries } from "./series-rows.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const PIECE_CHARACTERS = 1 << 18;
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  up: "above",
  above: "above",
  down: "below",
  below: "below",
  both: "both",
};

interface BacktestFlags {
  budget: string;
  absent?: "zero" | "missing";
  direction: DirectionRule[];
  step?: number;
  date?: string;
  out?: string;
}

/** Counts in the order in which they came, wherever they are from. */
interface Source {
  names: readonly string[];
  stepMs: number;
  /** What an absent row means where nobody says otherwise. */
  absent: "zero" | "missing";
  each: (onRow: (row: SeriesRow) => void, rest: () => Promise<void>) => Promise<Refused[]>;
}

export function backtestCommand(): Command {
  const command = new Command("backtest")
    .description(
      "judge counts of the past as they would have been judged live; one verdict for each series and step, as NDJSON",
    )
    .argument("<file...>", "CSV of time,series,count; or files of transactions; or tables of sales by hour")
    .option(
      "--budget <alarms/period>",
      "false alarms accepted of each series: 1/week, 1/month, ...",
      budgetFrom,
      "1/month",
    )
    .option(
      "--absent <zero|missing>",
      "what an absent row means: a count of 0, or nothing known (default: zero)",
      absentFrom,
    )
    .option(
      "--direction <[name=]up|down|both>",
      "side on which series worry people; name is a series, a status or has a *; may be repeated",
      directionsFrom,
      [],
    )
    .option("--step <duration>", "the step of the counts: 1s to 1h (default: read off the file)", stepFrom)
    .option("--date <day>", "day of the first file when its times have none (YYYY-MM-DD)")
    .option("--out <file>", "write there instead of to standard output")
    .action(async (paths: string[], flags: Record<string, unknown>) => {
      await backtestFiles(paths, flags as unknown as BacktestFlags, loadConfiguration(flags, process.env));
    });
  registerSettingFlags(command);
  return command;
}

async function backtestFiles(
  paths: readonly string[],
  flags: BacktestFlags,
  configuration: Configuration,
): Promise<void> {
  const began = Date.now();
  const source = await sourceOf(paths, flags, configuration);
  const plan = seriesPlan(source.names, flags.direction, configuration.statuses);
  const options: BacktestOptions = {
    tickMs: flags.step ?? stepOf(source.stepMs),
    timeZone: configuration.timeZone,
    absent: flags.absent ?? source.absent,
    directions: plannedDirections(plan),
    budget: flags.budget,
  };
  const output = flags.out === undefined ? process.stdout : createWriteStream(flags.out);
  const lines = new VerdictLines(source.names, output);
  const backtest = new Backtest(options, (verdict) => lines.add(verdict));
  const numbers = new Map(plan.map(({ name, place }) => [name, backtest.series(place)]));
  const refused = await source.each(
    ({ at, series, count }) => backtest.add(numbers.get(series) ?? -1, at, count),
    () => lines.drained(),
  );
  backtest.end();
  await lines.end();
  if (flags.out !== undefined) await finished(output);
  const [first] = refused;
  if (first !== undefined) note(`${refused.length} rows refused; the first is line ${first.line}: ${first.text}`);
  const late = backtest.late > 0 ? `; ${backtest.late} rows came after their step was judged and were left out` : "";
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  note(
    `${lines.verdicts} verdicts on ${source.names.length} series in ${seconds} s, ${lines.alerts} of them alert${late}`,
  );
}

async function sourceOf(paths: readonly string[], flags: BacktestFlags, configuration: Configuration): Promise<Source> {
  const { timeZone } = configuration;
  const [path = ""] = paths;
  if (await isSeriesFile(path)) {
    if (paths.length > 1) throw new CommandError("expected one file of time,series,count, got several: join them");
    const { names, rows, stepMs, refused } = await surveySeries(path, timeZone);
    const [first] = refused;
    const why = first === undefined ? "" : `: line ${first.line}: ${first.text}`;
    if (rows === 0) throw new CommandError(`${path} holds no row that can be used${why}`);
    return { names, stepMs, absent: "zero", each: (onRow, rest) => eachSeriesRow(path, timeZone, onRow, rest) };
  }
  const day = flags.date ?? "2001-01-01";
  if (!isDay(day)) throw new CommandError(`--date: expected a day such as 2025-07-12, got ${JSON.stringify(day)}`);
  const hourly = await hourlyRows(paths, Date.parse(`${day}T00:00:00Z`));
  if (hourly !== undefined) {
    return { names: ["sales"], stepMs: HOUR_MS, absent: "missing", each: eachOf(hourly) };
  }
  const { transactions, notes } = await readTransactionFiles(paths, configuration, flags.date);
  for (const text of notes) note(text);
  const rows = transactions.map(({ at, status, count }) => ({ at, series: status, count }));
  const isTallied = transactions.every(({ isTally }) => isTally === true);
  const names = [...new Set(rows.map(({ series }) => series))];
  return { names, stepMs: isTallied ? MINUTE_MS : MINUTE_MS / 6, absent: "zero", each: eachOf(rows) };
}

function eachOf(rows: readonly SeriesRow[]): Source["each"] {
  return (onRow) => {
    for (const row of rows) onRow(row);
    return Promise.resolve([]);
  };
}

/** Verdicts as lines of JSON, handed on in large pieces. */
class VerdictLines {
  verdicts = 0;
  alerts = 0;
  readonly #names: readonly string[];
  readonly #output: Writable;
  #piece = "";
  #isFull = false;
  #timeText = "";
  #at = Number.NaN;

  constructor(names: readonly string[], output: Writable) {
    this.#names = names.map((name) => JSON.stringify(name));
    this.#output = output;
  }

  add({ at, series, value, expected, lower, upper, score, alert }: BacktestVerdict): void {
    this.verdicts += 1;
    if (alert) this.alerts += 1;
    if (at !== this.#at) {
      this.#at = at;
      this.#timeText = new Date(at).toISOString().replace(".000Z", "Z");
    }
    this.#piece += `{"time":"${this.#timeText}","series":${this.#names[series] ?? ""},"value":${value},"expected":${numberText(expected)},"lower":${numberText(lower)},"upper":${numberText(upper)},"score":${numberText(score)},"alert":${alert}}\n`;
    if (this.#piece.length < PIECE_CHARACTERS) return;
    this.#isFull = !this.#output.write(this.#piece);
    this.#piece = "";
  }

  /** Waits for a slow reader, so that verdicts do not pile up. */
  async drained(): Promise<void> {
    if (!this.#isFull) return;
    this.#isFull = false;
    if (this.#output.writableNeedDrain) await once(this.#output, "drain");
  }

  async end(): Promise<void> {
    this.#isFull = !this.#output.write(this.#piece);
    await this.drained();
  }
}

/** Seven digits; null for a number that does not exist. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return "null";
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
}

async function finished(output: Writable): Promise<void> {
  output.end();
  await once(output, "finish");
}

/** People read standard error; standard output is for the verdicts. */
function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

function stepOf(stepMs: number): number {
  if (stepMs >= 1000 && HOUR_MS % stepMs === 0) return stepMs;
  const found = Number.isNaN(stepMs) ? "one time only" : `${stepMs / 1000} s`;
  throw new CommandError(`the step of the counts cannot be read off the file (${found}): give it as --step, 1s to 1h`);
}

function stepFrom(text: string): number {
  const ms = durationMs(/^\d+$/.test(text) ? `${text}s` : text);
  if (ms >= 1000 && ms <= HOUR_MS && HOUR_MS % ms === 0) return ms;
  throw new InvalidArgumentError(
    "expected a duration from 1s to 1h of which a whole number makes an hour, such as 60s",
  );
}

function budgetFrom(text: string): string {
  if (minutesPerFalseAlarm(text) > 0) return text;
  throw new InvalidArgumentError("expected a number of alarms per day, week or month, such as 1/week");
}

function absentFrom(text: string): "zero" | "missing" {
  if (text === "zero" || text === "missing") return text;
  throw new InvalidArgumentError("expected zero or missing");
}

function directionsFrom(text: string, before: DirectionRule[]): DirectionRule[] {
  const rules = text.split(",").map((part) => {
    const split = part.lastIndexOf("=");
    const direction = DIRECTIONS[part.slice(split + 1).trim()];
    if (direction === undefined)
      throw new InvalidArgumentError("expected up, down or both, or name=up, name=down, name=both");
    return { pattern: split < 0 ? "*" : part.slice(0, split).trim(), direction };
  });
  return [...before, ...rules];
}
