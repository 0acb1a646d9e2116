import { type Database, DATABASE } from "../../src/server/store/clickhouse/database.ts";
import { Totals } from "../../src/server/store/clickhouse/totals.ts";
import type { DuckDb } from "./duckdb.ts";

export const DIMENSIONS = ["issuer", "merchant"];
export const SERIES = 1000;
export const DAY_S = 86_400;
/** Midnight UTC, in seconds since 1970. */
export const FROM = Date.UTC(2026, 9, 1) / 1000;
const MINUTES = 1440;
const STATUSES = ["approved", "denied", "failed", "reversed", "refunded"];
const STATUS_LIST = STATUSES.map((status) => `'${status}'`).join(", ");

/** The same rows in both engines: a row of each of 1000 series in each minute, its count a day's wave and something that looks random. */
export async function fill(database: Database, duckDb: DuckDb | undefined, days: number): Promise<void> {
  await duckDb?.ask(
    "CREATE TABLE minutes (minute TIMESTAMP, status VARCHAR, issuer VARCHAR, merchant VARCHAR, n UINTEGER)",
  );
  const totals = new Totals(DIMENSIONS);
  for (let day = 0; day < days; day++) {
    const start = FROM + day * DAY_S;
    await database.command(
      `INSERT INTO ${DATABASE}.minutes WITH intDiv(number, ${MINUTES}) AS series, number % ${MINUTES} AS minute_of_day
      SELECT toDateTime(${start}, 'UTC') + minute_of_day * 60, [${STATUS_LIST}][1 + series % 5],
        concat('issuer_', toString(intDiv(series, 5) % 20)), concat('m_', toString(intDiv(series, 100))),
        toInt64(floor(${count("series", "minute_of_day", day)})), 0, 0, 1 FROM numbers(${SERIES * MINUTES})`,
    );
    const minutes = new Set(Array.from({ length: MINUTES }, (_, minute) => start + minute * 60));
    await totals.refresh(database, minutes, true);
    // By minute, as they come in.
    await duckDb?.ask(
      `INSERT INTO minutes SELECT make_timestamp(${start}::BIGINT * 1000000 + minute_of_day * 60000000),
        ([${STATUS_LIST}])[1 + series % 5], 'issuer_' || ((series // 5) % 20), 'm_' || (series // 100),
        floor(${count("series", "minute_of_day", day)})::UINTEGER
      FROM (SELECT i % ${SERIES} AS series, i // ${SERIES} AS minute_of_day FROM range(${SERIES * MINUTES}) t(i))`,
    );
  }
  await duckDb?.ask("CHECKPOINT");
  await merged(database);
}

function count(series: string, minute: string, day: number): string {
  return `50 + 30 * sin(${minute} / 229.0) + (${series} * 7919 + ${minute} * 104729 + ${day * 31}) % 15`;
}

/** Days of rows at once leave the engine with work that a minute at a time does not. */
async function merged(database: Database): Promise<void> {
  for (;;) {
    const [running] = await database.rows<{ merges: number }>("SELECT count() AS merges FROM system.merges");
    if (running?.merges === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
