import { countText, LEAST_TOLD } from "../model/count-text.ts";
import type { Deviation } from "../model/incident.ts";
import { normalBounds } from "./bounds.ts";
import type { VerdictHistory } from "./verdict-history.ts";

const LONGEST_WINDOW_TICKS = 60;
const LEAST_VOLUME_FOR_SHARE = 20;

/** What a series did over the last ticks, as far as a sentence needs it. */
export interface Observation {
  status: string;
  symptom: Deviation;
  value: number;
  expected: number;
  lower: number;
  upper: number;
  /** How long `value` was counted. */
  windowMs: number;
  /** Share of the scope's volume now and as expected; NaN when it says nothing. */
  share: number;
  usualShare: number;
}

/** "denied: 105 in the last minute, 46 expected, at most 66 is normal; share of volume 19 %, usually 9 %" */
export function reasonOf(observation: Observation): string {
  const { status, symptom, value, expected, lower, upper, windowMs, share, usualShare } = observation;
  const limit = symptom === "above" ? `at most ${upper} is normal` : `at least ${lower} is normal`;
  const sentence = `${status}: ${value} in the last ${durationText(windowMs)}, ${countText(expected)} expected, ${limit}`;
  if (!Number.isFinite(share) || !Number.isFinite(usualShare)) return sentence;
  return `${sentence}; share of volume ${percentText(share)}, usually ${percentText(usualShare)}`;
}

export function silenceReason(silentMs: number, missed: number): string {
  return `nothing received in the last ${durationText(silentMs)}; about ${countText(missed)} transactions expected in that time`;
}

/** A tick that is still open, as far as it has been counted. */
export interface OpenObservation {
  value: number;
  expected: number;
  shape: number;
  /** Volume of the scope so far. */
  total: number;
  elapsedMs: number;
}

/**
 * The stretch of ticks up to now that is farthest from normal: the last tick alone when that is out of its bounds, else
 * the window, of up to 60 ticks, whose sum is the most standard deviations away. An `open` tick is the last one.
 */
export function observe(
  history: VerdictHistory,
  series: { statuses: readonly string[]; status: number; symptom: Deviation },
  tickMs: number,
  open?: OpenObservation,
): Observation {
  const { statuses, status, symptom } = series;
  const closed = windowOf(history, series, open);
  const sum = { value: 0, expected: 0, variance: 0, total: 0, usual: 0 };
  for (let age = 0; age < closed; age++) {
    const past = history.verdict(age, status);
    addTo(sum, past.value, past.expected, past.shape);
    for (let other = 0; other < statuses.length; other++) {
      sum.total += history.verdict(age, other).value;
      sum.usual += history.verdict(age, other).expected;
    }
  }
  if (open !== undefined) {
    addTo(sum, open.value, open.expected, open.shape);
    sum.total += open.total;
    sum.usual += (usualVolumeIn(history, statuses.length) * open.elapsedMs) / tickMs;
  }
  // Of the volume that would have come without the excess, or of what was expected to come if that is more.
  const usualShare = sum.expected / Math.max(sum.total - sum.value + sum.expected, sum.usual);
  const { lower, upper } = normalBounds(sum.expected, (sum.expected * sum.expected) / sum.variance);
  const hasShare = symptom === "above" && sum.total >= LEAST_VOLUME_FOR_SHARE;
  return {
    status: statuses[status] ?? "?",
    symptom,
    value: sum.value,
    expected: sum.expected,
    lower,
    upper,
    windowMs: closed * tickMs + (open?.elapsedMs ?? 0),
    share: hasShare ? sum.value / sum.total : Number.NaN,
    usualShare: hasShare ? usualShare : Number.NaN,
  };
}

/** How many closed ticks the sentence speaks of; 0 when the open one says it all. */
function windowOf(
  history: VerdictHistory,
  { status, symptom }: { status: number; symptom: Deviation },
  open: OpenObservation | undefined,
): number {
  const sign = symptom === "above" ? 1 : -1;
  const last = open ?? history.verdict(0, status);
  const bounds = normalBounds(last.expected, last.shape);
  const least = open === undefined ? 1 : 0;
  if (last.value > bounds.upper || last.value < bounds.lower) return least;
  let excess = open === undefined ? 0 : sign * (open.value - open.expected);
  let variance = open === undefined ? 0 : open.expected + (open.expected * open.expected) / open.shape;
  let best = least;
  let bestDeviation = excess / Math.sqrt(variance);
  let hasCalm = false;
  for (let age = 0; age < Math.min(history.length, LONGEST_WINDOW_TICKS); age++) {
    const past = history.verdict(age, status);
    // An alarm before this one tells nothing about it.
    if (Number.isNaN(past.expected) || (past.isFlagged && hasCalm)) break;
    hasCalm ||= !past.isFlagged;
    excess += sign * (past.value - past.expected);
    variance += past.expected + (past.expected * past.expected) / past.shape;
    const deviation = excess / Math.sqrt(variance);
    if (deviation <= bestDeviation) continue;
    bestDeviation = deviation;
    best = age + 1;
  }
  return best;
}

function addTo(sum: { value: number; expected: number; variance: number }, y: number, m: number, r: number): void {
  sum.value += y;
  sum.expected += m;
  sum.variance += (m * m) / r;
}

/** Volume that was expected of the last closed tick; 0 when there is none. */
function usualVolumeIn(history: VerdictHistory, statuses: number): number {
  let usual = 0;
  if (history.length > 0)
    for (let status = 0; status < statuses; status++) usual += history.verdict(0, status).expected;
  return Number.isNaN(usual) ? 0 : usual;
}

/** "10 seconds", "minute", "25 minutes": fits behind "the last". */
export function durationText(ms: number): string {
  if (ms === 60_000) return "minute";
  if (ms === 3_600_000) return "hour";
  if (ms < 60_000) return ms <= 1500 ? "second" : `${Math.round(ms / 1000)} seconds`;
  if (ms < 2 * 3_600_000) return `${trimmed(ms / 60_000)} minutes`;
  return `${trimmed(ms / 3_600_000)} hours`;
}

function percentText(share: number): string {
  const percent = share * 100;
  if (percent >= 10) return `${Math.round(percent)} %`;
  return `${percent < LEAST_TOLD ? `under ${LEAST_TOLD}` : percent.toPrecision(2).replace(/\.0$/, "")} %`;
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}
