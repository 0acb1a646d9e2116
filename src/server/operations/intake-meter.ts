import { DurationHistogram } from "../pipeline/duration-histogram.ts";

const MOST_STATUS = 600;

/** What came in over HTTP since the process began. The journal cannot tell: what is refused is not in it. */
export class IntakeMeter {
  /** Records by what became of them; every key is a value of the label `outcome` in /metrics. */
  readonly records = { accepted: 0, refused: 0, duplicate: 0 };
  readonly durations = new DurationHistogram();
  readonly #answers = new Float64Array(MOST_STATUS);

  answered(status: number, seconds: number): void {
    this.#answers[status] = (this.#answers[status] ?? 0) + 1;
    this.durations.note(seconds);
  }

  /** Requests by HTTP status; those that have occurred. */
  *answers(): Generator<{ status: number; count: number }> {
    for (const [status, count] of this.#answers.entries()) if (count > 0) yield { status, count };
  }
}
