import { type Database, DATABASE, together } from "./database.ts";
import { dimensionColumn } from "./schema.ts";

const QUARTER_S = 900;
/** Share of the time that sums by dimension may take of the engine; where rows are many, they are made less often. */
const DUTY = 0.1;
/** What takes less is done with every write. */
const QUICK_MS = 250;

/**
 * Sums over minute rows, made anew from all rows of a minute or quarter of an hour whenever one of them was written. So they are
 * right after late rows, rewritten ones and those that were written twice, which sums that are added to would not be.
 */
export class Totals {
  readonly #dimensions: readonly string[];
  /** Quarters (seconds since 1970) whose sums by dimension are behind. */
  #stale = new Set<number>();
  #restUntil = 0;

  constructor(dimensions: readonly string[]) {
    this.#dimensions = dimensions;
  }

  get stale(): number[] {
    return [...this.#stale].toSorted((one, other) => one - other);
  }

  set stale(quarters: readonly number[]) {
    this.#stale = new Set(quarters);
  }

  /** `minutes` in seconds since 1970. Quarters are left for later when there is much to do; `isDue` makes them all. */
  async refresh(database: Database, minutes: ReadonlySet<number>, isDue = false): Promise<void> {
    for (const minute of minutes) this.#stale.add(minute - (minute % QUARTER_S));
    // Both read what was written and neither reads the other.
    await together([
      ...(minutes.size > 0 ? [refreshMinutes(database, [...minutes])] : []),
      this.#refreshStale(database, isDue),
    ]);
  }

  async #refreshStale(database: Database, isDue: boolean): Promise<void> {
    if (this.#stale.size === 0 || (!isDue && performance.now() < this.#restUntil)) return;
    const began = performance.now();
    await this.#refreshQuarters(database, this.stale);
    this.#stale.clear();
    const tookMs = performance.now() - began;
    this.#restUntil = tookMs < QUICK_MS ? 0 : performance.now() + tookMs * (1 / DUTY - 1);
  }

  async #refreshQuarters(database: Database, quarters: readonly number[]): Promise<void> {
    const names = ["", ...this.#dimensions].map((name) => `'${name}'`).join(", ");
    const values = ["''", ...this.#dimensions.map((name) => `toString(${dimensionColumn(name)})`)].join(", ");
    await database.command(
      `INSERT INTO ${DATABASE}.quarter_totals (quarter, dimension, value, status, count, amount_minor, version)
      SELECT toStartOfFifteenMinutes(minute) AS quarter, pair.1, pair.2, status, sum(count), sum(amount_minor), max(version)
      FROM ${DATABASE}.minutes_by_time FINAL ARRAY JOIN arrayZip([${names}], [${values}]) AS pair
      WHERE minute >= toDateTime({from:UInt32}, 'UTC') AND minute < toDateTime({to:UInt32}, 'UTC')
        AND toStartOfFifteenMinutes(minute) IN {quarters:Array(UInt32)} AND (pair.1 = '' OR pair.2 != '')
      GROUP BY ALL`,
      { from: quarters.at(0) ?? 0, to: (quarters.at(-1) ?? 0) + QUARTER_S, quarters },
    );
  }
}

async function refreshMinutes(database: Database, minutes: readonly number[]): Promise<void> {
  await database.command(
    `INSERT INTO ${DATABASE}.minute_totals (minute, status, count, amount_minor, version)
    SELECT minute, status, sum(count), sum(amount_minor), max(version) FROM ${DATABASE}.minutes_by_time FINAL
    WHERE minute IN {minutes:Array(UInt32)} GROUP BY minute, status`,
    { minutes },
  );
}
