import type { Readable } from "node:stream";
import type { CountColumns } from "../../../core/model/count-columns.ts";
import type { StoreRows } from "../../../core/model/store-rows.ts";
import type { Engine, EngineAddress } from "../engine.ts";
import {
  type Counts,
  type CountsQuestion,
  type ExcessQuestion,
  type FileFormat,
  type PastQuestion,
  type PastStep,
  type MinutesQuestion,
  type Piece,
  type Question,
  type Store,
  type StoreState,
  StoreUnavailable,
  type ValueExcess,
  type Vocabulary,
} from "../store.ts";
import { countsOf } from "./counts.ts";
import { minuteCountsOf, valuesSeenIn } from "./minute-counts.ts";
import { exportPiece, importRows, piecesBetween } from "./transfer.ts";
import { Database, DATABASE, isRefusal, together } from "./database.ts";
import { pastOf } from "./past.ts";
import { PersonQueries, type QueryLimits } from "./person-query.ts";
import { dropOldPartitions, type KeepDays } from "./retention.ts";
import { migrate } from "./schema.ts";
import { minuteTable, otherTables, type TableRows } from "./table-rows.ts";
import { topValuesOf } from "./top-values.ts";
import { makeViews } from "./views.ts";
import { Totals } from "./totals.ts";

const ROWS_AT_ONCE = 20_000;
/** A day, when a file is read in. */
const MINUTES_AT_ONCE = 1440;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
const SWEEP_EVERY_MS = 3_600_000;

export interface ClickHouseStoreOptions {
  engine: Engine;
  dimensions: readonly string[];
  /** Of what people read. */
  timeZone: string;
  keep: KeepDays;
  limits: QueryLimits;
  now?: () => number;
}

/** The store on any ClickHouse engine, embedded or a server: the same tables, statements and client. */
export function createClickHouseStore(options: ClickHouseStoreOptions): Store {
  return new ClickHouseStore(options);
}

class ClickHouseStore implements Store {
  readonly kind: string;
  readonly #options: ClickHouseStoreOptions;
  readonly #now: () => number;
  readonly #totals: Totals;
  readonly #queries: PersonQueries;
  #state: StoreState = "opening";
  #trouble: string | null = null;
  #writeTrouble: string | null = null;
  #database: Database | null = null;
  /** Counts openings: what an earlier one still has under way is of no concern any more. */
  #opening = 0;
  #pause: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  /** The last write; writes wait for each other, because sums are made from what was written before. */
  #writing: Promise<unknown> = Promise.resolve();
  #positionVersion = 0;

  constructor(options: ClickHouseStoreOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#totals = new Totals(options.dimensions);
    this.#queries = new PersonQueries(options.limits, options.timeZone);
    this.kind = options.engine.kind;
    options.engine.start({
      onUp: (address) => void this.#open(address),
      onDown: (reason) => this.#close("failed", reason),
      onAbsent: (reason) => this.#close("absent", reason),
    });
  }

  get state(): StoreState {
    return this.#state;
  }

  get trouble(): string | null {
    return this.#trouble ?? this.#writeTrouble;
  }

