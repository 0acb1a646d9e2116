import { delimitedGrid, separatorNames } from "../../core/analysis/infer/delimited-text.ts";
import type { Grid, Inference } from "../../core/analysis/infer/grid.ts";
import type { FileFormat, ReadOptions } from "../../core/analysis/infer/read-options.ts";
import { sqlName } from "../../core/analysis/infer/sql-rows.ts";
import { understand, type Understood } from "../../core/analysis/infer/understand.ts";
import { CountFileError, linesShown } from "./count-file-error.ts";
import { fileKind, textFormat } from "./file-kind.ts";
import { jsonGrid, ndjsonGrid } from "./json-grid.ts";
import { fileLimits, megabytes, type FileLimits } from "./limits.ts";
import { parquetGrid } from "./parquet-grid.ts";
import { textOf } from "./text-of.ts";
import { unpacked } from "./unpack.ts";
import { workbookGrid } from "./workbook/workbook-grid.ts";

interface Read {
  grid: Grid;
  format: FileFormat;
  because: string;
  inferences: Inference[];
  separator?: string | undefined;
}

/** `checkout_1` of `/data/Checkout 1.csv.gz`. */
export function tableNameOf(fileName: string): string {
  const base = fileName
    .replace(/^.*[\\/]/, "")
    .replace(/\.gz$/i, "")
    .replace(/\.[A-Za-z\d]{1,8}$/, "");
  return sqlName(base, "file");
}

function tooLarge(problem: string): CountFileError {
  return new CountFileError("too-large", {
    problem,
    seen: [],
    help: ["split the file, or keep the columns and days that matter"],
  });
}

async function withoutGzip(
  bytes: Uint8Array,
  limits: FileLimits,
): Promise<{ bytes: Uint8Array; inferences: Inference[] }> {
  const kind = fileKind(bytes);
  if (!("format" in kind) || kind.format !== "gzip") return { bytes, inferences: [] };
  const inner = await unpacked("gzip", bytes, "the file", limits);
  const innerKind = fileKind(inner);
  if ("format" in innerKind && innerKind.format === "gzip") {
    throw new CountFileError("unsupported", {
      problem: "the file is compressed twice",
      seen: [],
      help: ["decompress it once"],
    });
  }
  return {
    bytes: inner,
    inferences: [{ what: "compression", value: "gzip", because: "of its first bytes", alternatives: [] }],
  };
}

function textGrid(bytes: Uint8Array, options: ReadOptions, limits: FileLimits): Read {
  const { text, inference } = textOf(bytes, options.encoding);
  if (text.trim() === "")
    throw new CountFileError("not-understood", {
      problem: "the file is empty",
      seen: [],
      help: ["give a file with rows"],
    });
  if (text.includes("\0")) {
    const what = {
      problem: "the file is neither a text nor of a kind that is known",
      seen: linesShown(text.slice(0, 1000).split("\n")),
      help: ["give CSV, JSON, NDJSON, Parquet or .xlsx, gzipped or not"],
    };
    throw new CountFileError("unsupported", what);
  }
  const asked = options.format === "parquet" || options.format === "xlsx" ? undefined : options.format;
  const format = asked ?? textFormat(text);
  if (format === "markup") {
    const what = {
      problem: "the file is HTML or XML, which is not read",
      seen: linesShown(text.split("\n", 3)),
      help: ["open it in a spreadsheet and save it as CSV or .xlsx; a page for signing in may have come in its place"],
    };
    throw new CountFileError("unsupported", what);
  }
  const because = asked === undefined ? "of how its text begins" : "said so";
  if (format === "json") return { grid: jsonGrid(text, limits), format, because, inferences: [inference] };
  if (format === "ndjson") return { grid: ndjsonGrid(text, limits), format, because, inferences: [inference] };
  const { separator, quote } = options;
  const { grid, inferences, tooLarge: problem } = delimitedGrid(text, { separator, quote, limits });
  if (problem !== undefined) throw tooLarge(`the file is too large: ${problem}`);
  const named = inferences[0]?.value;
  const mark = Object.keys(separatorNames).find((one) => separatorNames[one] === named);
  return { grid, format, because, inferences: [inference, ...inferences], separator: mark };
}

async function gridOf(bytes: Uint8Array, options: ReadOptions, limits: FileLimits): Promise<Read> {
  const kind = fileKind(bytes);
  if ("unsupported" in kind) {
    throw new CountFileError("unsupported", {
      problem: `the file is ${kind.unsupported}, which is not read`,
      seen: [],
      help: [kind.help],
    });
  }
  const because = "of its first bytes";
  const isBinary = kind.format === "parquet" || kind.format === "zip";
  const isAsked = options.format === "parquet" || options.format === "xlsx";
  if (isAsked && (kind.format === "zip" ? "xlsx" : kind.format) !== options.format) {
    throw new CountFileError("not-understood", {
      problem: `the file is no ${options.format}`,
      seen: [],
      help: ["leave file-format away"],
    });
  }
  if (!isBinary) return textGrid(bytes, options, limits);
  if (kind.format === "parquet")
    return { grid: await parquetGrid(bytes, limits), format: "parquet", because, inferences: [] };
  return { ...(await workbookGrid(bytes, options.sheet, limits)), format: "xlsx", because };
}

/**
 * Reads a file of counts: what it holds, what was inferred to read it, and what of it was refused. A file of a stranger belongs in
 * `readCountFileApart`: what a page of Parquet claims of itself is believed.
 *
 * @param fileName  its last part names the table
 * @throws CountFileError when it cannot be read as a table of counts
 */
export async function readCountFile(
  fileName: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
  limits: FileLimits = fileLimits,
): Promise<Understood> {
  if (bytes.length > limits.mostBytes)
    throw tooLarge(
      `the file has ${megabytes(bytes.length)}, more than the ${megabytes(limits.mostBytes)} that are read`,
    );
  const { bytes: content, inferences } = await withoutGzip(bytes, limits);
  const read = await gridOf(content, options, limits);
  const { grid, separator } = read;
  const understood = understand({ name: tableNameOf(fileName), grid, options, separator, mostCells: limits.mostCells });
  if ("problem" in understood) {
    throw new CountFileError("not-understood", {
      ...understood,
      seen: [...linesShown(grid.firstLines), ...understood.seen],
    });
  }
  const format: Inference = {
    what: "format",
    value: read.format,
    because: read.because,
    alternatives: [],
    option: "file-format",
  };
  return { ...understood, inferences: [format, ...inferences, ...read.inferences, ...understood.inferences] };
}
