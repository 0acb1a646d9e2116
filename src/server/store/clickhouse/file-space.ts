import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import type { CellType, FileTable } from "../../../core/model/file-table.ts";
import type { Engine, EngineAddress } from "../engine.ts";
import type { FileTables, TableSpace } from "../file-tables.ts";
import { type Question, StoreUnavailable } from "../store.ts";
import { Database } from "./database.ts";
import { PersonQueries, type QueryLimits } from "./person-query.ts";

const LONGEST_START_MS = 30_000;
const ROWS_AT_ONCE = 20_000;
/** Of the engine's types those that hold what a cell may be. */
const TYPES: Record<CellType, string> = {
  text: "Nullable(String)",
  whole: "Nullable(Int64)",
  number: "Nullable(Float64)",
  instant: "Nullable(DateTime64(3, 'UTC'))",
};

export interface FileTablesOptions {
  /** A new one for each time that tables are asked: it holds nothing that outlives them. */
  createEngine: () => Engine;
  limits: QueryLimits;
  timeZone: string;
}

/** File tables in an engine of their own, so that neither they nor what is asked of them touch the store. */
export function createFileTables(options: FileTablesOptions): FileTables {
  return new EngineFileTables(options);
}

class EngineFileTables implements FileTables {
  readonly #options: FileTablesOptions;
  readonly #queries: PersonQueries;
  readonly #spaces = new Set<Space>();
  #running: RunningEngine | null = null;

  constructor(options: FileTablesOptions) {
    this.#options = options;
    this.#queries = new PersonQueries(options.limits, options.timeZone);
  }

  open(tables: () => readonly FileTable[]): TableSpace {
    const space = new Space(
      tables,
      this.#queries,
      () => this.#address(),
      (closed) => this.#left(closed),
    );
    this.#spaces.add(space);
    return space;
  }

  async close(): Promise<void> {
    this.#spaces.clear();
    await this.#end();
  }

  #address(): Promise<EngineAddress> {
    this.#running ??= new RunningEngine(this.#options.createEngine());
    return this.#running.address();
  }

  async #left(space: Space): Promise<void> {
    this.#spaces.delete(space);
    if (this.#spaces.size === 0) await this.#end();
  }

  async #end(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.engine.close();
  }
}

/** An engine that was started, and where it can be reached by now. */
class RunningEngine {
  readonly engine: Engine;
  #address: EngineAddress | null = null;
  #absence: string | null = null;
  #trouble = "the SQL engine does not start";
  readonly #waiting = new Set<() => void>();

  constructor(engine: Engine) {
    this.engine = engine;
    engine.start({
      onUp: (address) => {
        this.#address = address;
        this.#tell();
      },
      onDown: (reason) => {
        this.#address = null;
        this.#trouble = reason;
      },
      onAbsent: (reason) => {
        this.#absence = reason;
        this.#tell();
      },
    });
  }

  async address(): Promise<EngineAddress> {
    const limit = Date.now() + LONGEST_START_MS;
    while (this.#address === null && this.#absence === null && Date.now() < limit) await this.#news(limit - Date.now());
    if (this.#address !== null) return this.#address;
    throw new StoreUnavailable(this.#absence ?? this.#trouble);
  }

  #news(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(limit);
        this.#waiting.delete(done);
        resolve();
      };
      const limit = setTimeout(done, withinMs);
      this.#waiting.add(done);
    });
  }

  #tell(): void {
    for (const done of this.#waiting) done();
  }
}

class Space implements TableSpace {
  readonly #tables: () => readonly FileTable[];
  readonly #queries: PersonQueries;
  readonly #findEngine: () => Promise<EngineAddress>;
  readonly #onClose: (space: Space) => Promise<void>;
  #loaded: { address: EngineAddress; database: Promise<Database> } | null = null;
  #isClosed = false;

  constructor(
    tables: () => readonly FileTable[],
    queries: PersonQueries,
    findEngine: () => Promise<EngineAddress>,
    onClose: (space: Space) => Promise<void>,
  ) {
    this.#tables = tables;
    this.#queries = queries;
    this.#findEngine = findEngine;
    this.#onClose = onClose;
  }

  async query(question: Question, signal: AbortSignal): Promise<Readable> {
    if (this.#isClosed) throw new StoreUnavailable("these tables are not kept any more; read the files again");
    return this.#queries.answer(await this.#database(), question, signal);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const database = await this.#loaded?.database.catch(() => null);
    if (database !== undefined && database !== null) {
      // An engine that does not answer has lost the tables already.
      await database.command(`DROP DATABASE IF EXISTS ${database.name}`).catch(() => undefined);
      await database.close();
    }
    await this.#onClose(this);
  }

  /** An engine that was started again holds nothing: the tables are made anew. */
  async #database(): Promise<Database> {
    const address = await this.#findEngine();
    if (this.#loaded?.address !== address) {
      void this.#loaded?.database.then((lost) => lost.close()).catch(() => undefined);
      this.#loaded = { address, database: this.#load(address) };
    }
    try {
      return await this.#loaded.database;
    } catch (error) {
      this.#loaded = null;
      throw error;
    }
  }

  async #load(address: EngineAddress): Promise<Database> {
    const database = new Database(address, `files_${randomBytes(16).toString("hex")}`);
    const { name } = database;
    await database.command(`CREATE DATABASE ${name} ENGINE = Memory`);
    for (const { name: table, columns, rows } of this.#tables()) {
      const types = columns.map((column) => `${quoted(column.name)} ${TYPES[column.type]}`);
      await database.command(`CREATE TABLE ${name}.${quoted(table)} (${types.join(", ")}) ENGINE = Memory`);
      const names = columns.map((column) => quoted(column.name));
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const some = rows.slice(from, from + ROWS_AT_ONCE).map((row) => [...row]);
        await database.insert(quoted(table), names, some);
      }
    }
    await database.command(
      `CREATE VIEW ${name}.catalog AS SELECT table, name AS column, type FROM system.columns WHERE database = '${name}' AND table != 'catalog' ORDER BY table, position`,
    );
    return database;
  }
}

/** A name as it is written in a statement, whatever a file calls it. */
function quoted(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}
