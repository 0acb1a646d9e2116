import { createRandom, negativeBinomialDraw, type Random } from "../../src/core/stats/random.ts";
import { weekShape } from "./day-shape.ts";
import { delayMinutes } from "./delay.ts";
import { hindsightLimit } from "./false-episodes.ts";
import { type FaultKind, faultKinds, faults } from "./fault.ts";
import { cusum, likelihoodGains } from "./likelihood-ratio.ts";
import { type DayShape, type Incident, type Series, WEEK_MINUTES } from "./traffic.ts";

/** Changes that a CUSUM has to be told as one number: what a ramp has come to when it can be seen, by level. */
const RAMP_SIZES: readonly (readonly [level: number, size: number])[] = [
  [500, 1.15],
  [50, 1.3],
  [5, 1.6],
  [0.5, 2],
  [0, 2.5],
];
/** In place of 0, whose logarithm a single count would make infinite. */
const OUTAGE_SIZE = 0.01;
/** The oracle starts this long before an incident. */
const RUN_UP_MINUTES = 720;

/** What a series is without faults. */
type Truth = Pick<Series, "direction" | "level" | "meanRate" | "r">;

/** The size of change that the oracle looks for. */
export function soughtSize(kind: FaultKind, level: number): number {
  if (kind === "ramp") return RAMP_SIZES.find(([from]) => level >= from)?.[1] ?? 1;
  return kind === "outage" ? OUTAGE_SIZE : faults[kind].factor;
}

/** Weeks without faults, each of shape (10080). */
function quietWeeks(rates: Float64Array, r: number, repetitions: number, random: Random): Float64Array[] {
  return Array.from({ length: repetitions }, () => rates.map((rate) => negativeBinomialDraw(rate, r, random)));
}

/**
 * The limits at which the CUSUM that knows rates, shape and size of the change has the asked false episodes a week.
 *
 * @param rates    mean of each minute of a week, shape (10080)
 * @param perWeek  false episodes a week that are asked for
 * @returns        for each size of change a limit per asked rate, by simulation of `repetitions` weeks
 */
export function cusumLimits(
  { rates, r, sizes }: { rates: Float64Array; r: number; sizes: readonly number[] },
  perWeek: readonly number[],
  repetitions: number,
  random: Random,
): Map<number, number[]> {
  const weeks = quietWeeks(rates, r, repetitions, random);
  const isClean = new Uint8Array(WEEK_MINUTES).fill(1);
  const limitsFor = (size: number): number[] => {
    const gains = likelihoodGains(rates, r, size);
    const scored = weeks.map((counts) => ({ score: cusum(counts, gains), isClean }));
    return perWeek.map((rate) => hindsightLimit(scored, rate * repetitions));
  };
  return new Map(sizes.map((size) => [size, limitsFor(size)]));
}

/**
 * The delay floor: finds an incident as fast as who knows everything but its start and place.
 *
 * Of all rules with as few false alarms its test has the least worst mean delay for a lasting change of known size:
 * Moustakides (1986), Annals of Statistics 14(4). For ramps and 3-minute bursts it is near the floor.
 */
export class Oracle {
  readonly #perWeek: readonly number[];
  readonly #repetitions: number;
  readonly #random: Random;
  readonly #limits = new Map<string, Map<number, number[]>>();

  /** @param perWeek  false episodes a series-week to be calibrated to */
  constructor({ perWeek, repetitions, seed }: { perWeek: readonly number[]; repetitions: number; seed: number }) {
    this.#perWeek = perWeek;
    this.#repetitions = repetitions;
    this.#random = createRandom(seed);
  }

  /** Delays of all incidents of a series: one per asked rate, NaN for a miss. */
  delays(series: Series, shape: DayShape): number[][] {
    return series.incidents.map((incident) => this.#delaysOf(incident, series, shape));
  }

  #delaysOf({ kind, from, to }: Incident, series: Series, shape: DayShape): number[] {
    const size = soughtSize(kind, series.level);
    const limits = this.#limitsOf(series, shape).get(size) ?? [];
    const start = Math.max(0, from - RUN_UP_MINUTES);
    const gains = likelihoodGains(series.rates.subarray(start, to), series.r, size);
    const evidence = cusum(series.counts.subarray(start, to), gains);
    return limits.map((limit) => delayMinutes(evidence, limit, { from: from - start, to: to - start }));
  }

  #limitsOf({ direction, level, meanRate, r }: Truth, shape: DayShape): Map<number, number[]> {
    const key = [shape, direction, meanRate, r].join();
    const known = this.#limits.get(key);
    if (known !== undefined) return known;
    const kinds = faultKinds.filter((kind) => faults[kind].direction === direction);
    const sizes = [...new Set(kinds.map((kind) => soughtSize(kind, level)))];
    const rates = weekShape(shape).map((value) => value * meanRate);
    const limits = cusumLimits({ rates, r, sizes }, this.#perWeek, this.#repetitions, this.#random);
    this.#limits.set(key, limits);
    return limits;
  }
}
