import { type Contrast, fewerProbability, moreProbability, type Sample } from "../stats/two-counts.ts";
import type { Side, Span } from "./comparison.ts";
import type { ByReference } from "./draft.ts";
import { goodSum, type OtherDay, scatterBetweenDays, scatterWithinDay, type SeriesDay } from "./series-scatter.ts";

const MINUTE_MS = 60_000;
/** Time on each side of the same time of another day that its rate is taken from. */
const OTHER_DAY_MARGIN_MS = 30 * MINUTE_MS;
/** Time before and after that a stretch is held against. */
const AROUND_MS = 60 * MINUTE_MS;
/** Fewer slots around are the time of day rather than the level. */
const LEAST_AROUND = 6;
/** What is longer is held against other days, what is longest against them alone: the time of day moves the counts around. */
const SHORT_MS = 60 * MINUTE_MS;
const LONGEST_AROUND_MS = 120 * MINUTE_MS;
/** Another day did the same at that time when this improbable by its own surroundings. */
const REPEATS = 0.01;
/** What the judge has learnt counts as so many times the stretch itself. */
const LEARNT_DAYS = 30;
/** A reference that is off in a larger part of the stretch is left out. */
const MOST_OFF = 0.2;

export const AROUND = "the time around";
export const LEARNT = "learnt";

/** One status of one day, with all that its counts can be held against. */
export class SeriesEvidence {
  readonly #day: SeriesDay;
  readonly #others: readonly (OtherDay & { ratio: number })[];
  readonly #learnt: Float64Array;
  readonly #stepMs: number;
  readonly #phiWithin: number;
  readonly #phiBetween: number;

  constructor(day: SeriesDay, others: readonly OtherDay[], learnt: Float64Array, stepMs: number) {
    this.#day = day;
    this.#learnt = learnt;
    this.#stepMs = stepMs;
    const between = scatterBetweenDays(day, others, stepMs);
    this.#others = others.map((other, index) => ({ ...other, ratio: between.ratios[index] ?? 1 }));
    this.#phiBetween = between.phi;
    this.#phiWithin = scatterWithinDay(day, stepMs);
  }

  get length(): number {
    return this.#day.values.length;
  }

