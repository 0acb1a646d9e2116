/** A stream whose newest record is this near to the clock is live: the clock closes its ticks. */
const LIVE_WITHIN_MS = 10 * 60_000;
/** At most this long, or five ticks, is waited for stragglers: longer, and a fall would be seen too late to matter. */
const LONGEST_PATIENCE_MS = 120_000;
const LONGEST_PATIENCE_TICKS = 5;
const PATIENCE_MARGIN = 1.25;
/** What senders needed is forgotten by half in this time. */
const PATIENCE_HALF_LIFE_MS = 10 * 60_000;
/** A clock that steps back by more than this was set; less is jitter. */
const CLOCK_STEP_MS = 60_000;

/** Everything but what it was made with. */
export interface WatermarkState {
  isLive: boolean;
  now: number;
  newestAt: number;
  patienceMs: number;
  clockBehindMs: number;
  lagMs: number;
}

/**
 * Says until when ticks are closed.
 *
 * Event time leads and the clock follows: a stream near the clock is live and the clock closes its ticks, so that silence is
 * seen; a stream of the past is closed by its own newest record. `patience` waits for stragglers; a live stream that
 * turns out to arrive later than that is waited for longer as long as it goes on so. History that is posted to a live
 * stream is older than anything that is waited for, and changes nothing.
 */
export class Watermark {
  isLive = false;
  now = 0;
  newestAt = 0;
  patienceMs: number;
  /** How far the clock was set back, until it has caught up; 0 while all is well. */
  clockBehindMs = 0;
  readonly #tickMs: number;
  readonly #leastPatienceMs: number;
  readonly #longestPatienceMs: number;
  /** How long after its tick a record came lately, at most. */
  #lagMs = 0;

  constructor(tickMs: number, patienceMs: number) {
    this.#tickMs = tickMs;
    this.patienceMs = patienceMs;
    this.#leastPatienceMs = patienceMs;
    this.#longestPatienceMs = Math.max(LONGEST_PATIENCE_MS, LONGEST_PATIENCE_TICKS * tickMs);
  }

  save(): WatermarkState {
    const { isLive, now, newestAt, patienceMs, clockBehindMs } = this;
    return { isLive, now, newestAt, patienceMs, clockBehindMs, lagMs: this.#lagMs };
  }

  load({ isLive, now, newestAt, patienceMs, clockBehindMs, lagMs }: WatermarkState): void {
    this.isLive = isLive;
    this.now = now;
    this.newestAt = newestAt;
    this.patienceMs = patienceMs;
    this.clockBehindMs = clockBehindMs;
    this.#lagMs = lagMs;
  }

  /** Notes the clock of a journal entry. */
  advanceClock(at: number): void {
    this.clockBehindMs = this.now - at > CLOCK_STEP_MS ? this.now - at : 0;
    if (at <= this.now) return;
    this.#lagMs *= 0.5 ** ((at - this.now) / PATIENCE_HALF_LIFE_MS);
    this.now = at;
    this.#setPatience();
  }

  /** Notes a record's time. */
  see(at: number): void {
    if (at > this.newestAt) this.newestAt = at;
    if (!this.isLive && this.now - at < LIVE_WITHIN_MS) this.isLive = true;
  }

  /** Learns from a record of the tick that begins at `tickStart` how long to wait. */
  wait(tickStart: number): void {
    if (!this.isLive) return;
    const lagMs = this.now - (tickStart + this.#tickMs);
    if (lagMs <= this.#lagMs || lagMs * PATIENCE_MARGIN > this.#longestPatienceMs) return;
    this.#lagMs = lagMs;
    this.#setPatience();
  }

  /** Ticks that end at or before this instant are closed. */
  closedUntil(): number {
    return this.isLive ? this.now - this.patienceMs : this.newestAt;
  }

  #setPatience(): void {
    this.patienceMs = Math.max(this.#leastPatienceMs, this.#lagMs * PATIENCE_MARGIN);
  }
}
