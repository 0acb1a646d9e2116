import type { Grid, RowRefusal } from "../../core/analysis/infer/grid.ts";
import { gridOfJson, gridOfRecords } from "../../core/analysis/infer/records.ts";
import { jsonFaultAt } from "../../core/intake/json-fault.ts";
import { shown } from "../../core/intake/shown.ts";
import { CountFileError, linesShown } from "./count-file-error.ts";
import type { FileLimits } from "./limits.ts";

function gridOrThrow(outcome: ReturnType<typeof gridOfJson>, text: string): Grid {
  if ("grid" in outcome) return outcome.grid;
  const help = ['a list of objects, such as [{"time":"08h","count":7}], or one object a line'];
  throw new CountFileError(outcome.isTooLarge ? "too-large" : "not-understood", {
    problem: `the file is not read: ${outcome.problem}`,
    seen: linesShown(text.split("\n", 3)),
    help,
  });
}

/** The table in a text that is one JSON value. */
export function jsonGrid(text: string, limits: FileLimits): Grid {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = jsonFaultAt(text);
    const line = text.slice(0, Math.max(at, 0)).split("\n").length;
    const rest =
      at < 0 || at >= text.length ? "it ends too early" : shown(text.slice(at, at + 100).split("\n", 1)[0] ?? "");
    const what = {
      problem: `the file begins like JSON but is none: line ${line}: ${rest}`,
      seen: linesShown(text.split("\n", 3)),
      help: ["correct it, or say file-format=csv if it is a table of lines"],
    };
    throw new CountFileError("damaged", what, { cause: error });
  }
  return gridOrThrow(gridOfJson(value, limits), text);
}

/** The table in a text with a JSON object on each line; a line that is none is refused alone. */
export function ndjsonGrid(text: string, limits: FileLimits): Grid {
  const refusals: RowRefusal[] = [];
  const records: { number: number; value: unknown }[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      records.push({ number: i + 1, value: JSON.parse(line) as unknown });
    } catch {
      refusals.push({ row: i + 1, reason: `is no JSON: ${shown(line.trim())}` });
    }
  }
  const grid = gridOrThrow(gridOfRecords(records, limits), text);
  return { ...grid, refusals: [...refusals, ...grid.refusals] };
}
