import type { Deviation } from "../model/incident.ts";
import { type Columns, emptyColumns, growColumns } from "./columns.ts";

/** Flagged ticks no farther apart than this belong to one alarm. */
const GAP_MINUTES = 30;

/** What an open alarm is kept as; 0 is none. */
const ABOVE = 1;
const BELOW = -1;

const KINDS = {
  isOpen: {},
  lastFlagAt: {},
  /** 1 once anything has come since. */
  hasCome: {},
  /** Start of the open tick that is flagged; NaN for none. */
  openTickAt: { fill: Number.NaN },
} as const;

export type AlarmEnd = "recovered" | "quiet" | "new normal";

/** An alarm of one series began or ended at the tick `at`. */
export type AlarmChange =
  | { kind: "started"; series: number; at: number; symptom: Deviation }
  | { kind: "ended"; series: number; at: number; end: AlarmEnd };

/**
 * The alarm of each series as people see it: from the first flagged tick until the series is normal again, is the new
 * normal, or has not been flagged for half an hour.
 */
export class Alarms {
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);
  readonly #gapMs: number;

  constructor(tickMinutes: number) {
    this.#gapMs = Math.max(GAP_MINUTES, tickMinutes) * 60_000;
  }

  grow(slots: number): void {
    growColumns(this.columns, KINDS, slots);
  }

  /** Which way a series in alarm left the normal; null while there is no alarm. */
  symptom(slot: number): Deviation | null {
    if (this.columns.isOpen[slot] === 0) return null;
    return this.columns.isOpen[slot] === ABOVE ? "above" : "below";
  }

  isOpenTickFlagged(slot: number): boolean {
    return !Number.isNaN(this.columns.openTickAt[slot]!);
  }

  /** True when the tick `at` was flagged while it was open. */
  wasFlaggedOpen(slot: number, at: number): boolean {
    return this.columns.openTickAt[slot] === at;
  }

  /** Notes that the open tick is flagged already; the tick counts as flagged when it closes. */
  flagOpenTick(slot: number, at: number, symptom: Deviation): AlarmChange | null {
    this.columns.openTickAt[slot] = at;
    return this.#flag(slot, at, symptom);
  }

  /**
   * Moves by one closed tick with count `y`. `goesOn`: what was told still holds, although it is no news. A fall after which nothing
   * has come is not over, however long ago it was flagged.
   */
  update(
    slot: number,
    at: number,
    flagged: Deviation | null,
    { isFrozen, goesOn, y }: { isFrozen: boolean; goesOn: boolean; y: number },
  ): AlarmChange | null {
    const isPending = this.columns.openTickAt[slot]! > at;
    if (!isPending) this.columns.openTickAt[slot] = Number.NaN;
    if (flagged !== null) return this.#flag(slot, at, flagged);
    // An earlier tick that closes only now says nothing about an alarm of the tick that is still open.
    if (this.columns.isOpen[slot] === 0 || isPending) return null;
    if (!isFrozen) return this.end(slot, at, "recovered");
    if (goesOn) this.columns.lastFlagAt[slot] = at;
    if (y > 0) this.columns.hasCome[slot] = 1;
    if (this.columns.isOpen[slot] === BELOW && this.columns.hasCome[slot] === 0) return null;
    return at - this.columns.lastFlagAt[slot]! > this.#gapMs ? this.end(slot, at, "quiet") : null;
  }

  end(slot: number, at: number, end: AlarmEnd): AlarmChange | null {
    if (this.columns.isOpen[slot] === 0) return null;
    this.columns.isOpen[slot] = 0;
    return { kind: "ended", series: slot, at, end };
  }

  #flag(slot: number, at: number, symptom: Deviation): AlarmChange | null {
    this.columns.lastFlagAt[slot] = at;
    this.columns.hasCome[slot] = 0;
    const wasOpen = this.columns.isOpen[slot] !== 0;
    this.columns.isOpen[slot] = symptom === "above" ? ABOVE : BELOW;
    if (wasOpen) return null;
    return { kind: "started", series: slot, at, symptom };
  }
}
