import { isTimeZone } from "../../model/zoned-time.ts";
/** Corrections of what is inferred about a file; what is absent is inferred. */
export interface ReadOptions {
  format?: FileFormat;
  encoding?: FileEncoding;
  separator?: string;
  quote?: string;
  hasHeader?: boolean;
  decimal?: "," | ".";
  timeColumn?: string;
  statusColumn?: string;
  countColumn?: string;
  columns?: ReadonlyMap<string, string>;
  dayFirst?: boolean;
  date?: string;
  timeZone?: string;
  stepMs?: number;
  absentIsZero?: boolean;
  sheet?: string;
}

export const fileFormats = ["csv", "json", "ndjson", "parquet", "xlsx"] as const;
export type FileFormat = (typeof fileFormats)[number];
export const fileEncodings = ["utf-8", "utf-16le", "utf-16be", "latin-1"] as const;
export type FileEncoding = (typeof fileEncodings)[number];

/** One way to correct what is inferred, as a flag of a command and as a parameter of a request alike. */
export interface ReadOption {
  /** As in a request: `time-column`; the flag is `--time-column`. */
  name: string;
  /** What stands for the value in help. */
  placeholder: string;
  help: string;
  /** What would be right, for the message when it is not. */
  expected: string;
  /** Undefined when the text is not as expected. */
  read(text: string): Partial<ReadOptions> | undefined;
}

/** Kinds that `columns` may give to a column. */
const ROLE =
  /^(?:time|date|status|count|dimension|observed|ignored|count of [^,=]{1,60}|mean of (?:[1-9]\d{0,3}) days?)$/;

const separatorsByName: Readonly<Record<string, string>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  bar: "|",
  ",": ",",
  ";": ";",
  "\t": "\t",
  "|": "|",
};
const quotesByName: Readonly<Record<string, string>> = { double: '"', single: "'", none: "", '"': '"', "'": "'" };
const decimalsByName: Readonly<Record<string, "," | ".">> = { comma: ",", point: ".", ",": ",", ".": "." };
const truths: Readonly<Record<string, boolean>> = { yes: true, no: false, true: true, false: false };
const absences: Readonly<Record<string, boolean>> = { zero: true, unknown: false };

function oneOf<T>(texts: Readonly<Record<string, T>>, text: string): T | undefined {
  return Object.hasOwn(texts, text) ? texts[text] : undefined;
}

function columnsFrom(text: string): ReadonlyMap<string, string> | undefined {
  const roles = new Map<string, string>();
  for (const part of text.split(",")) {
    const at = part.lastIndexOf("=");
    const name = part.slice(0, Math.max(at, 0)).trim();
    const role = part.slice(at + 1).trim();
    if (name === "" || !ROLE.test(role)) return undefined;
    roles.set(name, role);
  }
  return roles;
}

