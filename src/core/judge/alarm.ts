import type { Deviation } from "../model/incident.ts";
import { grown } from "./grown.ts";

/** Flagged ticks no farther apart than this belong to one alarm. */
const GAP_MINUTES = 30;

/** What an open alarm is kept as; 0 is none. */
const ABOVE = 1;
const BELOW = -1;

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
  #isOpen = new Float64Array(0);
  #lastFlagAt = new Float64Array(0);
  /** Start of the open tick that is flagged; NaN for none. */
  #openTickAt = new Float64Array(0);
  readonly #gapMs: number;

  constructor(tickMinutes: number) {
    this.#gapMs = Math.max(GAP_MINUTES, tickMinutes) * 60_000;
  }

  grow(slots: number): void {
    this.#isOpen = grown(this.#isOpen, slots);
    this.#lastFlagAt = grown(this.#lastFlagAt, slots);
    this.#openTickAt = grown(this.#openTickAt, slots, Number.NaN);
  }

  /** Which way a series in alarm left the normal; null while there is no alarm. */
  symptom(slot: number): Deviation | null {
    if (this.#isOpen[slot] === 0) return null;
    return this.#isOpen[slot] === ABOVE ? "above" : "below";
  }

  isOpenTickFlagged(slot: number): boolean {
    return !Number.isNaN(this.#openTickAt[slot]!);
  }

  /** True when the tick `at` was flagged while it was open. */
  wasFlaggedOpen(slot: number, at: number): boolean {
    return this.#openTickAt[slot] === at;
  }

  /** Notes that the open tick is flagged already; the tick counts as flagged when it closes. */
  flagOpenTick(slot: number, at: number, symptom: Deviation): AlarmChange | null {
    this.#openTickAt[slot] = at;
    return this.#flag(slot, at, symptom);
  }

  /** Moves by one closed tick. */
  update(slot: number, at: number, flagged: Deviation | null, isFrozen: boolean): AlarmChange | null {
    const isPending = this.#openTickAt[slot]! > at;
    if (!isPending) this.#openTickAt[slot] = Number.NaN;
    if (flagged !== null) return this.#flag(slot, at, flagged);
    // An earlier tick that closes only now says nothing about an alarm of the tick that is still open.
    if (this.#isOpen[slot] === 0 || isPending) return null;
    if (!isFrozen) return this.end(slot, at, "recovered");
    return at - this.#lastFlagAt[slot]! > this.#gapMs ? this.end(slot, at, "quiet") : null;
  }

  end(slot: number, at: number, end: AlarmEnd): AlarmChange | null {
    if (this.#isOpen[slot] === 0) return null;
    this.#isOpen[slot] = 0;
    return { kind: "ended", series: slot, at, end };
  }

  #flag(slot: number, at: number, symptom: Deviation): AlarmChange | null {
    this.#lastFlagAt[slot] = at;
    const wasOpen = this.#isOpen[slot] !== 0;
    this.#isOpen[slot] = symptom === "above" ? ABOVE : BELOW;
    if (wasOpen) return null;
    return { kind: "started", series: slot, at, symptom };
  }
}
