import { createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type * as chdbPackage from "chdb";

type Chdb = typeof chdbPackage;
type Session = InstanceType<Chdb["Session"]>;

/** A statement as ClickHouse's HTTP interface takes it. */
export interface Statement {
  id: string;
  query: string;
  settings: ReadonlyMap<string, string>;
  parameters: ReadonlyMap<string, string>;
  defaultFormat: string;
  database: string | null;
}

/** Settings of the HTTP interface alone, which the engine does not know. */
const HTTP_ONLY =
  /^(?:wait_end_of_query|enable_http_compression|http_\w+|cancel_http_\w+|send_progress_in_http_headers)$/;

/** Of these the data is no text, so it comes to the engine in a file. */
const BINARY_INSERT = /^\s*INSERT INTO (\S+) \(([^)]*)\)\s+FORMAT (Parquet|Arrow|ArrowStream|Native)\s*$/i;

/** ClickHouse in this process. Each statement has a connection of its own, so that settings and parameters end with it. */
export class EmbeddedEngine {
  readonly #chdb: Chdb;
  readonly #directory: string;
  readonly #data: string;
  /** Keeps the engine open between statements. */
  readonly #keeper: Session;
  /** For the next statement, opened while the last one runs: it takes as long as much of a small statement. */
  #next: Session | undefined;
  #files = 0;

  constructor(chdb: Chdb, directory: string) {
    this.#chdb = chdb;
    this.#directory = directory;
    this.#data = join(directory, "chdb");
    this.#keeper = new chdb.Session(this.#data);
  }

  async run(statement: Statement, data: string | null = null): Promise<Uint8Array> {
    const session = this.#next ?? this.#open();
    this.#next = undefined;
    try {
      const text = `${preambleOf(statement)}${statement.query}${data === null ? "" : `\n${data}`}`;
      const running = session.queryAsync(text, { format: statement.defaultFormat });
      this.#next ??= this.#open();
      return (await running).bytes();
    } finally {
      session.close();
    }
  }

  #open(): Session {
    return new this.#chdb.Session(this.#data);
  }

  /** Ends a statement that nobody waits for any more. */
  async cancel(id: string): Promise<void> {
    await this.#keeper.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = ${literal(id)} ASYNC`);
  }

  async insert(statement: Statement, data: Readable): Promise<Uint8Array> {
    const binary = BINARY_INSERT.exec(statement.query);
    if (binary === null) {
      const text = await textIn(data);
      return text.trim() === "" ? new Uint8Array() : this.run(statement, text);
    }
    const [, table = "", columns = "", format = ""] = binary;
    const path = join(this.#directory, `incoming-${process.pid}-${this.#files++}`);
    try {
      await pipeline(data, createWriteStream(path, { mode: 0o600 }));
      const query = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM file(${literal(path)}, ${literal(format)})`;
      return await this.run({ ...statement, query });
    } finally {
      rmSync(path, { force: true });
    }
  }

  async close(): Promise<void> {
    await this.#keeper.queryAsync("KILL QUERY WHERE Settings['log_comment'] != '' ASYNC").catch(() => undefined);
    await this.#chdb.drainPending();
    this.#next?.close();
    this.#keeper.close();
  }
}

/** Settings and parameters as statements of their own, before the one that is asked. */
function preambleOf({ id, settings, parameters, database }: Statement): string {
  const given = [...settings].filter(([name]) => !HTTP_ONLY.test(name));
  const assignments = [
    ...[...parameters].map(([name, value]) => `param_${name} = ${literal(value)}`),
    `log_comment = ${literal(id)}`,
    ...given.map(([name, value]) => `${name} = ${literal(value)}`),
  ];
  return `${database === null ? "" : `USE ${database}; `}SET ${assignments.join(", ")}; `;
}

/** A text as ClickHouse reads it back: it knows the backslash as well as the doubled quote. */
function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

async function textIn(data: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of data) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}
