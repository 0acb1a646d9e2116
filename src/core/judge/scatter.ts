import { type Columns, emptyColumns, growColumns } from "./columns.ts";
import { Dispersion } from "./dispersion.ts";

const SUM_MINUTES = 1;

const KINDS = { ticks: {}, alarmTicks: {}, counted: {}, expected: {}, weight: {} } as const;

/** Mean that the scatter of count `y` is taken at: an outlier has more than the predicted `m` would have. One or two events are none. */
export function scatterMean(y: number, m: number): number {
  return Math.max(m, y / 2 - 1);
}

/**
 * How far counts scatter from tick to tick and, where ticks are shorter than that, from minute to minute, per slot.
 *
 *   φ = max(φ of ticks, n · φ of the sums of n ticks)
 *
 * Scatter that outlasts a tick is shared by neighbours, whose differences do not show it. Evidence takes ticks for independent: with n
 * times the φ of their sum it allows for as much scatter in that sum as was seen.
 */
export class Scatter {
  readonly #ofTicks: Dispersion;
  readonly #ofSums: Dispersion;
  readonly #sumTicks: number;
  readonly #sums: Columns<typeof KINDS> = emptyColumns(KINDS);

  constructor(cap: number, tickMinutes: number) {
    this.#sumTicks = Math.max(1, Math.round(SUM_MINUTES / tickMinutes));
    this.#ofTicks = new Dispersion(cap, tickMinutes);
    this.#ofSums = new Dispersion(cap / this.#sumTicks, tickMinutes * this.#sumTicks);
  }

  grow(slots: number): void {
    this.#ofTicks.grow(slots);
    if (this.#sumTicks === 1) return;
    this.#ofSums.grow(slots);
    growColumns(this.#sums, KINDS, slots);
  }

  /** Its state, part by part, under names that begin with `name`. */
  parts(name: string): Record<string, Columns> {
    return {
      [`${name}Dispersion`]: this.#ofTicks.columns,
      [`${name}SumDispersion`]: this.#ofSums.columns,
      [`${name}Sums`]: this.#sums,
    };
  }

  phi(slot: number): number {
    const phi = this.#ofTicks.phi(slot);
    return this.#sumTicks === 1 ? phi : Math.max(phi, this.#sumTicks * this.#ofSums.phi(slot));
  }

  /** Learns from count `y` where `m` was predicted, with weight `w` in [0, 1]. */
  learn(slot: number, y: number, m: number, w: number): void {
    this.#ofTicks.learn(slot, y, m, w);
    if (this.#sumTicks > 1) this.#add(slot, y, m, w, false);
  }

  /** Learns a little from a count that is not normal, where `m` was predicted. */
  learnFromAlarm(slot: number, y: number, m: number, w: number): void {
    this.#ofTicks.learnFromAlarm(slot, y, m, w);
    if (this.#sumTicks > 1) this.#add(slot, y, m, w, true);
  }

  #add(slot: number, y: number, m: number, w: number, isAlarm: boolean): void {
    const { ticks, alarmTicks, counted, expected, weight } = this.#sums;
    ticks[slot]! += 1;
    if (isAlarm) alarmTicks[slot]! += 1;
    counted[slot]! += y;
    expected[slot]! += m;
    weight[slot]! += w;
    if (ticks[slot]! < this.#sumTicks) return;
    const meanWeight = weight[slot]! / this.#sumTicks;
    if (alarmTicks[slot]! > 0) this.#ofSums.learnFromAlarm(slot, counted[slot]!, expected[slot]!, meanWeight);
    else this.#ofSums.learn(slot, counted[slot]!, expected[slot]!, meanWeight);
    for (const sum of [ticks, alarmTicks, counted, expected, weight]) sum[slot] = 0;
  }
}
