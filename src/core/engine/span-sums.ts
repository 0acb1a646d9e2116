import { normalBounds } from "../judge/bounds.ts";
import type { VerdictHistory } from "../judge/verdict-history.ts";
import type { Movement } from "../model/incident-explanation.ts";

/** A sum less than this part off what was expected is as usual: over hours, a drift that nobody minds leaves the range by itself. */
const LEAST_PART = 0.05;

/** What came in of one status over a span, and the range of sums that would be normal. NaN where it was not judged. */
export interface SpanSum {
  ticks: number;
  observed: number;
  expected: number;
  lower: number;
  upper: number;
}

/**
 * Sums of a status over the remembered ticks in [from, to).
 *
 * The range is that of a negative binomial with the mean M = Σ mᵢ and the variance of independent ticks, Σ (mᵢ + mᵢ²/rᵢ), so its
 * shape is M² / Σ (mᵢ²/rᵢ). Ticks without an expectation are left out of all sums.
 */
export function spanSum(history: VerdictHistory, status: number, from: number, to: number): SpanSum {
  let ticks = 0;
  let observed = 0;
  let expected = 0;
  let spread = 0;
  for (let age = history.ageSince(from); age >= 0 && history.at(age) < to; age--) {
    const { value, expected: mean, shape } = history.verdict(age, status);
    if (!Number.isFinite(mean)) continue;
    ticks += 1;
    observed += value;
    expected += mean;
    spread += (mean * mean) / shape;
  }
  if (ticks === 0) return { ticks, observed: 0, expected: NaN, lower: NaN, upper: NaN };
  const shape = spread > 0 ? Math.min((expected * expected) / spread, 1e9) : 1e9;
  return { ticks, observed, expected, ...normalBounds(expected, shape) };
}

export function movementOf({ observed, expected, lower, upper }: SpanSum): Movement {
  if (Number.isNaN(expected)) return "unknown";
  if (Math.abs(observed - expected) < LEAST_PART * expected) return "usual";
  if (observed > upper) return "above";
  return observed < lower ? "below" : "usual";
}

/** Whether all ticks since `from` are still remembered; a scope that is younger than that has forgotten nothing. */
export function remembersSince(history: VerdictHistory, from: number): boolean {
  return history.length < history.capacity || history.at(history.length - 1) <= from;
}
