import type { Judging } from "../engine/judging.ts";
import { numberOrNull } from "../engine/read-verdicts.ts";
import { normalBounds } from "../judge/bounds.ts";
import type { VerdictHistory } from "../judge/verdict-history.ts";
import { byFrom } from "../model/rule.ts";
import type { VerdictRow } from "../model/store-rows.ts";

const MINUTE_MS = 60_000;

/** A verdict row before its bounds are worked out, which takes longer than adding up. */
export interface SpanSum extends Omit<VerdictRow, "lower" | "upper" | "version"> {
  /** Variance of the count beyond that of a Poisson count; NaN when that is not known. */
  extra: number;
}

export function verdictRowOf({ extra, ...row }: SpanSum): Omit<VerdictRow, "version"> {
  const expected = row.expected ?? Number.NaN;
  const { lower, upper } = normalBounds(expected, (expected * expected) / extra);
  return { ...row, lower: numberOrNull(lower), upper: numberOrNull(upper) };
}

/** Puts the judge's ticks together to minutes, each once it is over; ticks of which minutes do not consist stay as they are. */
export class VerdictSpans {
  /** End of the last span that was given out; NaN before the first. */
  until = Number.NaN;

  /** Sums of the spans that ended since. */
  take(judging: Judging): SpanSum[] {
    const { tickMs } = judging;
    const spanMs = MINUTE_MS % tickMs === 0 ? MINUTE_MS : tickMs;
    const history = judging.history(0);
    if (history === undefined || history.length === 0) return [];
    const end = history.at(0) + tickMs;
    // Another judge may begin with earlier times.
    if (end < this.until) this.until = Number.NaN;
    const sums: SpanSum[] = [];
    for (;;) {
      const age = Number.isNaN(this.until) ? history.length - 1 : history.ageSince(this.until);
      if (age < 0) return sums;
      const start = Math.floor(history.at(age) / spanMs) * spanMs;
      if (start + spanMs > end) return sums;
      this.until = start + spanMs;
      for (const [scope, key] of judging.rollup.scopes.keys.entries()) {
        const own = judging.history(scope);
        if (own !== undefined) addSums(sums, own, judging.statuses, { at: start, spanMs, scope: key });
      }
    }
  }
}

type Place = Pick<VerdictRow, "at" | "spanMs" | "scope">;

function addSums(sums: SpanSum[], history: VerdictHistory, statuses: readonly string[], place: Place): void {
  const first = history.ageSince(place.at);
  for (const [index, status] of statuses.entries()) {
    const sum = sumOf(history, index, first, place.at + place.spanMs);
    // Before anything is judged, of most statuses there is nothing to say.
    if (sum.value > 0 || sum.expected !== null) sums.push({ ...place, status, ...sum });
  }
}

/** Sums over the ticks from the age `first` on that begin before `end`; what was expected is known when it is of every tick. */
function sumOf(
  history: VerdictHistory,
  status: number,
  first: number,
  end: number,
): Omit<SpanSum, keyof Place | "status"> {
  let value = 0;
  let expected = 0;
  let extra = 0;
  let score = Number.NaN;
  let grounds = 0;
  for (let age = first; age >= 0 && history.at(age) < end; age--) {
    const past = history.verdict(age, status);
    value += past.value;
    expected += past.expected;
    extra += (past.expected * past.expected) / past.shape;
    if (!(past.score <= score)) score = Number.isNaN(past.score) ? score : past.score;
    grounds |= past.grounds;
  }
  return { value, expected: numberOrNull(expected), extra, score: numberOrNull(score), by: byFrom(grounds) };
}
