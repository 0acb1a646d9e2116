import { type Columns, copyOfColumns, emptyColumns, growColumns } from "./columns.ts";

const MINUTES = 30;
/** Half-hours that one number holds, a bit each: single precision has 24. */
const BITS = 24;
const KINDS = {
  isOut: { isSingle: true },
  today: { width: 4, isSingle: true },
  yesterday: { width: 4, isSingle: true },
} as const;

export type RepeatsState = Readonly<Columns<typeof KINDS>>;

/**
 * In which half-hours of the day counts were far above or below what was expected, today and the day before, per slot. What comes
 * back at the same time of the next day is no incident, it is how this series lives: a shop that closes at ten.
 */
export class Repeats {
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);
  readonly #binMinutes: number;

  /** `binMinutes`: length of the bins that times of day are given in. */
  constructor(binMinutes: number) {
    this.#binMinutes = binMinutes;
  }

  save(): RepeatsState {
    return copyOfColumns<typeof KINDS>(this.columns);
  }

  load(state: RepeatsState): void {
    Object.assign(this.columns, copyOfColumns<typeof KINDS>(state));
  }

  grow(slots: number): void {
    growColumns(this.columns, KINDS, slots);
  }

  /** True when the last count was extreme. */
  isOut(slot: number): boolean {
    return this.columns.isOut[slot] === 1;
  }

  /** Notes a count that was as expected. */
  noteUsual(slot: number): void {
    this.columns.isOut[slot] = 0;
  }

  /** Notes that a count in `bin` was far out, above or below; true when it is extreme and was so on the day before at this time. */
  note(slot: number, bin: number, isAbove: boolean, isExtreme: boolean): boolean {
    this.columns.isOut[slot] = isExtreme ? 1 : 0;
    if (!isExtreme) return false;
    const half = Math.floor((bin * this.#binMinutes) / MINUTES);
    const cell = slot * 4 + (isAbove ? 2 : 0) + (half < BITS ? 0 : 1);
    const bit = 1 << (half % BITS);
    this.columns.today[cell]! |= bit;
    return (this.columns.yesterday[cell]! & bit) !== 0;
  }

  /** What was noted in `bin`, today or the day before, was an incident after all. */
  forget(slot: number, bin: number): void {
    const { today, yesterday } = this.columns;
    const half = Math.floor((bin * this.#binMinutes) / MINUTES);
    for (const cell of [slot * 4, slot * 4 + 2].map((first) => first + (half < BITS ? 0 : 1))) {
      today[cell]! &= ~(1 << (half % BITS));
      yesterday[cell]! &= ~(1 << (half % BITS));
    }
  }

  /** The day is over. */
  endDay(slot: number): void {
    const { today, yesterday } = this.columns;
    for (let cell = slot * 4; cell < slot * 4 + 4; cell++) {
      yesterday[cell] = today[cell]!;
      today[cell] = 0;
    }
  }
}
