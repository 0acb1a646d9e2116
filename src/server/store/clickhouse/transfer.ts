import type { Readable } from "node:stream";
import { type FileFormat, type Piece, QueryRefused } from "../store.ts";
import { type Database, DATABASE, isRefusal } from "./database.ts";

/** What cannot be made from the others; sums are made anew on import. */
const TABLES = ["minutes", "verdicts", "incidents", "deliveries"];
const FORMATS = { parquet: "Parquet", csv: "CSVWithNames" } as const;

export async function piecesBetween(database: Database, from: number, to: number): Promise<Piece[]> {
  const parts = await database.rows<Piece>(
    `SELECT DISTINCT table, partition AS period FROM system.parts
    WHERE database = {database:String} AND active AND table IN {tables:Array(String)} ORDER BY table, period`,
    { database: DATABASE, tables: TABLES },
  );
  const day = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
  return parts.filter(({ period }) => {
    const { length } = period;
    return period >= day(from).slice(0, length) && period <= day(to).slice(0, length);
  });
}

export async function exportPiece(
  database: Database,
  { table, period }: Piece,
  format: FileFormat,
  signal: AbortSignal,
): Promise<Readable> {
  if (!TABLES.includes(table) || !/^\d{6}(?:\d\d)?$/.test(period)) {
    throw new QueryRefused("invalid", `there is no piece ${table} ${period}; /v1/export lists them`);
  }
  const { stream } = await database.client.exec({
    query: `SELECT * FROM ${DATABASE}.${table} FINAL WHERE _partition_id = {period:String} FORMAT ${FORMATS[format]}`,
    query_params: { period },
    abort_signal: signal,
  });
  return stream;
}

/**
 * Rows come into a table of their own first, so that a file with a fault leaves nothing behind. Returns how many there were, and the
 * minutes (seconds since 1970) whose sums have to be made anew.
 */
export async function importRows(
  database: Database,
  table: string,
  format: FileFormat,
  data: Readable,
): Promise<{ count: number; minutes: number[] }> {
  if (!TABLES.includes(table)) {
    throw new QueryRefused("invalid", `rows go to one of ${TABLES.join(", ")}, not to ${table}`);
  }
  const incoming = `incoming_${table}`;
  const drop = `DROP TABLE IF EXISTS ${DATABASE}.${incoming} SYNC`;
  await database.command(drop);
  try {
    await database.command(`CREATE TABLE ${DATABASE}.${incoming} AS ${DATABASE}.${table}`);
    const columns = await database.rows<{ name: string }>(
      "SELECT name FROM system.columns WHERE database = {database:String} AND table = {table:String} ORDER BY position",
      { database: DATABASE, table },
    );
    const names = columns.map(({ name }) => `\`${name}\``);
    await database.insertData(incoming, names, data, FORMATS[format]);
    const [counted] = await database.rows<{ count: number }>(`SELECT count() AS count FROM ${DATABASE}.${incoming}`);
    await database.command(
      `INSERT INTO ${DATABASE}.${table} SELECT * FROM ${DATABASE}.${incoming}`,
      {},
      { max_partitions_per_insert_block: 0 },
    );
    const minutes =
      table === "minutes"
        ? await database.rows<{ minute: number }>(
            `SELECT DISTINCT toUnixTimestamp(minute) AS minute FROM ${DATABASE}.${incoming} ORDER BY minute`,
          )
        : [];
    return { count: counted?.count ?? 0, minutes: minutes.map(({ minute }) => minute) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new QueryRefused("invalid", `the rows do not fit table ${table}: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await database.command(drop);
  }
}
