import type { ScopeKey } from "../../model/scope.ts";
import { normalBounds } from "../bounds.ts";
import type { JudgeOutput } from "../series-tests.ts";
import { ALL_STATUSES, type RuleInput } from "./rule-input.ts";
import { SlidingSum, type SlidingSumState } from "./sliding-sum.ts";

const MINUTE_MS = 60_000;

/** `spread` is m²/r, which adds up where shapes do not. */
type Quantity = "count" | "expected" | "spread";

export interface RuleAnswersState {
  known: number;
  /** By quantity, status and length. */
  sums: ReadonlyMap<string, SlidingSumState>;
}

/** Answers what rules ask about the scopes of a monitor; a row is a scope. */
export class RuleAnswers {
  readonly #tickMs: number;
  readonly #statuses: number;
  /** Ticks that make up the last minute; one when ticks are longer. */
  readonly #minuteTicks: number;
  readonly #sums = new Map<string, { quantity: Quantity; status: number; sum: SlidingSum }>();
  /** Ticks known without a gap, up to the last one. */
  #known = 0;
  #output: JudgeOutput | null = null;
  #scopes: readonly number[] = [];

  constructor(inputs: readonly RuleInput[], statuses: number, tickMs: number) {
    this.#tickMs = tickMs;
    this.#statuses = statuses;
    this.#minuteTicks = Math.ceil(MINUTE_MS / tickMs);
    for (const input of inputs) this.#provideFor(input);
  }

  /** How long "the last minute" is with these ticks. */
  get minuteMs(): number {
    return this.#minuteTicks * this.#tickMs;
  }

  /** All but the last tick's output and scopes, which are asked about only between `add` and the next tick. */
  save(): RuleAnswersState {
    return { known: this.#known, sums: new Map(Array.from(this.#sums, ([key, { sum }]) => [key, sum.save()])) };
  }

  /** Goes on from `state`, which must be of the same rules. */
  load({ known, sums }: RuleAnswersState): void {
    this.#known = known;
    for (const [key, state] of sums) this.#sums.get(key)?.sum.load(state);
  }

  /** Moves by one closed tick, of which `output` is the judge's; `scopes` are the numbers of the rows' scopes. */
  add(scopes: readonly number[], output: JudgeOutput): void {
    this.#scopes = scopes;
    this.#output = output;
    this.#known += 1;
    for (const { quantity, status, sum } of this.#sums.values()) {
      sum.add(scopes.length, (row) => this.#ofTick(quantity, row, status));
    }
  }

  /** Ticks went by of which nothing is known: windows are unknown until they are full again. */
  forget(): void {
    this.#known = 0;
  }

  answer(input: RuleInput, row: number, scope: ScopeKey): number | string {
    switch (input.kind) {
      case "scope":
        return scope;
      case "score":
        return this.#output?.score[this.#series(row, input.status)] ?? Number.NaN;
      case "count":
      case "expected":
        if (input.windowMs === null) return this.#perMinute(this.#total(input.kind, row, input.status, this.minuteMs));
        return this.#total(input.kind, row, input.status, input.windowMs);
      case "share": {
        const volume = this.#total("count", row, ALL_STATUSES, this.minuteMs);
        return volume === 0 ? 0 : this.#total("count", row, input.status, this.minuteMs) / volume;
      }
      case "usualShare": {
        const usual = this.#total("expected", row, input.status, this.minuteMs);
        return usual / this.#total("expected", row, ALL_STATUSES, this.minuteMs);
      }
      case "lower":
      case "upper": {
        const mean = this.#total("expected", row, input.status, this.minuteMs);
        const shape = (mean * mean) / this.#total("spread", row, input.status, this.minuteMs);
        return this.#perMinute(normalBounds(mean, shape)[input.kind]);
      }
    }
  }

  /** The status's count in the last minute, as a count per minute. */
  countPerMinute(row: number, status: number): number {
    return this.#perMinute(this.#total("count", row, status, this.minuteMs));
  }

  #provideFor(input: RuleInput): void {
    switch (input.kind) {
      case "scope":
      case "score":
        return;
      case "count":
      case "expected":
        return this.#provide(input.kind, input.status, input.windowMs ?? this.minuteMs);
      case "share":
        this.#provide("count", ALL_STATUSES, this.minuteMs);
        return this.#provide("count", input.status, this.minuteMs);
      case "usualShare":
        this.#provide("expected", ALL_STATUSES, this.minuteMs);
        return this.#provide("expected", input.status, this.minuteMs);
      case "lower":
      case "upper":
        this.#provide("spread", input.status, this.minuteMs);
        return this.#provide("expected", input.status, this.minuteMs);
    }
  }

  #provide(quantity: Quantity, status: number, windowMs: number): void {
    const ticks = this.#ticksOf(windowMs);
    const key = `${quantity} ${status} ${ticks}`;
    // Before its first transaction a scope had none; what would have been expected of it is not known.
    const before = quantity === "count" ? 0 : Number.NaN;
    if (!this.#sums.has(key)) this.#sums.set(key, { quantity, status, sum: new SlidingSum(ticks, before) });
  }

  #total(quantity: Quantity, row: number, status: number, windowMs: number): number {
    const ticks = this.#ticksOf(windowMs);
    if (this.#known < ticks) return Number.NaN;
    return this.#sums.get(`${quantity} ${status} ${ticks}`)?.sum.sum(row) ?? Number.NaN;
  }

  #ofTick(quantity: Quantity, row: number, status: number): number {
    if (status !== ALL_STATUSES) return this.#ofSeries(quantity, this.#series(row, status));
    let total = 0;
    for (let each = 0; each < this.#statuses; each++) total += this.#ofSeries(quantity, this.#series(row, each));
    return total;
  }

  #ofSeries(quantity: Quantity, series: number): number {
    const { value, expected, shape, score } = this.#output!;
    if (quantity === "count") return value[series]!;
    // Without a score the judge is still learning, and its expectation is a guess.
    if (Number.isNaN(score[series]!)) return Number.NaN;
    const mean = expected[series]!;
    return quantity === "expected" ? mean : (mean * mean) / shape[series]!;
  }

  #series(row: number, status: number): number {
    return (this.#scopes[row] ?? 0) * this.#statuses + status;
  }

  #ticksOf(windowMs: number): number {
    return Math.max(1, Math.ceil(windowMs / this.#tickMs));
  }

  #perMinute(ofMinuteTicks: number): number {
    return (ofMinuteTicks * MINUTE_MS) / this.minuteMs;
  }
}
