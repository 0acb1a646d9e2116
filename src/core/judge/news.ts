import { type Columns, emptyColumns, growColumns } from "./columns.ts";

/** Evidence that fell to this part of its peak has begun anew. */
const FORGOTTEN = 0.01;
const SMALLEST_PEAK = 1;
/** After a pause of this long, only evidence so much stronger than what was told is news. */
const PAUSE_MINUTES = 30;
const STRONGER = 3;

const KINDS = { peak: {}, told: {}, quietMinutes: { fill: Infinity } } as const;

/**
 * Whether the evidence of a slot is news: at its peak since it began, and told just before or much stronger than when it was.
 *
 * Evidence goes up and down on its way, more so the fewer events there are. Without this, one excursion of a sparse series would
 * cross any limit several times an hour, each time an alarm.
 */
export class News {
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);
  readonly #tickMinutes: number;
  readonly #pauseMinutes: number;

  constructor(tickMinutes: number) {
    this.#tickMinutes = tickMinutes;
    this.#pauseMinutes = Math.max(PAUSE_MINUTES, tickMinutes);
  }

  grow(slots: number): void {
    growColumns(this.columns, KINDS, slots);
  }

  clear(slot: number): void {
    this.columns.peak[slot] = 0;
    this.columns.told[slot] = 0;
    this.columns.quietMinutes[slot] = Infinity;
  }

  /** True when `evidence` would be news now; nothing moves. */
  peek(slot: number, evidence: number): boolean {
    const { peak, told, quietMinutes } = this.columns;
    if (evidence < peak[slot]!) return false;
    return quietMinutes[slot]! <= this.#pauseMinutes || evidence >= STRONGER * told[slot]!;
  }

  /** Moves by one closed tick with evidence `evidence`; true when that is news. */
  update(slot: number, evidence: number): boolean {
    const { peak, told, quietMinutes } = this.columns;
    quietMinutes[slot]! += this.#tickMinutes;
    if (evidence < FORGOTTEN * peak[slot]! || evidence < SMALLEST_PEAK) {
      this.clear(slot);
      peak[slot] = evidence;
      return true;
    }
    const isNews = this.peek(slot, evidence);
    peak[slot] = Math.max(peak[slot]!, evidence);
    if (!isNews) return false;
    told[slot] = evidence;
    quietMinutes[slot] = 0;
    return true;
  }
}