  /** How probable so little, or so much, is by the reference that makes it most so; two-sided; 1 where none says anything. */
  probability(span: Span, side: Side): number {
    const y = { total: this.observed(span), days: 1 };
    const contrasts = this.#contrasts(span, side);
    // What is not known is not nothing.
    if (contrasts.length === 0 || this.#day.values.subarray(span.first, span.last + 1).some(Number.isNaN)) return 1;
    return Math.min(1, 2 * Math.max(...contrasts.map((contrast) => tailOf(y, contrast, side))));
  }

  /** The sum of what is known in the span. */
  observed({ first, last }: Span): number {
    return this.#day.values.subarray(first, last + 1).reduce((sum, value) => sum + (value || 0), 0);
  }

  /** What each reference says of the span, as it stands: nothing is scaled. What was learnt speaks where it is the only one or the second. */
  expected(span: Span): ByReference[] {
    const length = span.last - span.first + 1;
    const others = this.#others.flatMap(({ name, values, isOff }) => {
      const { total, slots } = goodSum({ values, isOff }, span);
      return slots < (1 - MOST_OFF) * length ? [] : [{ reference: name, value: (total * length) / slots }];
    });
    const around = this.#around(this.#day, span);
    const seen = [...others, ...(around === null ? [] : [{ reference: AROUND, value: around.total / around.days }])];
    const learnt = seen.length < 2 ? this.#learntOver(span) : null;
    return learnt === null ? seen : [...seen, { reference: LEARNT, value: learnt.total / learnt.days }];
  }

  /** Names of the other days that are off themselves at that time. */
  leftOut({ first, last }: Span): string[] {
    const length = last - first + 1;
    return this.#others
      .filter(({ isOff }) => isOff.subarray(first, last + 1).reduce((sum, off) => sum + off, 0) > MOST_OFF * length)
      .map(({ name }) => name);
  }

  #contrasts(span: Span, side: Side): Contrast[] {
    const around = this.#around(this.#day, span);
    const lengthMs = (span.last - span.first + 1) * this.#stepMs;
    const near = around === null ? [] : [{ reference: around, ratio: 1, phi: this.#phiWithin }];
    if (around !== null && lengthMs <= SHORT_MS) return [...near, ...this.#repeats(span, side, around)];
    const others = [...this.#sameTime(span), ...this.#sameSpan(span)];
    if (others.length > 0) return [...near, ...others];
    const learnt = this.#learntOver(span);
    return learnt === null ? near : [...near, { reference: learnt, ratio: 1, phi: this.#phiWithin }];
  }

  /**
   * Other days that did the same at this time, at the level of this day: a lunch hour is no incident. That a day is off then says
   * nothing against it, unless it is off as a whole.
   */
  #repeats(span: Span, side: Side, around: Sample): Contrast[] {
    return this.#others.flatMap(({ values, isBroad }) => {
      const other = { values, isOff: isBroad };
      const own = this.#around(other, span);
      const { total, slots } = goodSum(other, span);
      const days = slots / (span.last - span.first + 1);
      if (own === null || days < 1 - MOST_OFF || own.total === 0) return [];
      const reference = { total, days };
      if (tailOf(reference, { reference: own, ratio: 1, phi: this.#phiWithin }, side) > REPEATS) return [];
      const ratio = around.total / around.days / (own.total / own.days);
      return [{ reference, ratio, phi: this.#phiWithin }];
    });
  }

  /** Other days over the very span, be they off there or not: a closed night is none, when every night is closed. */
  #sameSpan(span: Span): Contrast[] {
    return this.#others.flatMap(({ values, isBroad, ratio }) => {
      const { total, slots } = goodSum({ values, isOff: isBroad }, span);
      const days = slots / (span.last - span.first + 1);
      return days < 1 - MOST_OFF ? [] : [{ reference: { total, days }, ratio, phi: this.#phiBetween }];
    });
  }

  /** The rate of other days at about the same time, at this day's level. */
  #sameTime(span: Span): Contrast[] {
    const length = span.last - span.first + 1;
    const margin = Math.floor(OTHER_DAY_MARGIN_MS / this.#stepMs);
    const wide = { first: Math.max(0, span.first - margin), last: Math.min(this.length - 1, span.last + margin) };
    return this.#others.flatMap(({ values, isOff, ratio }) => {
      const { total, slots } = goodSum({ values, isOff }, wide);
      const reference = { total, days: slots / length };
      return slots * 2 < length ? [] : [{ reference, ratio, phi: this.#phiBetween }];
    });
  }

  /** What lies before and after a stretch that is not too long for it, without what is off there. */
  #around(day: SeriesDay, { first, last }: Span): Sample | null {
    const length = last - first + 1;
    const reach = Math.floor(AROUND_MS / this.#stepMs);
    if (length * this.#stepMs > LONGEST_AROUND_MS || reach < LEAST_AROUND) return null;
    const before = goodSum(day, { first: Math.max(0, first - reach), last: first - 1 });
    const after = goodSum(day, { first: last + 1, last: Math.min(this.length - 1, last + reach) });
    const slots = before.slots + after.slots;
    return slots * 2 < reach ? null : { total: before.total + after.total, days: slots / length };
  }

  #learntOver({ first, last }: Span): Sample | null {
    const expected = this.#learnt.subarray(first, last + 1).reduce((sum, value) => sum + value, 0);
    return Number.isNaN(expected) ? null : { total: expected * LEARNT_DAYS, days: LEARNT_DAYS };
  }
}

function tailOf(y: Sample, contrast: Contrast, side: Side): number {
  return side === "below" ? fewerProbability(y, contrast) : moreProbability(y, contrast);
}
