import { readFile } from "node:fs/promises";
import type { SeriesRow } from "./series-rows.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SERIES = "sales";
/** Columns that are real days, by how many days before the file's own; averages are none. */
const DAYS_BEFORE: Readonly<Record<string, number>> = { today: 0, yesterday: 1, same_day_last_week: 7 };

/**
 * The days in tables of sales by hour (`time,today,yesterday,same_day_last_week,…`), laid end to end; files are consecutive days,
 * the first one `firstDay` (its midnight). A day that several files have is taken once. Undefined when a file is no such table.
 */
export async function hourlyRows(paths: readonly string[], firstDay: number): Promise<SeriesRow[] | undefined> {
  const rows = new Map<number, SeriesRow>();
  for (const [index, path] of paths.entries()) {
    const lines = (await readFile(path, "utf8")).split(/\r?\n/).filter((line) => line !== "");
    const [time, ...columns] = (lines[0] ?? "").split(",").map((name) => name.trim());
    if (time !== "time" || !columns.includes("today")) return undefined;
    for (const line of lines.slice(1)) {
      const [hour = "", ...cells] = line.split(",");
      for (const [column, cell] of cells.entries()) {
        const before = DAYS_BEFORE[columns[column] ?? ""];
        const count = Number(cell);
        if (before === undefined || cell.trim() === "" || !(count >= 0)) continue;
        const at = firstDay + (index - before) * DAY_MS + Number.parseInt(hour, 10) * HOUR_MS;
        if (!Number.isNaN(at) && !rows.has(at)) rows.set(at, { at, series: SERIES, count });
      }
    }
  }
  return [...rows.values()].toSorted((one, other) => one.at - other.at);
}
