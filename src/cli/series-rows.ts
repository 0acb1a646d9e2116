import { createReadStream } from "node:fs";
import { instantFrom } from "../core/intake/instant-from.ts";
import { shown } from "../core/intake/shown.ts";
import { CommandError } from "./command-error.ts";

const HEADER = ["time", "series", "count"];
/** Steps are told from the times of this many ticks. */
const SURVEYED_TIMES = 2000;
const HOUR_MS = 3_600_000;

export interface SeriesRow {
  at: number;
  series: string;
  count: number;
}

export interface Refused {
  line: number;
  text: string;
}

/** What a file of `time,series,count` holds, before anything is judged. */
export interface SeriesSurvey {
  /** In the order of their first rows. */
  names: string[];
  rows: number;
  /** The most common distance between neighbouring times; NaN for a file of one time. */
  stepMs: number;
  refused: Refused[];
}

/** True when the first line of a file says `time,series,count`. */
export async function isSeriesFile(path: string): Promise<boolean> {
  for await (const [line] of lineBatches(path)) return line !== undefined && isHeader(line);
  return false;
}

/** Names, times and step of a file; rows that cannot be read are not counted. */
export async function surveySeries(path: string, timeZone: string): Promise<SeriesSurvey> {
  const names = new Set<string>();
  const distances = new Map<number, number>();
  let rows = 0;
  let newest = -Infinity;
  let times = 0;
  const refused = await eachSeriesRow(path, timeZone, ({ at, series }) => {
    names.add(series);
    rows += 1;
    if (at <= newest) return;
    if (times > 0 && times < SURVEYED_TIMES) distances.set(at - newest, (distances.get(at - newest) ?? 0) + 1);
    times += 1;
    newest = at;
  });
  const stepMs = [...distances].toSorted((one, other) => other[1] - one[1] || one[0] - other[0])[0]?.[0] ?? Number.NaN;
  return { names: [...names], rows, stepMs: Math.min(stepMs, HOUR_MS), refused };
}

/**
 * Hands over the rows of a file in its order, and waits for `rest` now and then; returns those that could not be read.
 *
 * @throws CommandError for a file that cannot be read or has another first line
 */
export async function eachSeriesRow(
  path: string,
  timeZone: string,
  onRow: (row: SeriesRow) => void,
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<Refused[]> {
  const refused: Refused[] = [];
  const instants = new InstantReader(timeZone);
  let number = 0;
  for await (const lines of lineBatches(path)) {
    for (const line of lines) {
      number += 1;
      if (line === "") continue;
      if (number === 1) {
        if (isHeader(line)) continue;
        throw new CommandError(`${path}: expected the first line time,series,count, got ${shown(line)}`);
      }
      const row = rowOf(line, instants);
      if (typeof row === "string") refused.push({ line: number, text: row });
      else onRow(row);
    }
    await rest();
  }
  return refused;
}

function isHeader(line: string): boolean {
  return HEADER.every((name, index) => cellsOf(line)?.[index]?.trim().toLowerCase() === name);
}

/** The row of a line, or what was expected of it. */
function rowOf(line: string, instants: InstantReader): SeriesRow | string {
  const cells = cellsOf(line);
  if (cells === undefined) return `expected time,series,count, got ${shown(line)}`;
  const [time, series, countText] = cells;
  const at = instants.read(time);
  if (typeof at === "string") return `time: expected ${at}, got ${shown(time)}`;
  if (series === "") return "series: expected a name, got nothing";
  const count = countText.trim() === "" ? Number.NaN : Number(countText);
  if (!(count >= 0 && count < Infinity)) return `count: expected a number of 0 or more, got ${shown(countText)}`;
  return { at, series, count };
}

/** A series may hold commas when it is quoted; time and count never do. */
function cellsOf(line: string): [time: string, series: string, count: string] | undefined {
  const first = line.indexOf(",");
  const last = line.lastIndexOf(",");
  if (first < 0 || first === last) return undefined;
  const series = line.slice(first + 1, last);
  const isQuoted = series.length > 1 && series.startsWith('"') && series.endsWith('"');
  if (!isQuoted && series.includes(",")) return undefined;
  return [line.slice(0, first), isQuoted ? series.slice(1, -1).replaceAll('""', '"') : series, line.slice(last + 1)];
}

/** Reads times; rows of one tick have the same text, so the last one is remembered. */
class InstantReader {
  readonly #context: { timeZone: string; now: number };
  #text = "";
  #at: number | string = "";

  constructor(timeZone: string) {
    this.#context = { timeZone, now: 0 };
  }

  /** The instant, or what was expected. */
  read(text: string): number | string {
    if (text === this.#text) return this.#at;
    this.#text = text;
    const instant = instantFrom(text, this.#context);
    this.#at = "at" in instant ? instant.at : instant.expected;
    return this.#at;
  }
}

/** The lines of a file, as many at a time as a piece of it holds: handing them over one by one would cost more than reading them. */
async function* lineBatches(path: string): AsyncGenerator<string[]> {
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
      const lines = (rest + (chunk as string)).split(/\r?\n/);
      rest = lines.pop() ?? "";
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : code;
    throw new CommandError(`cannot read ${path}: ${why}`, { cause: error });
  }
  if (rest.trim() !== "") yield [rest];
}
