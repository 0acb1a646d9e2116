import type { CompiledRule } from "./compiled-rule.ts";

/** An alarm by rule ends once its condition has not held for this long. */
export const RULE_CALM_MS = 5 * 60_000;

export interface RuleAlarmState {
  isOn: boolean;
  heldMs: number;
  heldSince: number;
  lastHeldAt: number;
}

/**
 * One rule over one scope: in alarm once its condition has held for every closed tick over as long as the rule says, until
 * it has not held for five minutes.
 */
export class RuleAlarm {
  readonly rule: CompiledRule;
  readonly row: number;
  isOn = false;
  /** How long the condition has held up to the end of the last tick; 0 when it does not hold. */
  heldMs = 0;
  #heldSince = Number.NaN;
  #lastHeldAt = Number.NaN;

  constructor(rule: CompiledRule, row: number) {
    this.rule = rule;
    this.row = row;
  }

  save(): RuleAlarmState {
    const { isOn, heldMs } = this;
    return { isOn, heldMs, heldSince: this.#heldSince, lastHeldAt: this.#lastHeldAt };
  }

  load({ isOn, heldMs, heldSince, lastHeldAt }: RuleAlarmState): void {
    this.isOn = isOn;
    this.heldMs = heldMs;
    this.#heldSince = heldSince;
    this.#lastHeldAt = lastHeldAt;
  }

  get holds(): boolean {
    return this.heldMs > 0;
  }

  /** Moves by the closed tick that began at `at`. */
  move(at: number, tickMs: number, holds: boolean): void {
    if (!holds) {
      this.forget();
      if (at - this.#lastHeldAt >= RULE_CALM_MS) this.isOn = false;
      return;
    }
    if (this.heldMs === 0) this.#heldSince = at;
    this.#lastHeldAt = at;
    this.heldMs = at + tickMs - this.#heldSince;
    if (this.heldMs >= this.rule.forMs) this.isOn = true;
  }

  /** Ticks went by of which nothing is known. */
  forget(): void {
    this.heldMs = 0;
  }
}
