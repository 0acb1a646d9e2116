import type { ChannelReference } from "../model/engine-settings.ts";

const MINUTE_MS = 60_000;

export interface ChannelBudgetState {
  tokens: number;
  filledAt: number;
}

/** How many messages a channel may be given: `burst` at once, and `perMinute` more as time goes on. Never more than that. */
export class ChannelBudget {
  #tokens: number;
  #filledAt: number;

  constructor({ burst }: Pick<ChannelReference, "burst">, now: number) {
    this.#tokens = burst;
    this.#filledAt = now;
  }

  save(): ChannelBudgetState {
    return { tokens: this.#tokens, filledAt: this.#filledAt };
  }

  load({ tokens, filledAt }: ChannelBudgetState): void {
    this.#tokens = tokens;
    this.#filledAt = filledAt;
  }

  /** Whole messages that may go out at `now`. A clock that was set back gives nothing and takes nothing. */
  fill({ burst, perMinute }: Pick<ChannelReference, "burst" | "perMinute">, now: number): number {
    const passedMs = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(burst, this.#tokens + (passedMs / MINUTE_MS) * perMinute);
    this.#filledAt = now;
    return this.left;
  }

  get left(): number {
    // Sixty steps of a sixtieth are a little less than one.
    return Math.floor(this.#tokens + 1e-9);
  }

  take(): void {
    this.#tokens = Math.max(0, this.#tokens - 1);
  }
}
