/** A stream whose newest record is this near to the clock is live: the clock closes its ticks. */
const LIVE_WITHIN_MS = 10 * 60_000;
/** At most this long, or five ticks, is waited for stragglers: longer, and a fall would be seen too late to matter. */
const LONGEST_PATIENCE_MS = 120_000;
const LONGEST_PATIENCE_TICKS = 5;
const PATIENCE_MARGIN = 1.25;
/** What senders needed again and again is forgotten by half in this time. */
const PATIENCE_HALF_LIFE_MS = 10 * 60_000;
/** What was needed once is a backlog: it is forgotten unless it is needed again within this many times the lag, and a little. */
const AGAIN_WITHIN_LAGS = 1.5;
const AGAIN_MARGIN_MS = 30_000;
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
  lagSince: number;
  isLagUsual: boolean;
}

/**
 * Says until when ticks are closed.
 *
 * Event time leads and the clock follows: a stream near the clock is live and the clock closes its ticks, so that silence is
 * seen; a stream of the past is closed by its own newest record. `patience` waits for stragglers; a live stream that
 * turns out to arrive later than that is waited for longer as long as it goes on so. History that is posted to a live
 * stream is older than anything that is waited for, and changes nothing. A backlog that is sent at once, such as after a sender's
 * pause, is waited for no longer than it takes to see that it was one.
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
  /** When the lag was first seen to be so long. */
  #lagSince = 0;
  /** Records came as late again, in a batch of their own. */
  #isLagUsual = false;

  constructor(tickMs: number, patienceMs: number) {
    this.#tickMs = tickMs;
    this.patienceMs = patienceMs;
    this.#leastPatienceMs = patienceMs;
    this.#longestPatienceMs = Math.max(LONGEST_PATIENCE_MS, LONGEST_PATIENCE_TICKS * tickMs);
  }

  save(): WatermarkState {
    const { isLive, now, newestAt, patienceMs, clockBehindMs } = this;
    const lag = { lagMs: this.#lagMs, lagSince: this.#lagSince, isLagUsual: this.#isLagUsual };
    return { isLive, now, newestAt, patienceMs, clockBehindMs, ...lag };
  }

  load(state: WatermarkState): void {
    const { isLive, now, newestAt, patienceMs, clockBehindMs } = state;
    this.isLive = isLive;
    this.now = now;
    this.newestAt = newestAt;
    this.patienceMs = patienceMs;
    this.clockBehindMs = clockBehindMs;
    this.#lagMs = state.lagMs;
    this.#lagSince = state.lagSince;
    this.#isLagUsual = state.isLagUsual;
  }

  /** Notes the clock of a journal entry. */
  advanceClock(at: number): void {
    this.clockBehindMs = this.now - at > CLOCK_STEP_MS ? this.now - at : 0;
    if (at <= this.now) return;
    if (this.#isLagUsual) this.#lagMs *= 0.5 ** ((at - this.now) / PATIENCE_HALF_LIFE_MS);
    else if (at - this.#lagSince > AGAIN_WITHIN_LAGS * this.#lagMs + AGAIN_MARGIN_MS) this.#lagMs = 0;
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
    if (lagMs * PATIENCE_MARGIN > this.#longestPatienceMs) return;
    // Nearly as late, and not in the same breath.
    if (2 * lagMs >= this.#lagMs && 2 * (this.now - this.#lagSince) >= this.#lagMs) this.#isLagUsual = this.#lagMs > 0;
    if (lagMs <= this.#lagMs) return;
    if (lagMs > 2 * this.#lagMs) {
      this.#lagSince = this.now;
      this.#isLagUsual = false;
    }
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
