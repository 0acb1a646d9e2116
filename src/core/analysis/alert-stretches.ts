import type { Side, Span } from "./comparison.ts";
import type { JudgedSeries } from "./judged-days.ts";

/** Alerts with so much time between them at most are one. */
const SAME_MS = 5 * 60_000;
/** An alert comes after the beginning: it is looked for in this time before, the end in the shorter one. */
const BEGINS_BEFORE_MS = 60 * 60_000;
const BEGINS_AFTER_MS = 15 * 60_000;
/** The ratio that tells the edges apart is kept from the extremes, where a single count decides. */
const SMALLEST_RATIO = 0.05;
const LARGEST_RATIO = 20;
const NEAR_ONE = 0.1;

/** An edge is not looked for beyond counts that speak so much (in nats) for what is usual. */
const CALM = 8;

/** Slots that are off on one side. */
export interface AlertStretch extends Span {
  side: Side;
}

/** Where the judge alerted, each stretch with the edges that fit the counts best beside what is usual. */
export function alertStretches(
  values: Float64Array,
  judged: JudgedSeries,
  usual: Float64Array,
  stepMs: number,
): AlertStretch[] {
  const gap = Math.max(1, Math.round(SAME_MS / stepMs));
  const stretches: AlertStretch[] = [];
  for (const run of runsOf(values, judged, gap)) {
    const fitted = fit(values, usual, run, stepMs);
    const before = stretches.at(-1);
    if (before?.side === fitted.side && fitted.first <= before.last + gap)
      before.last = Math.max(before.last, fitted.last);
    else stretches.push(fitted);
  }
  return stretches;
}

function runsOf(values: Float64Array, { expected, alert }: JudgedSeries, gap: number): AlertStretch[] {
  const runs: AlertStretch[] = [];
  for (const [slot, isAlert] of alert.entries()) {
    if (isAlert === 0) continue;
    const side = (values[slot] ?? 0) > (expected[slot] ?? 0) ? "above" : "below";
    const before = runs.at(-1);
    if (before?.side === side && slot <= before.last + gap) before.last = slot;
    else runs.push({ first: slot, last: slot, side });
  }
  return runs;
}

/**
 * The edges between which "so many times what was expected" explains the counts best: the sum of
 *
 *   y·ln f − m·(f − 1)
 *
 * is largest from the peak back to the beginning, and from the peak on to the end.
 */
function fit(values: Float64Array, expected: Float64Array, run: AlertStretch, stepMs: number): AlertStretch {
  const ratio = ratioOver(values, expected, run);
  const gain = (slot: number): number => {
    const [y = Number.NaN, m = Number.NaN] = [values[slot], expected[slot]];
    return Number.isNaN(y + m) ? 0 : y * Math.log(ratio) - m * (ratio - 1);
  };
  let peak = run.first;
  for (let slot = run.first; slot <= run.last; slot++) if (gain(slot) > gain(peak)) peak = slot;
  const early = Math.round(BEGINS_BEFORE_MS / stepMs);
  const late = Math.round(BEGINS_AFTER_MS / stepMs);
  const first = bestEdge(gain, peak, Math.max(0, run.first - early), Math.min(peak, run.first + late));
  const last = bestEdge(gain, peak, Math.min(values.length - 1, run.last + late), Math.max(peak, run.last - late));
  return { first, last, side: run.side };
}

/** The slot from `nearest` to `farthest` at which the sum of gains from the peak is largest. */
function bestEdge(gain: (slot: number) => number, peak: number, farthest: number, nearest: number): number {
  const step = farthest <= peak && nearest <= peak ? -1 : 1;
  let sum = 0;
  let most = -Infinity;
  let best = nearest;
  for (let slot = peak; step < 0 ? slot >= farthest : slot <= farthest; slot += step) {
    sum += gain(slot);
    const isInRange = step < 0 ? slot <= nearest : slot >= nearest;
    if (isInRange && sum < most - CALM) break;
    if (!isInRange || sum <= most) continue;
    most = sum;
    best = slot;
  }
  return best;
}

function ratioOver(values: Float64Array, expected: Float64Array, { first, last, side }: AlertStretch): number {
  let y = 0;
  let m = 0;
  for (let slot = first; slot <= last; slot++) {
    y += values[slot] || 0;
    m += expected[slot] || 0;
  }
  const ratio = Math.min(LARGEST_RATIO, Math.max(SMALLEST_RATIO, y / m));
  return side === "above" ? Math.max(1 + NEAR_ONE, ratio) : Math.min(1 - NEAR_ONE, ratio);
}