  position(): Promise<number> {
    return this.#inTurn(async (database) => {
      const [row] = await database.rows<{ position: number }>(
        `SELECT position FROM ${DATABASE}.positions FINAL WHERE name = 'journal'`,
      );
      return row?.position ?? 0;
    });
  }

  write(rows: StoreRows, position: number): Promise<void> {
    return this.#inTurn(async (database) => {
      const tables = [minuteTable(rows.minutes, this.#options.dimensions), ...otherTables(rows)];
      await together(tables.map((table) => this.#insert(database, table)));
      await this.#totals.refresh(database, new Set(rows.minutes.map(({ minute }) => Math.floor(minute / 1000))));
      await this.#note(database, position);
    });
  }

  async query(question: Question, signal: AbortSignal): Promise<Readable> {
    return this.#queries.answer(this.#ready(), question, signal);
  }

  async vocabulary(): Promise<Vocabulary> {
    return this.#queries.vocabulary(this.#ready());
  }

  async counts(question: CountsQuestion, signal?: AbortSignal): Promise<Counts> {
    return countsOf(this.#ready(), this.#options.dimensions, question, signal);
  }

  async past(question: PastQuestion, signal?: AbortSignal): Promise<PastStep[]> {
    return pastOf(this.#ready(), question, signal);
  }

  async topValues(question: ExcessQuestion, signal?: AbortSignal): Promise<ValueExcess[]> {
    return topValuesOf(this.#ready(), this.#options.dimensions, question, signal);
  }

  async valuesSeen(dimension: string, from: number, to: number, signal?: AbortSignal): Promise<number> {
    return valuesSeenIn(this.#ready(), this.#options.dimensions, { dimension, from, to }, signal);
  }

  async minuteCounts(question: MinutesQuestion, signal?: AbortSignal): Promise<CountColumns> {
    return minuteCountsOf(this.#ready(), this.#options.dimensions, question, signal);
  }

  async pieces(from: number, to: number): Promise<Piece[]> {
    return piecesBetween(this.#ready(), from, to);
  }

  async exportPiece(piece: Piece, format: FileFormat, signal: AbortSignal): Promise<Readable> {
    return exportPiece(this.#ready(), piece, format, signal);
  }

  importRows(table: string, format: FileFormat, data: Readable): Promise<number> {
    return this.#inTurn(async (database) => {
      const { count, minutes } = await importRows(database, table, format, data);
      for (let from = 0; from < minutes.length; from += MINUTES_AT_ONCE) {
        await this.#totals.refresh(database, new Set(minutes.slice(from, from + MINUTES_AT_ONCE)), true);
      }
      return count;
    });
  }

  async close(): Promise<void> {
    this.#close("failed", "the server stops");
    clearTimeout(this.#pause);
    await this.#writing.catch(() => undefined);
    await this.#options.engine.close();
  }

  #ready(): Database {
    if (this.#database !== null && this.#state === "ready") return this.#database;
    throw new StoreUnavailable(this.#trouble ?? "the store is being opened");
  }

  /** After the writes before it, whether they went well or not. */
  #inTurn<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const result = this.#writing.then(async () => {
      const database = this.#ready();
      try {
        const value = await work(database);
        this.#writeTrouble = null;
        return value;
      } catch (error) {
        this.#failed(database, error);
        throw error;
      }
    });
    this.#writing = result.catch(() => undefined);
    return result;
  }

  /** A refusal concerns what was asked; no answer at all concerns the engine, which is tried until it answers again. */
  #failed(database: Database, error: unknown): void {
    if (!(error instanceof StoreUnavailable)) return;
    if (isRefusal(error)) this.#writeTrouble = `what happened cannot be written to the store: ${error.message}`;
    else if (database === this.#database && this.#address !== null) void this.#open(this.#address, error.message);
  }

  #address: EngineAddress | null = null;

  async #open(address: EngineAddress, trouble: string | null = null): Promise<void> {
    this.#close(trouble === null ? "opening" : "failed", trouble);
    this.#address = address;
    const opening = this.#opening;
    const database = new Database(address);
    this.#database = database;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        await migrate(database, this.#options.dimensions);
        await makeViews(database, this.#options.dimensions, this.#options.timeZone);
        await this.#recall(database);
        break;
      } catch (error) {
        if (opening !== this.#opening) return;
        this.#state = "failed";
        this.#trouble = error instanceof Error ? error.message : String(error);
      }
      await new Promise((resolve) => {
        this.#pause = setTimeout(resolve, pause);
      });
      if (opening !== this.#opening) return;
    }
    if (opening !== this.#opening) return;
    this.#state = "ready";
    this.#trouble = null;
    void this.#dropOld(database);
    this.#sweep = setInterval(() => void this.#dropOld(database), SWEEP_EVERY_MS);
    this.#sweep.unref();
  }

  #close(state: StoreState, trouble: string | null): void {
    this.#opening += 1;
    this.#state = state;
    this.#trouble = trouble;
    clearInterval(this.#sweep);
    void this.#database?.close();
    this.#database = null;
    this.#address = null;
  }

  /** A table whose old rows cannot be dropped now is tried again in an hour. */
  async #dropOld(database: Database): Promise<void> {
    await this.#writing;
    await dropOldPartitions(database, this.#options.keep, this.#now()).catch(() => []);
  }

  async #recall(database: Database): Promise<void> {
    const [row] = await database.rows<{ stale: number[]; version: number }>(
      `SELECT stale, version FROM ${DATABASE}.positions FINAL WHERE name = 'journal'`,
    );
    this.#positionVersion = row?.version ?? 0;
    this.#totals.stale = row?.stale ?? [];
  }

  async #note(database: Database, position: number): Promise<void> {
    const version = this.#positionVersion + 1;
    const row = ["journal", position, this.#totals.stale, version];
    await database.insert("positions", ["name", "position", "stale", "version"], [row]);
    this.#positionVersion = version;
  }

  async #insert(database: Database, { table, columns, rows }: TableRows): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      await database.insert(table, columns, rows.slice(from, from + ROWS_AT_ONCE));
    }
  }
}
