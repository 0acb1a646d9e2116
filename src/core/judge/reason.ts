import type { Symptom } from "../model/incident.ts";
import { normalBounds } from "./bounds.ts";
import type { VerdictHistory } from "./verdict-history.ts";

const LONGEST_WINDOW_TICKS = 60;

/** What a series did over the last ticks, as far as a sentence needs it. */
export interface Observation {
  status: string;
  symptom: Exclude<Symptom, "silence">;
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
  if (Number.isNaN(share) || Number.isNaN(usualShare)) return sentence;
  return `${sentence}; share of volume ${percentText(share)}, usually ${percentText(usualShare)}`;
}

export function silenceReason(silentMs: number, missed: number): string {
  return `nothing received for ${durationText(silentMs)}; about ${countText(missed)} transactions expected in that time`;
}

/**
 * The stretch of ticks up to now that is farthest from normal: the last tick alone when that is out of its bounds, else
 * the window, of up to 60 ticks, whose sum is the most standard deviations away.
 */
export function observe(
  history: VerdictHistory,
  statuses: readonly string[],
  status: number,
  symptom: Exclude<Symptom, "silence">,
  tickMs: number,
): Observation {
  const sign = symptom === "above" ? 1 : -1;
  const last = history.verdict(0, status);
  const lastBounds = normalBounds(last.expected, last.shape);
  let best = 1;
  if (last.value <= lastBounds.upper && last.value >= lastBounds.lower) {
    let excess = 0;
    let variance = 0;
    let bestDeviation = 0;
    for (let age = 0; age < Math.min(history.length, LONGEST_WINDOW_TICKS); age++) {
      const past = history.verdict(age, status);
      if (Number.isNaN(past.expected)) break;
      excess += sign * (past.value - past.expected);
      variance += past.expected + (past.expected * past.expected) / past.shape;
      const deviation = excess / Math.sqrt(variance);
      if (deviation > bestDeviation) {
        bestDeviation = deviation;
        best = age + 1;
      }
    }
  }
  let value = 0;
  let expected = 0;
  let overdispersion = 0;
  let total = 0;
  let usual = 0;
  for (let age = 0; age < best; age++) {
    for (let other = 0; other < statuses.length; other++) {
      const past = history.verdict(age, other);
      total += past.value;
      usual += past.expected;
      if (other !== status) continue;
      value += past.value;
      expected += past.expected;
      overdispersion += (past.expected * past.expected) / past.shape;
    }
  }
  const { lower, upper } = normalBounds(expected, (expected * expected) / overdispersion);
  const hasShare = symptom === "above" && total >= 20;
  return {
    status: statuses[status] ?? "?",
    symptom,
    value,
    expected,
    lower,
    upper,
    windowMs: best * tickMs,
    share: hasShare ? value / total : Number.NaN,
    usualShare: hasShare ? expected / usual : Number.NaN,
  };
}

/** "10 seconds", "minute", "25 minutes": fits behind "the last". */
function durationText(ms: number): string {
  if (ms === 60_000) return "minute";
  if (ms === 3_600_000) return "hour";
  if (ms < 60_000) return ms === 1000 ? "second" : `${Math.round(ms / 1000)} seconds`;
  if (ms < 2 * 3_600_000) return `${trimmed(ms / 60_000)} minutes`;
  return `${trimmed(ms / 3_600_000)} hours`;
}

function countText(count: number): string {
  if (count >= 10) return String(Math.round(count));
  return count >= 1 ? count.toFixed(1).replace(/\.0$/, "") : count.toPrecision(1);
}

function percentText(share: number): string {
  const percent = share * 100;
  return `${percent >= 10 ? Math.round(percent) : percent.toPrecision(2)} %`;
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}
