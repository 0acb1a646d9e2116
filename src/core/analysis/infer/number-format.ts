import type { Cell } from "./grid.ts";

/** Spaces and apostrophes that part thousands in some countries. */
const GAPS = /(?<=\d)[  \u00a0\u2009\u202f'’_](?=\d{3}(?!\d))/g;
const PLAIN = /^[+-]?\d+$/;
const MARKED = /^[+-]?\d[\d.,]*(?:[eE][+-]?\d{1,3})?$/;
const FRACTION_ONLY = /^[+-]?[.,]\d+$/;
const MISSING = /^(?:|-|–|—|n\/?a|#n\/a|nan|null|none|nil|\\n|\.)$/i;

/** True for a cell that says that there is no value. */
export function isMissing(cell: Cell): boolean {
  return cell === null || (typeof cell === "string" && MISSING.test(cell.trim()));
}

/** The number that a cell writes; NaN when it is none, such as `12 %`, or when it is not finite. */
export function numberOf(cell: Cell, decimal: "," | "."): number {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : Number.NaN;
  if (typeof cell !== "string") return Number.NaN;
  const text = cell.trim();
  if (PLAIN.test(text)) return Number(text);
  const bare = text.replace(GAPS, "");
  if (!MARKED.test(bare) && !FRACTION_ONLY.test(bare)) return Number.NaN;
  const [whole = "", fraction = "", ...others] = bare.split(decimal);
  const thousands = decimal === "," ? "." : ",";
  if (others.length > 0 || fraction.includes(thousands)) return Number.NaN;
  if (whole.includes(thousands) && !isGrouped(whole, thousands)) return Number.NaN;
  const number = Number(`${whole.replaceAll(thousands, "")}${fraction === "" ? "" : `.${fraction}`}`);
  return Number.isFinite(number) ? number : Number.NaN;
}

function isGrouped(whole: string, mark: string): boolean {
  const [first = "", ...rest] = whole.replace(/^[+-]/, "").split(mark);
  return /^\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group));
}

/** What one number says of its decimal mark; undefined when both readings are possible or it has no mark. */
function voteOf(text: string): "," | "." | "either" | undefined {
  const bare = text.trim().replace(GAPS, "");
  if (PLAIN.test(bare) || (!MARKED.test(bare) && !FRACTION_ONLY.test(bare))) return undefined;
  const last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  const mark = bare.charAt(last) === "," ? "," : ".";
  const other = mark === "," ? "." : ",";
  if (bare.includes(other)) return bare.indexOf(mark) === last ? mark : undefined;
  if (bare.indexOf(mark) !== last) return isGrouped(bare, mark) ? other : undefined;
  const isThousandsLike = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(bare);
  return isThousandsLike ? "either" : mark;
}

export interface DecimalGuess {
  decimal: "," | ".";
  because: string;
  /** True when some number could be read the other way as well, and none settles it. */
  isOpen: boolean;
}

/** Which mark stands before decimals, by all numbers of a file. */
export function decimalOf(texts: Iterable<string>, separator: string | undefined): DecimalGuess {
  const examples: Partial<Record<"," | ".", string>> = {};
  const votes = { ",": 0, ".": 0 };
  let either: string | undefined;
  for (const text of texts) {
    const vote = voteOf(text);
    if (vote === "either") either ??= text.trim();
    else if (vote !== undefined) {
      votes[vote]++;
      examples[vote] ??= text.trim();
    }
  }
  if (votes[","] !== votes["."]) {
    const decimal = votes[","] > votes["."] ? "," : ".";
    return { decimal, because: `numbers such as ${examples[decimal] ?? ""}`, isOpen: false };
  }
  if (either === undefined) return { decimal: ".", because: "no number has decimals", isOpen: false };
  const decimal = separator === ";" || separator === "\t" ? "," : ".";
  const meaning = either.includes(decimal) ? "has decimals" : "is in the thousands";
  return { decimal, because: `${either} could be both; in files like this it ${meaning}`, isOpen: true };
}
