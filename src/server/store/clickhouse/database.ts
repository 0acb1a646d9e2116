import type { Readable } from "node:stream";
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import type { EngineAddress } from "../engine.ts";
import { StoreUnavailable } from "../store.ts";
import { ColumnReader, type Parameter } from "./column-reader.ts";
import type { NativeBlock } from "./native-blocks.ts";

export const DATABASE = "smokewatch";
/** No statement of ours takes as long; a server that says nothing for this long is gone. */
const LONGEST_ANSWER_MS = 10 * 60_000;

/** Two clients share the agent: neither may close a connection that the other uses, as the client does with idle ones. */
const SHARED_AGENT = { keep_alive: { idle_socket_ttl: 0 } };

type Parameters = Record<string, unknown>;
export type Settings = Record<string, string | number>;

/** Our own statements on a ClickHouse engine. Whatever fails is StoreUnavailable: all of them can be made again. */
export class Database {
  readonly client: ClickHouseClient;
  /** For statements of people, who need not name the database. */
  readonly reader: ClickHouseClient;
  readonly name: string;
  readonly #columns: ColumnReader;

  constructor(address: EngineAddress, name: string = DATABASE) {
    const { url, agent } = address;
    this.name = name;
    const options = {
      url,
      ...(agent === undefined ? {} : { http_agent: agent, ...SHARED_AGENT }),
      application: "smokewatch",
      request_timeout: LONGEST_ANSWER_MS,
      log: { level: ClickHouseLogLevel.OFF },
      clickhouse_settings: { date_time_input_format: "best_effort", output_format_json_quote_64bit_integers: 0 },
    } as const;
    // The database is made on opening, so our own statements name it.
    this.client = createClient(options);
    this.reader = createClient({ ...options, database: name });
    this.#columns = new ColumnReader(address);
  }

  async command(query: string, parameters: Parameters = {}, settings: Settings = {}): Promise<void> {
    await asked(this.client.command({ query, query_params: parameters, clickhouse_settings: settings }));
  }

  async rows<Row>(query: string, parameters: Parameters = {}): Promise<Row[]> {
    const result = await asked(this.client.query({ query, query_params: parameters, format: "JSONEachRow" }));
    return asked(result.json<Row>());
  }

  /** Small answers, fast: the columns are UInt32, Float64 or LowCardinality(String). */
  async blocks(query: string, parameters: Record<string, Parameter>, signal?: AbortSignal): Promise<NativeBlock[]> {
    return asked(this.#columns.blocks(query, parameters, signal));
  }

  /** Rows as arrays, in the order of `columns`. */
  async insert(table: string, columns: readonly string[], rows: readonly unknown[][]): Promise<void> {
    if (rows.length === 0) return;
    await this.insertData(table, columns, rows, "JSONCompactEachRow");
  }

  async insertData(
    table: string,
    columns: readonly string[],
    values: readonly unknown[][] | Readable,
    format: "JSONCompactEachRow" | "CSVWithNames" | "Parquet",
  ): Promise<void> {
    const [first = "", ...others] = columns;
    const insertion = { table: `${this.name}.${table}`, columns: [first, ...others] as [string, ...string[]], values };
    await asked(this.client.insert({ ...insertion, format }));
  }

  async close(): Promise<void> {
    this.#columns.close();
    await Promise.all([this.client.close(), this.reader.close()]);
  }
}

/** All at once. When one fails it waits for the others, so that nothing of it is under way any more when it is tried again. */
export async function together(work: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new StoreUnavailable(troubleText(error), { cause: error });
  }
}

/** What the engine answered, or that it did not. */
function troubleText(error: unknown): string {
  if (error instanceof ClickHouseError) return `the SQL engine refused: ${error.message.trim()}`;
  const { message, code } = error as NodeJS.ErrnoException;
  return `the SQL engine does not answer: ${message || code || String(error)}`;
}

/** True when the engine did answer, and refused. */
export function isRefusal(error: unknown): boolean {
  return error instanceof StoreUnavailable && error.cause instanceof ClickHouseError;
}