function isRealDate(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function stepFrom(text: string): number | undefined {
  const parts = /^([1-9]\d{0,3})\s?([smhd])$/.exec(text);
  const stepMs = Number(parts?.[1]) * (UNIT_MS[parts?.[2] ?? ""] ?? Number.NaN);
  const isWhole = stepMs < 86_400_000 ? 86_400_000 % stepMs === 0 : stepMs % 86_400_000 === 0;
  return isWhole ? stepMs : undefined;
}

function column(key: "timeColumn" | "statusColumn" | "countColumn") {
  return (text: string): Partial<ReadOptions> | undefined => (text.trim() === "" ? undefined : { [key]: text });
}

/** Every option, once for the command line, the request and the documentation. */
export const readOptions: readonly ReadOption[] = [
  {
    name: "file-format",
    placeholder: "format",
    help: "What kind of file it is. Tab and semicolon files are csv.",
    expected: `one of ${fileFormats.join(", ")}`,
    read(text) {
      const format = fileFormats.find((known) => known === text);
      return format && { format };
    },
  },
  {
    name: "encoding",
    placeholder: "encoding",
    help: "How its characters are written.",
    expected: `one of ${fileEncodings.join(", ")}`,
    read(text) {
      const encoding = fileEncodings.find((known) => known === text);
      return encoding && { encoding };
    },
  },
  {
    name: "separator",
    placeholder: "character",
    help: "What parts the columns of a line.",
    expected: "comma, semicolon, tab or bar",
    read(text) {
      const separator = oneOf(separatorsByName, text);
      return separator === undefined ? undefined : { separator };
    },
  },
  {
    name: "quote",
    placeholder: "character",
    help: "What stands around a cell that holds the separator.",
    expected: "double, single or none",
    read(text) {
      const quote = oneOf(quotesByName, text);
      return quote === undefined ? undefined : { quote };
    },
  },
  {
    name: "header",
    placeholder: "yes or no",
    help: "Whether the first row names the columns. Without names they are column_1, column_2, ...",
    expected: "yes or no",
    read(text) {
      const hasHeader = oneOf(truths, text);
      return hasHeader === undefined ? undefined : { hasHeader };
    },
  },
  {
    name: "decimal",
    placeholder: "mark",
    help: "What stands before the decimals of a number.",
    expected: "comma or point",
    read(text) {
      const decimal = oneOf(decimalsByName, text);
      return decimal === undefined ? undefined : { decimal };
    },
  },
  {
    name: "time-column",
    placeholder: "name",
    help: "The column of times.",
    expected: "the name of a column",
    read: column("timeColumn"),
  },
  {
    name: "status-column",
    placeholder: "name",
    help: "The column of statuses, such as approved and denied.",
    expected: "the name of a column",
    read: column("statusColumn"),
  },
  {
    name: "count-column",
    placeholder: "name",
    help: "The column that says how many transactions a row stands for.",
    expected: "the name of a column",
    read: column("countColumn"),
  },
  {
    name: "columns",
    placeholder: "name=role,...",
    help: "What columns are: time, date, status, count, dimension, observed, ignored, count of WHEN (another day, such as count of yesterday) or mean of N days.",
    expected: "name=role, parted by commas, such as vendas=observed,ontem=count of yesterday,media=mean of 7 days",
    read(text) {
      const columns = columnsFrom(text);
      return columns && { columns };
    },
  },
  {
    name: "day-first",
    placeholder: "yes or no",
    help: "Whether 03/04/2026 is the third of April.",
    expected: "yes or no",
    read(text) {
      const dayFirst = oneOf(truths, text);
      return dayFirst === undefined ? undefined : { dayFirst };
    },
  },
  {
    name: "date",
    placeholder: "YYYY-MM-DD",
    help: "The day of a file that has times of day only.",
    expected: "a real date as YYYY-MM-DD",
    read: (text) => (isRealDate(text) ? { date: text } : undefined),
  },
  {
    name: "time-zone",
    placeholder: "name",
    help: "Where times without an offset were written.",
    expected: "the name of a time zone, such as America/Sao_Paulo",
    read: (text) => (isTimeZone(text) ? { timeZone: text } : undefined),
  },
  {
    name: "step",
    placeholder: "duration",
    help: "How long a stretch of time is that is counted together.",
    expected: "a part of a day or whole days, such as 10s, 1m, 15m, 1h or 1d",
    read(text) {
      const stepMs = stepFrom(text);
      return stepMs === undefined ? undefined : { stepMs };
    },
  },
  {
    name: "absent",
    placeholder: "zero or unknown",
    help: "What it means that a status has no row: nothing happened, or nobody knows.",
    expected: "zero or unknown",
    read(text) {
      const absentIsZero = oneOf(absences, text);
      return absentIsZero === undefined ? undefined : { absentIsZero };
    },
  },
  {
    name: "sheet",
    placeholder: "name",
    help: "Which sheet of a workbook; the first with rows is taken.",
    expected: "the name of a sheet",
    read: (text) => (text.trim() === "" ? undefined : { sheet: text }),
  },
];

/** The options that texts by name say, and a sentence for each that is wrong. */
export function readOptionsFrom(given: Readonly<Record<string, string | undefined>>): {
  options: ReadOptions;
  problems: string[];
} {
  const options: ReadOptions = {};
  const problems: string[] = [];
  for (const [name, text] of Object.entries(given)) {
    if (text === undefined) continue;
    const option = readOptions.find((known) => known.name === name);
    const read = option?.read(text);
    if (option === undefined)
      problems.push(`there is no option ${name}; there are ${readOptions.map((known) => known.name).join(", ")}`);
    else if (read === undefined)
      problems.push(`${name}: expected ${option.expected}, got ${JSON.stringify(text.slice(0, 60))}`);
    else Object.assign(options, read);
  }
  return { options, problems };
}
