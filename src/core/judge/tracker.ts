import { type Columns, emptyColumns, growColumns } from "./columns.ts";

const KINDS = { a: { fill: 1 }, b: { fill: 1 } } as const;

/**
 * A level that follows within a few ticks, one per slot: Gamma(a, b) whose relative variance grows by a fixed amount before each
 * tick. Source: West & Harrison (1997), Bayesian Forecasting and Dynamic Models, 10.8; Smith & Miller (1986), JRSS B 48.
 */
export class Tracker {
  readonly columns: Columns<typeof KINDS> = emptyColumns(KINDS);

  grow(slots: number): void {
    growColumns(this.columns, KINDS, slots);
  }

  mean(slot: number): number {
    return this.columns.a[slot]! / this.columns.b[slot]!;
  }

  /** Relative variance of the level. */
  doubt(slot: number): number {
    return 1 / this.columns.a[slot]!;
  }

  /** Adds `variance` to the relative variance; the mean stays. */
  predict(slot: number, variance: number): void {
    const { a, b } = this.columns;
    const discount = 1 / (1 + variance * a[slot]!);
    a[slot]! *= discount;
    b[slot]! *= discount;
  }

  /** Learns count `y` at exposure `x` with weight `g` (0: nothing, 1: a Poisson count). */
  learn(slot: number, y: number, x: number, g: number): void {
    this.columns.a[slot]! += g * y;
    this.columns.b[slot]! += g * x;
  }

  /** Takes a change of unit of the exposure out of the level: mean × 1/factor. */
  rescale(slot: number, factor: number): void {
    this.columns.b[slot]! *= factor;
  }
}
