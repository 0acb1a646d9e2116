import type { Side, Span } from "./comparison.ts";
import type { ByReference } from "./draft.ts";
import type { SeriesGroup } from "./series-groups.ts";
import { type SeriesStretch, TRAFFIC } from "./series-search.ts";

/** One status of a group: its numbers from its first slot that is off to its last. */
export interface Numbers {
  status: string;
  side: Side;
  observed: number;
  expected: ByReference[];
  /** Other days that are off themselves at that time. */
  leftOut: string[];
  /** How much of it is off, in nats: the deviance from the middle expectation. */
  strength: number;
  /** Slots of the table. */
  span: Span;
}

/** The statuses of a group, the one that is most off first; all traffic before everything. */
export function numbersOf(group: SeriesGroup): Numbers[] {
  const statuses = [...new Set(group.members.map(({ status }) => status))];
  const numbers = statuses.flatMap((status) => {
    const own = group.members.filter((member) => member.status === status);
    const side = own[0]?.side;
    return side === undefined ? [] : [statusNumbers(status, side, own)];
  });
  return numbers.sort((a, b) => Number(b.status === TRAFFIC) - Number(a.status === TRAFFIC) || b.strength - a.strength);
}

/** Where a group begins and ends in its table. */
export function spanOf({ members }: SeriesGroup): Span {
  const spans = members.map(tableSpan);
  return {
    first: Math.min(...spans.map(({ first }) => first)),
    last: Math.max(...spans.map(({ last }) => last)),
  };
}

function tableSpan({ day, first, last }: SeriesStretch): Span {
  return { first: day.slots[first] ?? 0, last: day.slots[last] ?? 0 };
}

function statusNumbers(status: string, side: Side, own: readonly SeriesStretch[]): Numbers {
  const days = [...new Set(own.map(({ day }) => day))].map((day) => {
    const stretches = own.filter((one) => one.day === day);
    const span = {
      first: Math.min(...stretches.map(({ first }) => first)),
      last: Math.max(...stretches.map(({ last }) => last)),
    };
    const evidence = stretches[0]?.evidence;
    return {
      observed: evidence?.observed(span) ?? 0,
      expected: evidence?.expected(span) ?? [],
      leftOut: evidence?.leftOut(span) ?? [],
    };
  });
  const observed = days.reduce((sum, day) => sum + day.observed, 0);
  const expected = added(days.map((day) => day.expected));
  const spans = own.map(tableSpan);
  return {
    status,
    side,
    observed,
    expected,
    leftOut: [...new Set(days.flatMap(({ leftOut }) => leftOut))],
    strength: deviance(observed, middleOf(expected.map(({ value }) => value))),
    span: {
      first: Math.min(...spans.map(({ first }) => first)),
      last: Math.max(...spans.map(({ last }) => last)),
    },
  };
}

/** Sums by reference, of those that speak of every part. */
function added(parts: readonly (readonly ByReference[])[]): ByReference[] {
  const [head = [], ...others] = parts;
  return head.flatMap(({ reference, value }) => {
    const rest = others.map((part) => part.find((one) => one.reference === reference)?.value ?? Number.NaN);
    const sum = rest.reduce((total, one) => total + one, value);
    return Number.isNaN(sum) ? [] : [{ reference, value: sum }];
  });
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function deviance(y: number, m: number): number {
  const mean = Math.max(m, 0.1);
  return (y > 0 ? y * Math.log(y / mean) : 0) - y + mean;
}
