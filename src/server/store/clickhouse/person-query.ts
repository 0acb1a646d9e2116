import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { QueryRefused, type AnswerFormat, type Question, type Vocabulary } from "../store.ts";
import { type AllowedFunctions, allowedFunctions, TABLE_FUNCTIONS } from "./allowed-functions.ts";
import { type Database, DATABASE, type Settings } from "./database.ts";
import { placeOfName } from "./fault-place.ts";
import { jsonAnswer } from "./json-answer.ts";
import { queryRefusal } from "./query-refusal.ts";
import { statementFault } from "./statement-fault.ts";
import { syntaxTree } from "./syntax-tree.ts";

/** What a person's query may use. */
export interface QueryLimits {
  seconds: number;
  memoryBytes: number;
  rows: number;
}

const LONGEST_SQL = 100_000;
const MOST_RESULT_BYTES = 1_000_000_000;
const JSON_ROWS = 10_000;
/** Statements that were found to be harmless, of each database. */
const MOST_KNOWN = 200;
/** Asked at once; more wait their turn, and more than that are sent away. */
const AT_ONCE = 4;
const MOST_WAITING = 32;
/** Beyond its own limit the engine gets this long to say so. */
const GRACE_MS = 5000;

const FORMATS: Record<AnswerFormat, string> = {
  json: "JSONCompact",
  ndjson: "JSONEachRow",
  csv: "CSVWithNames",
  arrow: "ArrowStream",
  parquet: "Parquet",
};

/** Queries of people: checked, limited, a few at a time. */
export class PersonQueries {
  readonly #limits: QueryLimits;
  readonly #timeZone: string;
  readonly #functions = new WeakMap<Database, Promise<AllowedFunctions>>();
  readonly #waiting: (() => void)[] = [];
  readonly #known = new WeakMap<Database, Map<string, string>>();
  #running = 0;

  constructor(limits: QueryLimits, timeZone: string) {
    this.#limits = limits;
    this.#timeZone = timeZone;
  }

  /** @throws QueryRefused, StoreUnavailable */
  async answer(database: Database, question: Question, signal: AbortSignal): Promise<Readable> {
    const done = await this.#turn();
    const limit = AbortSignal.timeout(this.#limits.seconds * 1000 + GRACE_MS);
    const either = AbortSignal.any([signal, limit]);
    try {
      const answer = await this.#asked(database, question, either);
      answer.once("close", done);
      return answer;
    } catch (error) {
      done();
      if (limit.aborted)
        throw new QueryRefused("too-costly", `no answer within ${this.#limits.seconds} s`, { cause: error });
      throw queryRefusal(error, question.sql, this.#limits);
    }
  }

  async vocabulary(database: Database): Promise<Vocabulary> {
    const [columns, { names }] = await Promise.all([
      database.rows<{ table: string; column: string; type: string }>(`SELECT * FROM ${DATABASE}.catalog`),
      this.#allowed(database),
    ]);
    const tables = new Map<string, { name: string; type: string }[]>();
    for (const { table, column, type } of columns) {
      const known = tables.get(table) ?? [];
      known.push({ name: column, type });
      tables.set(table, known);
    }
    return {
      tables: [...tables].map(([name, its]) => ({ name, columns: its })),
      functions: [...new Set([...names, ...TABLE_FUNCTIONS])].toSorted(),
      limits: { ...this.#limits, jsonRows: Math.min(JSON_ROWS, this.#limits.rows) },
    };
  }

  async #asked(database: Database, question: Question, signal: AbortSignal): Promise<Readable> {
    const began = performance.now();
    const statement = await this.#checked(database, question, signal);
    const { rows } = this.#limits;
    const isJson = question.format === "json";
    const maxRows = Math.min(rows, question.maxRows ?? (isJson ? JSON_ROWS : rows));
    const isCut = isJson || question.maxRows !== undefined;
    const settings: Settings = {
      ...this.#settings(),
      output_format_json_quote_64bit_integers: 0,
      output_format_arrow_compression_method: "none",
      max_result_bytes: MOST_RESULT_BYTES,
      // With one row more than is wanted we know that something was cut off.
      ...(isCut ? { limit: maxRows + (isJson ? 1 : 0) } : { max_result_rows: maxRows }),
    };
    const stream = await ask(database, `${statement}\nFORMAT ${FORMATS[question.format]}`, question, settings, signal);
    if (!isJson) return stream;
    const answer = jsonAnswer(maxRows, () => Math.round((performance.now() - began) * 10) / 10);
    stream.once("error", (error) => answer.destroy(error));
    answer.once("close", () => stream.destroy());
    return stream.pipe(answer);
  }

  /** The statement as the engine's parser writes it, after a look at all that is in it. What was looked at lately is known. */
  async #checked(database: Database, question: Question, signal: AbortSignal): Promise<string> {
    const { sql } = question;
    const statements = this.#known.get(database) ?? new Map<string, string>();
    this.#known.set(database, statements);
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = await this.#looked(database, question, signal);
    // A parameter can be a table's name, which has to be looked at each time.
    if (/Identifier\s*\}/i.test(sql)) return statement;
    if (statements.size >= MOST_KNOWN) statements.clear();
    statements.set(sql, statement);
    return statement;
  }

