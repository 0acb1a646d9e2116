import { Accepted, type AcceptedRow } from "../judge/accepted.ts";
import type { LocalTime } from "../judge/local-clock.ts";
import { silenceReason } from "../judge/reason.ts";
import { Repeats, type RepeatsState } from "../judge/repeats.ts";
import { ALL_TRAFFIC } from "../model/scope.ts";
import { type Finding, TRAFFIC } from "./finding.ts";

const HOUR_MS = 3_600_000;
/** Evidence of before a longer gap says nothing of what comes after it. */
const LONGEST_GAP_MS = 2 * HOUR_MS;
/** Emptiness is not judged tick by tick for longer than this. */
const LONGEST_EMPTY_MS = 24 * HOUR_MS;
const HALF_HOUR_MINUTES = 30;
const BIN_MINUTES = 15;

export interface SilenceState {
  isSilent: boolean;
  emptyTicks: number;
  missed: number;
  repeats: RepeatsState;
  expected: readonly AcceptedRow[];
  local: Readonly<LocalTime>;
}

/** Notices when nothing at all comes in, and when it does again. */
export class SilenceWatch {
  isSilent = false;
  /** Ticks without a record, up to the last one. */
  #emptyTicks = 0;
  /** Transactions that were expected in those ticks. */
  #missed = 0;
  readonly #tickMs: number;
  readonly #repeats = new Repeats(HALF_HOUR_MINUTES);
  /** Times of day at which people said that nothing comes in. */
  readonly #expected = new Accepted((24 * 60) / BIN_MINUTES);
  #local: Readonly<LocalTime> = { minuteOfDay: 0, weekday: -1 };

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
    this.#repeats.grow(1);
  }

  save(): SilenceState {
    const repeats = this.#repeats.save();
    const expected = this.#expected.save();
    const { isSilent } = this;
    return { isSilent, emptyTicks: this.#emptyTicks, missed: this.#missed, repeats, expected, local: this.#local };
  }

  load({ isSilent, emptyTicks, missed, repeats, expected, local }: SilenceState): void {
    this.isSilent = isSilent;
    this.#emptyTicks = emptyTicks;
    this.#missed = missed;
    this.#repeats.load(repeats);
    this.#expected.load(expected);
    this.#local = local;
  }

  /** True when time without a record need not be judged tick by tick any more. */
  get isLong(): boolean {
    return this.#emptyTicks * this.#tickMs >= LONGEST_EMPTY_MS;
  }

  /** Moves to the tick that begins at this local time. */
  move(local: LocalTime): void {
    if (local.weekday !== this.#local.weekday) {
      this.#repeats.endDay(0);
      this.#expected.endDay();
    }
    this.#local = local;
  }

  /** People said whether a silence at this time was expected. */
  expect({ minuteOfDay }: LocalTime, isExpected: boolean): void {
    const bin = Math.floor(minuteOfDay / BIN_MINUTES);
    if (isExpected) this.#expected.accept(0, bin, 0);
    else {
      this.#expected.refuse(0, bin);
      this.#repeats.forget(0, Math.floor(minuteOfDay / HALF_HOUR_MINUTES));
    }
  }

  /** True when nothing is expected to come in at this time of day, and no silence of another kind goes on. */
  get isExpected(): boolean {
    return !this.isSilent && this.#expected.range(0, Math.floor(this.#local.minuteOfDay / BIN_MINUTES)) !== null;
  }

  /** Notes that the tick belongs to a silence; true when there was one at this time of the day before: a night, which is to be learnt. */
  noteSilence(): boolean {
    return this.#repeats.note(0, Math.floor(this.#local.minuteOfDay / HALF_HOUR_MINUTES), false, true);
  }

  /** So many ticks went by of which nothing is known; after too many, empty ones begin to be counted anew. */
  skip(ticks: number): void {
    if (ticks * this.#tickMs > LONGEST_GAP_MS) this.#forget();
  }

  /** A tick with records: the silence is over, if there was one. */
  hear(at: number): Finding[] {
    this.#forget();
    if (!this.isSilent) return [];
    this.isSilent = false;
    return [{ kind: "ended", scope: ALL_TRAFFIC, status: TRAFFIC, at, how: "comes in again" }];
  }

  /** A tick without records, in which `expected` were; silence is told once `evidence` reaches `threshold`. */
  listen(
    at: number,
    { expected, evidence, threshold }: Record<"expected" | "evidence" | "threshold", number>,
  ): Finding[] {
    this.#emptyTicks += 1;
    this.#missed += expected;
    const sighting = {
      scope: ALL_TRAFFIC,
      status: TRAFFIC,
      symptom: "silence" as const,
      at: at - (this.#emptyTicks - 1) * this.#tickMs,
      value: 0,
      expected: this.#missed,
      score: Math.log10(1 + evidence),
      by: "score" as const,
      rules: [],
      reason: silenceReason(this.#emptyTicks * this.#tickMs, this.#missed),
    };
    const now = at + this.#tickMs;
    if (this.isSilent) return [{ kind: "worse", sightings: [sighting], now }];
    if (evidence < threshold) return [];
    this.isSilent = true;
    return [{ kind: "began", sighting, now }];
  }

  #forget(): void {
    this.#emptyTicks = 0;
    this.#missed = 0;
  }
}
