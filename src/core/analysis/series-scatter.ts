import { type Pair, robustScatter } from "../stats/two-counts.ts";
import type { Span } from "./comparison.ts";

const MINUTE_MS = 60_000;
/** Counts are added up over this when days are held against each other: the shorter where it has counts enough. */
const BLOCKS_MS = [15 * MINUTE_MS, 60 * MINUTE_MS];
/** A block with fewer on both days together says nothing of how days differ. */
const TELLING_COUNT = 10;
const LEAST_BLOCKS = 8;
/** What is taken for the scatter between days where too little is counted to see it, and the most that is believed. */
const USUAL_PHI = 0.03;
const LARGEST_PHI = 0.25;
/** Scatter of short stretches beside what is around them, at least. */
const LEAST_PHI = 0.001;
const SHORT_MS = 5 * MINUTE_MS;
const AROUND_SHORTS = 12;
/** A residual counts as at most so many standard deviations. */
const WILD = 3;
const ROUNDS = 4;

/** Counts of a status on a day, slot by slot. */
export interface SeriesDay {
  values: Float64Array;
  /** 1 where the day is off. */
  isOff: Uint8Array;
}

/** Another day of the same status, slot for slot. */
export interface OtherDay extends SeriesDay {
  name: string;
  /** 1 where many statuses of that day are off. */
  isBroad: Uint8Array;
}

/** Sum over the slots that are known and not off, and how many these are. */
export function goodSum({ values, isOff }: SeriesDay, { first, last }: Span): { total: number; slots: number } {
  let total = 0;
  let slots = 0;
  for (let slot = first; slot <= last; slot++) {
    const value = values[slot] ?? Number.NaN;
    if (isOff[slot] === 1 || Number.isNaN(value)) continue;
    total += value;
    slots += 1;
  }
  return { total, slots };
}

/** How a day relates to others in blocks of time in which neither is off. */
export function scatterBetweenDays(
  day: SeriesDay,
  others: readonly OtherDay[],
  stepMs: number,
): { ratios: number[]; phi: number } {
  const blocks = others.map((other) => tellingBlocks(day, other, stepMs));
  const ratios = blocks.map((pairs) => medianRatio(pairs));
  const pairs = blocks.flatMap((all, index) => {
    const ratio = ratios[index] ?? 1;
    return all.map(([y, reference]): Pair => {
      const sample = { total: reference, days: 1 };
      return { y: { total: y, days: 1 }, contrast: { reference: sample, ratio } };
    });
  });
  const phi = pairs.length < LEAST_BLOCKS ? USUAL_PHI : robustScatter(pairs);
  return { ratios, phi: Math.min(LARGEST_PHI, Math.max(LEAST_PHI, phi)) };
}

/**
 * Scatter of five minutes beside the hour around them beyond Poisson, learnt where nothing is off.
 *
 *   phi = Σ (min(e², 9v) − m) / Σ m²,   e = y − m,  v = m + m²·phi, a few rounds
 */
export function scatterWithinDay(day: SeriesDay, stepMs: number): number {
  const length = Math.max(1, Math.round(SHORT_MS / stepMs));
  const residuals: { y: number; m: number }[] = [];
  for (let first = 0; first + length <= day.values.length; first += length) {
    const own = goodSum(day, { first, last: first + length - 1 });
    const reach = AROUND_SHORTS * length;
    const wide = goodSum(day, {
      first: Math.max(0, first - reach),
      last: Math.min(day.values.length - 1, first + length + reach - 1),
    });
    if (own.slots < length || wide.slots <= own.slots) continue;
    residuals.push({ y: own.total, m: ((wide.total - own.total) * length) / (wide.slots - own.slots) });
  }
  let phi = LEAST_PHI;
  for (let round = 0; round < ROUNDS; round++) phi = Math.min(1, Math.max(LEAST_PHI, momentOf(residuals, phi)));
  return phi;
}

function momentOf(residuals: readonly { y: number; m: number }[], phi: number): number {
  let excess = 0;
  let squares = 0;
  for (const { y, m } of residuals) {
    excess += Math.min((y - m) ** 2, WILD ** 2 * (m + m * m * phi)) - m;
    squares += m * m;
  }
  return squares === 0 ? 0 : excess / squares;
}

/** Counts of both days in blocks that say something, the other's second. */
function tellingBlocks(day: SeriesDay, other: SeriesDay, stepMs: number): [number, number][] {
  let blocks: [number, number][] = [];
  for (const blockMs of BLOCKS_MS) {
    blocks = blocksOf(day, other, Math.max(1, Math.round(blockMs / stepMs)));
    if (blocks.length >= LEAST_BLOCKS) break;
  }
  return blocks;
}

function blocksOf(day: SeriesDay, other: SeriesDay, length: number): [number, number][] {
  const blocks: [number, number][] = [];
  for (let first = 0; first + length <= day.values.length; first += length) {
    let [y, reference] = [0, 0];
    for (let slot = first; slot < first + length; slot++) {
      const [one = Number.NaN, two = Number.NaN] = [day.values[slot], other.values[slot]];
      if (day.isOff[slot] === 1 || other.isOff[slot] === 1 || Number.isNaN(one + two)) continue;
      y += one;
      reference += two;
    }
    if (y + reference >= TELLING_COUNT) blocks.push([y, reference]);
  }
  return blocks;
}

/** The median of the blocks' ratios: a few large ones do not decide. 1 where too few say anything. */
function medianRatio(blocks: readonly (readonly [number, number])[]): number {
  const ratios = blocks.flatMap(([y, reference]) => (reference > 0 ? [y / reference] : [])).sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)] ?? 1;
  return ratios.length < LEAST_BLOCKS || middle === 0 ? 1 : middle;
}
