import { csvRowsIn } from "../../intake/csv-rows.ts";
import { excessOf, type GridLimits } from "./grid-limits.ts";
import type { Grid, GridRow, Inference, RowRefusal } from "./grid.ts";

/** As they are tried: of two that fit as well, the one that is rarer inside cells. */
const separators = ["\t", ";", "|", ","] as const;

export const separatorNames: Readonly<Record<string, string>> = {
  "\t": "tab",
  ";": "semicolon",
  "|": "bar",
  ",": "comma",
};

const SAMPLE_LINES = 100;
const SAMPLE_CHARACTERS = 1 << 16;
const FIRST_LINES = 5;
const LONGEST_FIRST_LINE = 2000;

export interface DelimitedOptions {
  separator?: string | undefined;
  quote?: string | undefined;
  limits: GridLimits;
}

interface SeparatorGuess {
  separator: string;
  columns: number;
  because: string;
}

/** Share of the sample's rows that have as many cells as most have, and how many those are; 0 when that is one. */
function agreement(sample: string, separator: string, quote: string): { share: number; columns: number } {
  const times = new Map<number, number>();
  let rows = 0;
  for (const { cells, fault } of csvRowsIn(sample, separator, quote)) {
    rows++;
    if (fault === undefined) times.set(cells.length, (times.get(cells.length) ?? 0) + 1);
    if (rows >= SAMPLE_LINES) break;
  }
  let best = { share: 0, columns: 1 };
  for (const [columns, count] of times) {
    if (columns > 1 && count / rows > best.share) best = { share: count / rows, columns };
  }
  return best;
}

const LEAST_LEAD = 0.05;

function separatorOf(sample: string, quote: string): SeparatorGuess {
  let best: { separator: string; share: number; columns: number } | undefined;
  for (const separator of separators) {
    const { share, columns } = agreement(sample, separator, quote);
    if (share > (best === undefined ? 0.5 : best.share + LEAST_LEAD)) best = { separator, share, columns };
  }
  if (best === undefined) return { separator: ",", columns: 1, because: "no separator is in most lines" };
  const part = best.share === 1 ? "every line" : `${Math.floor(best.share * 100)} of 100 lines`;
  return { separator: best.separator, columns: best.columns, because: `${part} then has ${best.columns} cells` };
}

/** Single quotes are seldom meant as such: only where they stand on both sides of many cells. */
function quoteOf(sample: string): string {
  const single = sample.match(/(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)/gm)?.length ?? 0;
  const double = sample.match(/(?:^|[,;\t|])"/gm)?.length ?? 0;
  return single > double && single >= 3 ? "'" : '"';
}

/** Excel's own first line, which names the separator. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

/** Reads a table in text, whatever parts its columns. */
export function delimitedGrid(
  text: string,
  options: DelimitedOptions,
): { grid: Grid; inferences: Inference[]; tooLarge?: string } {
  const named = SEPARATOR_LINE.exec(text);
  const skipped = named === null ? 0 : named[0].length;
  // The line is kept as an empty one, so that numbers of rows stay those of the file.
  const body = named === null ? text : `\n${text.slice(skipped)}`;
  const sample = body.slice(0, SAMPLE_CHARACTERS);
  const whole = sample.length < body.length ? sample.slice(0, sample.lastIndexOf("\n") + 1) || sample : sample;
  const quote = options.quote ?? quoteOf(whole);
  const guess = separatorOf(whole, quote);
  const separator = options.separator ?? named?.[1] ?? guess.separator;
  const because =
    options.separator !== undefined ? "said so" : named === null ? guess.because : "the first line says so";
  const inferences: Inference[] = [
    {
      what: "separator",
      value:
        guess.columns === 1 && options.separator === undefined && named === null
          ? "none"
          : (separatorNames[separator] ?? separator),
      because,
      alternatives: separators.filter((other) => other !== separator).map((other) => separatorNames[other] ?? other),
      option: "separator",
    },
  ];
  if (quote === "'")
    inferences.push({
      what: "quote",
      value: "single",
      because: "cells stand between single quotes",
      alternatives: ["double"],
      option: "quote",
    });
  const rows: GridRow[] = [];
  const refusals: RowRefusal[] = [];
  const firstLines = text
    .slice(0, FIRST_LINES * LONGEST_FIRST_LINE)
    .split(/\r?\n/, FIRST_LINES)
    .filter((line) => line !== "");
  const grid: Grid = { names: null, rows, refusals, firstLines };
  let all = 0;
  for (const { line, cells, fault } of csvRowsIn(body.replaceAll(/\r(?!\n)/g, "\n"), separator, quote)) {
    all += cells.length;
    const tooLarge = excessOf(rows.length + 1, cells.length, all, options.limits);
    if (tooLarge !== undefined) return { grid, inferences, tooLarge: `line ${line}: ${tooLarge}` };
    if (fault !== undefined) refusals.push({ row: line, reason: "has quotes that do not match" });
    else if (cells.some((cell) => cell.trim() !== "")) rows.push({ number: line, cells });
  }
  return { grid, inferences };
}
