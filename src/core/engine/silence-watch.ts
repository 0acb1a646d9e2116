import { silenceReason } from "../judge/reason.ts";
import { ALL_TRAFFIC } from "../model/scope.ts";
import { type Finding, TRAFFIC } from "./finding.ts";

const HOUR_MS = 3_600_000;
/** A silence is not judged tick by tick for longer than this: nothing is learnt from it. Emptiness that is usual, such as at night, is. */
const LONGEST_SILENCE_MS = 2 * HOUR_MS;
const LONGEST_EMPTY_MS = 24 * HOUR_MS;

/** Notices when nothing at all comes in, and when it does again. */
export class SilenceWatch {
  isSilent = false;
  /** Ticks without a record, up to the last one. */
  #emptyTicks = 0;
  /** Transactions that were expected in those ticks. */
  #missed = 0;
  readonly #tickMs: number;

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  /** True when time without a record need not be judged tick by tick any more. */
  get isLong(): boolean {
    return this.#emptyTicks * this.#tickMs >= (this.isSilent ? LONGEST_SILENCE_MS : LONGEST_EMPTY_MS);
  }

  /** So many ticks went by of which nothing is known; after too many, empty ones begin to be counted anew. */
  skip(ticks: number): void {
    if (ticks * this.#tickMs > LONGEST_SILENCE_MS) this.#forget();
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
