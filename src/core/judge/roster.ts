import type { Direction } from "../model/status.ts";
import { type Columns, emptyColumns, growColumns } from "./columns.ts";

const NONE = -1;
const SCOPE_KINDS = { isMixed: {} } as const;
const SERIES_KINDS = { isSeen: {}, ownSlot: { fill: NONE } } as const;

/**
 * Which statuses each scope has, and how each series is judged.
 *
 * A status whose rise matters is judged as a share of its scope's volume once the scope has another status too; before that, and
 * for every other status, by a day of its own. A day takes a kilobyte: only a series that needs one has a slot for it.
 */
export class Roster {
  readonly scopeColumns: Columns<typeof SCOPE_KINDS> = emptyColumns(SCOPE_KINDS);
  readonly seriesColumns: Columns<typeof SERIES_KINDS> = emptyColumns(SERIES_KINDS);
  /** Slots of days given away so far. */
  ownSlots = 0;
  readonly #directions: readonly Direction[];

  constructor(directions: readonly Direction[]) {
    this.#directions = directions;
  }

  /** Makes room for scopes. */
  grow(scopes: number): void {
    growColumns(this.scopeColumns, SCOPE_KINDS, scopes);
    growColumns(this.seriesColumns, SERIES_KINDS, scopes * this.#directions.length);
  }

  /** Adds a scope of which nothing has been seen. */
  addScope(scope: number): void {
    for (let series = this.#first(scope); series < this.#first(scope + 1); series++) {
      if (!this.#isRise(series)) this.#giveSlot(series);
    }
  }

  /** True once anything of the scope has been seen. */
  hasBegun(scope: number): boolean {
    if (this.scopeColumns.isMixed[scope] === 1) return true;
    for (let series = this.#first(scope); series < this.#first(scope + 1); series++) {
      if (this.seriesColumns.isSeen[series] === 1) return true;
    }
    return false;
  }

  /** True for a series that is judged as a share of its scope. */
  isShare(series: number): boolean {
    if (this.ownSlot(series) === NONE) return true;
    return this.#isRise(series) && this.scopeColumns.isMixed[this.#scopeOf(series)] === 1;
  }

  /** Where the day of a series is kept that is not judged as a share. */
  ownSlot(series: number): number {
    return this.seriesColumns.ownSlot[series]!;
  }

  /** False when a status that has been seen in the scope has no count. */
  isKnown(scope: number, counts: Float64Array): boolean {
    for (let series = this.#first(scope); series < this.#first(scope + 1); series++) {
      if (Number.isNaN(counts[series]!) && this.seriesColumns.isSeen[series] === 1) return false;
    }
    return true;
  }

  /**
   * Notes which statuses the scope has. True when this makes a share of a rise that had a day of its own: what is known of it as a
   * share begins now. Rises that were never seen have been shares all along, of none.
   */
  meet(scope: number, counts: Float64Array): boolean {
    const { isSeen } = this.seriesColumns;
    const { isMixed } = this.scopeColumns;
    const wasMixed = isMixed[scope] === 1;
    let seen = 0;
    for (let series = this.#first(scope); series < this.#first(scope + 1); series++) {
      if (counts[series]! > 0 || (wasMixed && counts[series] === 0)) isSeen[series] = 1;
      seen += isSeen[series]!;
    }
    if (wasMixed || seen === 0) return false;
    if (seen === 1) {
      this.#giveSlot(isSeen.indexOf(1, this.#first(scope)));
      return false;
    }
    isMixed[scope] = 1;
    return this.#lonelyRise(scope) !== NONE;
  }

  /** True when a count of a series, among `total` of its scope, would make `meet` true. */
  wouldBegin(series: number, count: number, total: number): boolean {
    const scope = this.#scopeOf(series);
    if (this.scopeColumns.isMixed[scope] === 1) return false;
    const lonely = this.#lonelyRise(scope);
    return lonely !== NONE && (lonely === series ? total > count : count > 0);
  }

  /** The rise of a scope that has a day of its own. */
  #lonelyRise(scope: number): number {
    for (let series = this.#first(scope); series < this.#first(scope + 1); series++) {
      if (this.#isRise(series) && this.ownSlot(series) !== NONE) return series;
    }
    return NONE;
  }

  #giveSlot(series: number): void {
    const { ownSlot } = this.seriesColumns;
    if (ownSlot[series] === NONE) ownSlot[series] = this.ownSlots++;
  }

  #isRise(series: number): boolean {
    return this.#directions[series % this.#directions.length] === "above";
  }

  #scopeOf(series: number): number {
    return Math.floor(series / this.#directions.length);
  }

  #first(scope: number): number {
    return scope * this.#directions.length;
  }
}
