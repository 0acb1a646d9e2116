import { randomBytes } from "node:crypto";
import type { Report } from "../../core/analysis/report/report.ts";
import type { UnreadFile } from "../../core/model/analysis-answer.ts";
import type { FileTables, TableSpace } from "../store/file-tables.ts";
import { Failure } from "./failure.ts";
import { type ReadFiles, tablesOf } from "./read-report.ts";

const KEPT_MS = 3_600_000;
const MOST_KEPT = 20;
/** Counts that an answer holds, all of which a page draws: half a year of seven statuses by minute. */
const MOST_COUNTS = 2_000_000;
/** Analysed at the same time: each takes a processor, and alerts need one too. */
const AT_ONCE = 2;
const MOST_WAITING = 8;
/** Cells of all analyses together: a quarter of a gigabyte in this process, and about as much in the engine's. */
const MOST_CELLS = 30_000_000;

export interface KeptAnalysis {
  /** Whoever knows it can ask; it cannot be guessed, and nothing lists them. */
  id: string;
  expiresAt: number;
  report: Report;
  unread: readonly UnreadFile[];
  space: TableSpace;
}

/** Analyses of files, for an hour: in memory alone, the oldest gone when there are too many. */
export class AnalysisBook {
  readonly #files: FileTables;
  readonly #kept = new Map<string, KeptAnalysis & { cells: number; timer: NodeJS.Timeout }>();

  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(files: FileTables) {
    this.#files = files;
  }

  /**
   * Does the work when others are done with theirs.
   *
   * @throws Failure `analysis.too-many`
   */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < AT_ONCE) this.#running += 1;
    else if (this.#waiting.length < MOST_WAITING) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else throw new Failure("analysis.too-many", `${MOST_WAITING} analyses wait already; send the files again later`);
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  add(read: ReadFiles): KeptAnalysis {
    const { report, files, unread } = read;
    refuseAbove(
      MOST_COUNTS,
      "counts",
      report.tables.reduce((sum, each) => sum + each.slots.length * each.columns.length, 0),
    );
    const cells = files.reduce((sum, file) => sum + cellsOf(file), 0);
    this.#makeRoom(cells);
    const id = randomBytes(16).toString("hex");
    const timer = setTimeout(() => void this.remove(id), KEPT_MS);
    timer.unref();
    const space = this.#files.open(() => tablesOf(read));
    const kept = { id, expiresAt: Date.now() + KEPT_MS, report, unread, space, cells, timer };
    this.#kept.set(id, kept);
    return kept;
  }

  /** @throws Failure `analysis.not-found` */
  find(id: string): KeptAnalysis {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    throw new Failure("analysis.not-found", "there is no such analysis, or its hour is over; send the files again");
  }

  async remove(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    this.#kept.delete(id);
    clearTimeout(kept.timer);
    await kept.space.close();
  }

  /** A process that stops forgets all. */
  async close(): Promise<void> {
    for (const { timer } of this.#kept.values()) clearTimeout(timer);
    this.#kept.clear();
    await this.#files.close();
  }

  #makeRoom(cells: number): void {
    refuseAbove(MOST_CELLS, "cells", cells);
    let total = [...this.#kept.values()].reduce((sum, kept) => sum + kept.cells, cells);
    for (const oldest of this.#kept.values()) {
      if (this.#kept.size < MOST_KEPT && total <= MOST_CELLS) return;
      total -= oldest.cells;
      void this.remove(oldest.id);
    }
  }
}

/** Of the table, and of the rows that it was made of. */
function cellsOf({ table, rows }: ReadFiles["files"][number]): number {
  const ofRows = rows.columns.reduce((sum, { values }) => sum + values.length, 0);
  return ofRows + table.slots.length * (table.columns.length + 2);
}

function refuseAbove(most: number, what: string, count: number): void {
  if (count <= most) return;
  const numbers = `${count.toLocaleString("en")} ${what}, more than the ${most.toLocaleString("en")} that a server keeps`;
  throw new Failure("analysis.too-large", `the files have ${numbers}; send fewer days, or use smokewatch analyze`);
}
