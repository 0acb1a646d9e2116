import { type Database, DATABASE } from "./database.ts";

/** Columns of minute rows that are not dimensions. */
const OWN_COLUMNS = new Set(["minute", "status", "count", "amount_minor", "part", "version"]);

/** The column of a dimension, quoted because it may be a word of SQL: its name, unless one of ours has it. */
export function dimensionColumn(dimension: string): string {
  return `\`${OWN_COLUMNS.has(dimension) ? `${dimension}_value` : dimension}\``;
}

const REPLACING = "ENGINE = ReplacingMergeTree(version)";

/** Each is run once, in this order; what is in a release is not changed any more. */
const migrations: readonly ((columns: readonly string[]) => string[])[] = [
  (columns) => [
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.minutes (${minuteColumns(columns)}) ${REPLACING}
      PARTITION BY toYYYYMMDD(minute) ORDER BY (${["status", ...columns, "minute", "part"].join(", ")})`,
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.minutes_by_time (${minuteColumns(columns)}) ${REPLACING}
      PARTITION BY toYYYYMMDD(minute) ORDER BY (${["minute", "status", ...columns, "part"].join(", ")})`,
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.minute_totals (
      minute DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)), status LowCardinality(String),
      count Int64 CODEC(T64, ZSTD(1)), amount_minor Int64 CODEC(T64, ZSTD(1)), version UInt64 CODEC(Delta, ZSTD(1))
    ) ${REPLACING} PARTITION BY toYYYYMM(minute) ORDER BY (minute, status)`,
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.quarter_totals (
      quarter DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)), dimension LowCardinality(String), value LowCardinality(String),
      status LowCardinality(String), count Int64 CODEC(T64, ZSTD(1)), amount_minor Int64 CODEC(T64, ZSTD(1)),
      version UInt64 CODEC(Delta, ZSTD(1))
    ) ${REPLACING} PARTITION BY toYYYYMM(quarter) ORDER BY (dimension, status, quarter, value)`,
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.verdicts (
      at DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)), span_ms UInt32, scope LowCardinality(String), status LowCardinality(String),
      value Int64 CODEC(T64, ZSTD(1)), expected Nullable(Float64) CODEC(ZSTD(1)), lower Nullable(Float64) CODEC(ZSTD(1)),
      upper Nullable(Float64) CODEC(ZSTD(1)), score Nullable(Float64) CODEC(ZSTD(1)),
      alert_by LowCardinality(String), version UInt64 CODEC(Delta, ZSTD(1))
    ) ${REPLACING} PARTITION BY toYYYYMMDD(at) ORDER BY (scope, status, at)`,
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.incidents (
      id String, state LowCardinality(String), opened_at DateTime64(3, 'UTC'), detected_at DateTime64(3, 'UTC'),
      resolved_at Nullable(DateTime64(3, 'UTC')), title String, scope String, status LowCardinality(String),
      symptom LowCardinality(String), severity LowCardinality(String), assignee String, mark LowCardinality(String),
      lost_least Nullable(Float64), lost_most Nullable(Float64), surplus_least Nullable(Float64),
      surplus_most Nullable(Float64), members String, timeline String, version UInt64
    ) ${REPLACING} PARTITION BY toYYYYMM(opened_at) ORDER BY id`,
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.deliveries (
      id String, incident_id String, channel LowCardinality(String), state LowCardinality(String),
      planned_at DateTime64(3, 'UTC'), attempts UInt32, detail String, event LowCardinality(String), title String,
      message String, version UInt64
    ) ${REPLACING} PARTITION BY toYYYYMM(planned_at) ORDER BY id`,
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.positions (
      name String, position UInt64, stale Array(UInt32), version UInt64
    ) ${REPLACING} ORDER BY name`,
  ],
];

/** Brings an engine's tables to what this version needs; again and again is as good as once. */
export async function migrate(database: Database, dimensions: readonly string[]): Promise<void> {
  const columns = dimensions.map(dimensionColumn);
  await database.command(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
  await database.command(
    `CREATE TABLE IF NOT EXISTS ${DATABASE}.migrations (number UInt32, at DateTime('UTC')) ENGINE = MergeTree ORDER BY number`,
  );
  const [done] = await database.rows<{ last: number }>(`SELECT max(number) AS last FROM ${DATABASE}.migrations`);
  for (const [index, statements] of migrations.entries()) {
    const number = index + 1;
    if (number <= (done?.last ?? 0)) continue;
    for (const statement of statements(columns)) await database.command(statement);
    await database.insert("migrations", ["number", "at"], [[number, Math.floor(Date.now() / 1000)]]);
  }
  for (const table of ["minutes", "minutes_by_time"]) await addDimensions(database, table, columns);
  await feedMinutesByTime(database);
}

function minuteColumns(columns: readonly string[]): string {
  return [
    "minute DateTime('UTC') CODEC(DoubleDelta, ZSTD(1))",
    "status LowCardinality(String)",
    ...columns.map((name) => `${name} LowCardinality(String)`),
    "count Int64 CODEC(T64, ZSTD(1))",
    "amount_minor Int64 CODEC(T64, ZSTD(1))",
    "part UInt32 CODEC(T64, ZSTD(1))",
    "version UInt64 CODEC(Delta, ZSTD(1))",
  ].join(", ");
}

/** A dimension that came to the configuration later is a column more, also in what tells rows apart; one that left stays. */
async function addDimensions(database: Database, table: string, columns: readonly string[]): Promise<void> {
  const where = "WHERE database = {database:String} AND table = {table:String}";
  const there = await database.rows<{ name: string }>(`SELECT name FROM system.columns ${where}`, {
    database: DATABASE,
    table,
  });
  const missing = columns.filter((column) => !there.some(({ name }) => `\`${name}\`` === column));
  if (missing.length === 0) return;
  const [keys] = await database.rows<{ sorting_key: string }>(
    "SELECT sorting_key FROM system.tables WHERE database = {database:String} AND name = {table:String}",
    { database: DATABASE, table },
  );
  const additions = missing.map((name) => `ADD COLUMN ${name} LowCardinality(String)`).join(", ");
  const key = [keys?.sorting_key ?? "", ...missing].join(", ");
  await database.command(`ALTER TABLE ${DATABASE}.${table} ${additions}, MODIFY ORDER BY (${key})`);
}

/** Minute rows in the order of time as well, from which sums over all rows of a minute are made cheaply. */
async function feedMinutesByTime(database: Database): Promise<void> {
  await database.command(`DROP VIEW IF EXISTS ${DATABASE}.minutes_by_time_feed`);
  await database.command(
    `CREATE MATERIALIZED VIEW ${DATABASE}.minutes_by_time_feed TO ${DATABASE}.minutes_by_time AS SELECT * FROM ${DATABASE}.minutes`,
  );
}
