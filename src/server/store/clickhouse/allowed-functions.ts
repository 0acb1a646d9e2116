import type { Database } from "./database.ts";

/**
 * Kinds of functions, as the engine itself files them, that only compute. What is filed elsewhere, or nowhere, is refused: it may
 * read files, settings, dictionaries or other tables, call out, or tell of the machine.
 */
const CATEGORIES = new Set([
  "Aggregate Functions",
  "Arithmetic",
  "Arrays",
  "Bit",
  "Bitmap",
  "Comparison",
  "Conditional",
  "Dates and Times",
  "Distance",
  "Encoding",
  "Financial",
  "Geo",
  "Geo Polygon",
  "Hash",
  "IP Address",
  "JSON",
  "Logical",
  "Map",
  "Mathematical",
  "Null",
  "Random Number",
  "Rounding",
  "String",
  "String Replacement",
  "String Search",
  "String Splitting",
  "Time Series",
  "Time Window",
  "Tuple",
  "Type Conversion",
  "URL",
  "UUID",
]);

/** Filed under "Other", and harmless. */
const OTHERS =
  "bar transform identity materialize ignore toTypeName formatReadableSize formatReadableDecimalSize formatReadableQuantity formatReadableTimeDelta parseTimeDelta parseReadableSize runningDifference runningAccumulate neighbor rowNumberInAllBlocks rowNumberInBlock countDigits finalizeAggregation initializeAggregation variantElement isDecimalOverflow byteSize minSampleSizeConversion minSampleSizeContinuous throwIf currentDatabase";
/** Parts of the language that its parser writes as functions. */
const SYNTAX = "_CAST lambda exists grouping untuple tuple array in notIn globalIn globalNotIn";

/** Tables that are computed. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(
  "numbers numbers_mt zeros zeros_mt generateseries generate_series values hourly_comparison_on".split(" "),
);

interface FunctionRow {
  name: string;
  alias_to: string;
  is_aggregate: number;
  categories: string;
  origin: string;
}

export interface AllowedFunctions {
  isAllowed: (name: string) => boolean;
  /** As the engine writes them, without those that combine: what an editor offers. */
  names: string[];
}

/** Says of a function's name whether a person's query may call it. */
export async function allowedFunctions(database: Database): Promise<AllowedFunctions> {
  const rows = await database.rows<FunctionRow>(
    "SELECT name, alias_to, is_aggregate, categories, toString(origin) AS origin FROM system.functions",
  );
  const combinators = await database.rows<{ name: string }>("SELECT name FROM system.aggregate_function_combinators");
  const others = new Set(OTHERS.split(" "));
  const byName = new Map(rows.map((row) => [row.name, row]));
  const isHarmless = ({ name, categories, is_aggregate: isAggregate, origin }: FunctionRow): boolean =>
    origin === "System" && (isAggregate === 1 || others.has(name) || CATEGORIES.has(categories));
  const allowed = new Set<string>();
  const aggregates = new Set<string>();
  for (const row of rows) {
    const meant = byName.get(row.alias_to) ?? row;
    if (!isHarmless(meant)) continue;
    allowed.add(row.name.toLowerCase());
    if (meant.is_aggregate === 1) aggregates.add(row.name.toLowerCase());
  }
  // A name that differs from a refused one in capitals alone is refused with it: some are called in any.
  for (const row of rows) {
    if (!isHarmless(byName.get(row.alias_to) ?? row)) allowed.delete(row.name.toLowerCase());
  }
  for (const name of SYNTAX.split(" ")) allowed.add(name.toLowerCase());
  const endings = combinators.map(({ name }) => name.toLowerCase());
  const isCombined = (name: string): boolean =>
    endings.some((ending) => {
      const inner = name.slice(0, -ending.length);
      return name.endsWith(ending) && (aggregates.has(inner) || isCombined(inner));
    });
  const names = rows.flatMap(({ name }) => (allowed.has(name.toLowerCase()) && /^[a-z]/i.test(name) ? [name] : []));
  return { isAllowed: (name) => allowed.has(name.toLowerCase()) || isCombined(name.toLowerCase()), names };
}
