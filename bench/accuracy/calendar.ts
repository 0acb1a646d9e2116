import type { Random } from "../../src/core/stats/random.ts";
import { type FaultKind, faultKinds, faults } from "./fault.ts";
import { DAY_MINUTES, type Span } from "./traffic.ts";

/** Of the scored days, those with a promotion. */
const PROMOTION_DAYS = 2;
const PROMOTION_MINUTES = 180;
const PROMOTION_EARLIEST = 9 * 60;
const PROMOTION_LATEST = 19 * 60;

/** A fault that is to happen on a day. */
export interface PlannedFault {
  day: number;
  kind: FaultKind;
  /** Index of the status that it is a fault of; approved is 0. */
  status: number;
}

/** What a group goes through. */
export interface Calendar {
  promotions: Span[];
  /** Days that are quiet for a good reason. */
  holidays: number[];
  faults: PlannedFault[];
}

export interface CalendarPlan {
  learningDays: number;
  days: number;
  statuses: number;
  hasHoliday: boolean;
}

/**
 * One fault for each scored day that has no promotion and is no holiday. Every kind of fault of every status comes once before
 * any comes twice. The learning days hold one promotion and no fault.
 */
export function createCalendar({ learningDays, days, statuses, hasHoliday }: CalendarPlan, random: Random): Calendar {
  const scored = shuffled(range(learningDays, days), random);
  const promotionDays = scored.splice(0, PROMOTION_DAYS);
  const holidays = hasHoliday ? scored.splice(0, 1) : [];
  // Not the first day, of which there is nothing to learn yet.
  if (learningDays > 1) promotionDays.push(1 + Math.floor(random() * (learningDays - 1)));
  const wanted = faultKinds.flatMap((kind) => statusesOf(kind, statuses).map((status) => ({ kind, status })));
  const planned: PlannedFault[] = [];
  while (planned.length < scored.length) {
    for (const fault of shuffled(wanted, random)) {
      const day = scored[planned.length];
      if (day !== undefined) planned.push({ day, ...fault });
    }
  }
  return { promotions: promotionDays.map((day) => promotionOn(day, random)), holidays, faults: planned };
}

function statusesOf(kind: FaultKind, statuses: number): number[] {
  return faults[kind].direction === "below" ? [0] : range(1, statuses);
}

function promotionOn(day: number, random: Random): Span {
  const start = PROMOTION_EARLIEST + Math.floor(random() * (PROMOTION_LATEST - PROMOTION_EARLIEST));
  const from = day * DAY_MINUTES + start;
  return { from, to: from + PROMOTION_MINUTES };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const drawn = [...items];
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [drawn[last], drawn[other]] = [drawn[other] as T, drawn[last] as T];
  }
  return drawn;
}