  async #looked(database: Database, question: Question, signal: AbortSignal): Promise<string> {
    const { sql } = question;
    if (sql.trim() === "") throw new QueryRefused("invalid", "there is no query");
    if (sql.length > LONGEST_SQL) {
      throw new QueryRefused("invalid", `the query is longer than ${LONGEST_SQL.toLocaleString("en")} characters`);
    }
    const settings = this.#settings();
    const parsed = { ...question, parameters: { sql } };
    const text = await textOf(
      await ask(database, "SELECT formatQuery({sql:String}) FORMAT TSVRaw", parsed, settings, signal),
    );
    const statement = text.trimEnd();
    const explained = await ask(database, `EXPLAIN AST ${statement}`, question, settings, signal);
    const tree = syntaxTree((await textOf(explained)).trimEnd().split("\n"));
    if (tree === undefined) throw new QueryRefused("invalid", "names with line breaks or brackets cannot be used");
    const fault = statementFault(tree, (await this.#allowed(database)).isAllowed, database.name);
    if (fault !== null) throw new QueryRefused("invalid", fault, { place: placeOfName(sql, fault) });
    return statement;
  }

  #settings(): Settings {
    const { seconds, memoryBytes } = this.#limits;
    return {
      readonly: 1,
      // What people write as a time, and now() and today(), are those of the operation.
      session_timezone: this.#timeZone,
      max_execution_time: seconds,
      max_memory_usage: memoryBytes,
      max_ast_depth: 200,
      max_ast_elements: 5000,
      max_subquery_depth: 20,
      allow_introspection_functions: 0,
      wait_end_of_query: 1,
      // A server ends a query whose asker has gone away; an embedded engine is told to by its own HTTP interface.
      cancel_http_readonly_queries_on_client_close: 1,
    };
  }

  #allowed(database: Database): Promise<AllowedFunctions> {
    const known = this.#functions.get(database) ?? allowedFunctions(database);
    this.#functions.set(database, known);
    void known.catch(() => this.#functions.delete(database));
    return known;
  }

  /** Waits for its turn; returns what gives it to the next. */
  async #turn(): Promise<() => void> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) {
        throw new QueryRefused("too-many", `${MOST_WAITING} queries wait already; ask again later`);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    };
  }
}

async function ask(
  database: Database,
  query: string,
  { parameters }: Pick<Question, "parameters">,
  settings: Settings,
  signal: AbortSignal,
): Promise<Readable> {
  const { stream } = await database.reader.exec({
    query,
    query_params: parameters,
    clickhouse_settings: settings,
    abort_signal: signal,
    query_id: randomUUID(),
  });
  const stop = (): void => void stream.destroy();
  signal.addEventListener("abort", stop, { once: true });
  stream.once("close", () => signal.removeEventListener("abort", stop));
  return stream;
}

async function textOf(stream: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}
