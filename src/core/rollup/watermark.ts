/** A stream whose newest record is this near to the clock is live: the clock closes its ticks. */
const LIVE_WITHIN_MS = 10 * 60_000;
const LONGEST_PATIENCE_MS = 10 * 60_000;
const PATIENCE_MARGIN = 1.25;
/** A clock that steps back by more than this was set; less is jitter. */
const CLOCK_STEP_MS = 60_000;

/**
 * Says until when ticks are closed.
 *
 * Event time leads and the clock follows: a stream near the clock is live and the clock closes its ticks, so that silence is
 * seen; a stream of the past is closed by its own newest record. `patience` waits for stragglers; a live stream that
 * turns out to arrive later than that is waited for longer from then on.
 */
export class Watermark {
  isLive = false;
  now = 0;
  newestAt = 0;
  patienceMs: number;
  /** How far the clock was set back, until it has caught up; 0 while all is well. */
  clockBehindMs = 0;
  readonly #tickMs: number;

  constructor(tickMs: number, patienceMs: number) {
    this.#tickMs = tickMs;
    this.patienceMs = patienceMs;
  }

  /** Notes the clock of a journal entry. */
  advanceClock(at: number): void {
    this.clockBehindMs = this.now - at > CLOCK_STEP_MS ? this.now - at : 0;
    if (at > this.now) this.now = at;
  }

  /** Notes a record's time. */
  see(at: number): void {
    if (at > this.newestAt) this.newestAt = at;
    if (!this.isLive && this.now - at < LIVE_WITHIN_MS) this.isLive = true;
  }

  /** Learns from a record that came too late for its tick how long to wait. */
  wait(tickStart: number): void {
    if (!this.isLive) return;
    const lagMs = this.now - (tickStart + this.#tickMs);
    if (lagMs > this.patienceMs && lagMs <= LONGEST_PATIENCE_MS) {
      this.patienceMs = Math.min(LONGEST_PATIENCE_MS, lagMs * PATIENCE_MARGIN);
    }
  }

  /** Ticks that end at or before this instant are closed. */
  closedUntil(): number {
    return this.isLive ? this.now - this.patienceMs : this.newestAt;
  }
}
