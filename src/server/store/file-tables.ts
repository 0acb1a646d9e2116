import type { Readable } from "node:stream";
import type { FileTable } from "../../core/model/file-table.ts";
import type { Question } from "./store.ts";

/** The tables of one person's files, which nobody else can read. */
export interface TableSpace {
  /**
   * As `Store.query`, on these tables. Rejects with QueryRefused, or StoreUnavailable where there is no engine or it is not up
   * within a while.
   */
  query(question: Question, signal: AbortSignal): Promise<Readable>;
  /** Forgets the tables. */
  close(): Promise<void>;
}

/** SQL on tables that come from files: in memory, in this machine, gone with the space they are in. */
export interface FileTables {
  /**
   * Costs nothing yet: the tables are made and the engine is started with the first question; it ends with the last space. `tables`
   * is asked again when the engine was lost.
   */
  open(tables: () => readonly FileTable[]): TableSpace;
  close(): Promise<void>;
}
