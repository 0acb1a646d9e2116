import { negativeBinomialDraw, type Random } from "../../src/core/stats/random.ts";
import { type Calendar, createCalendar, type PlannedFault } from "./calendar.ts";
import { faultFactors } from "./fault.ts";
import { DAY_MINUTES, type DayShape, type Group, type Incident, type Series, WEEK_MINUTES } from "./traffic.ts";
import { volumes } from "./volume.ts";

/** Of a volume from one a minute on; below that everything is approved. */
const STATUS_SHARES = { approved: 0.89, denied: 0.1, failed: 0.01 };
const SMALLEST_SHARED_LEVEL = 1;
/** Shape of the counts of a group that is not Poisson. */
const OVERDISPERSED_SHAPE = 100;
/** Minutes that are lost one by one, and one stretch a week. */
const LOST_SHARE = 0.003;
const LOST_STRETCH_MINUTES = 20;
/** Statuses that a fault of another status or a holiday touches are left alone until this long after it. */
const SETTLING_MINUTES = 30;
/** Faults begin when there is something to see: at this share of the mean rate at least. */
const BUSY_SHARE = 0.5;

export interface GroupPlan {
  /** Mean transactions a minute over a week. */
  level: number;
  shape: DayShape;
  isOverdispersed: boolean;
  hasHoliday: boolean;
  minutes: number;
  scoredFrom: number;
}

/** One group with its counts, its faults and the truth behind both. */
export function createGroup(plan: GroupPlan, random: Random): Group {
  const { level, shape, isOverdispersed, hasHoliday, minutes, scoredFrom } = plan;
  const shares = level < SMALLEST_SHARED_LEVEL ? { approved: 1 } : STATUS_SHARES;
  const days = { learningDays: scoredFrom / DAY_MINUTES, days: minutes / DAY_MINUTES };
  const calendar = createCalendar({ ...days, statuses: Object.keys(shares).length, hasHoliday }, random);
  const volume = volumes({ level, shape, hasSlowNoise: isOverdispersed, minutes }, calendar, random);
  const r = isOverdispersed ? OVERDISPERSED_SHAPE : Infinity;
  const series = Object.entries(shares).map(([status, share]): Series => {
    const isApproved = status === "approved";
    return {
      status,
      direction: isApproved ? "below" : "above",
      level: isApproved ? level : level * share,
      meanRate: level * share,
      counts: new Float64Array(minutes),
      rates: volume.map((rate) => rate * share),
      r,
      incidents: [],
      ignored: isApproved ? calendar.holidays.map(holidaySpan) : [],
      promotions: isApproved ? [] : scoredPromotions(calendar, scoredFrom),
    };
  });
  const means = series.map(({ rates }) => rates.slice());
  for (const fault of calendar.faults) applyFaultInPlace(fault, series, means, random);
  for (const one of series) one.incidents.sort((a, b) => a.from - b.from);
  drawCountsInPlace(series, means, random);
  return { shape, series };
}

function holidaySpan(day: number) {
  return { from: day * DAY_MINUTES, to: (day + 1) * DAY_MINUTES + 2 * SETTLING_MINUTES };
}

function scoredPromotions({ promotions }: Calendar, scoredFrom: number) {
  return promotions.filter(({ from }) => from >= scoredFrom);
}

/** Changes the means as the fault does and notes it; a day that is never busy long enough stays without. */
function applyFaultInPlace(fault: PlannedFault, series: Series[], means: Float64Array[], random: Random): void {
  const { kind, status } = fault;
  const own = series[status]!;
  const factors = faultFactors(kind, own.level);
  const from = faultStart(fault, own, factors.length, random);
  if (from === undefined) return;
  const incident: Incident = { kind, from, to: from + factors.length };
  own.incidents.push(incident);
  for (let other = 0; other < series.length; other++) {
    const isStopped = kind === "outage" && other !== status;
    const isPaying = other === 0 && status !== 0;
    if (isStopped || isPaying) series[other]!.ignored.push({ from, to: incident.to + SETTLING_MINUTES });
    for (let minute = from; minute < incident.to; minute++) {
      const factor = factors[minute - from]!;
      const rate = series[other]!.rates[minute]!;
      if (other === status || isStopped) means[other]![minute] = rate * factor;
      // The volume stays: what a bad status gains, approved loses.
      else if (isPaying) means[other]![minute] = Math.max(0, rate - own.rates[minute]! * (factor - 1));
    }
  }
}

/** A busy minute of the day from which the fault ends on the same day, by chance. */
function faultStart(
  { day }: PlannedFault,
  { rates, level }: Series,
  length: number,
  random: Random,
): number | undefined {
  const starts: number[] = [];
  for (let minute = day * DAY_MINUTES; minute + length <= (day + 1) * DAY_MINUTES; minute++) {
    if (rates[minute]! >= BUSY_SHARE * level) starts.push(minute);
  }
  return starts[Math.floor(random() * starts.length)];
}

function drawCountsInPlace(series: Series[], means: Float64Array[], random: Random): void {
  const isLost = lostMinutes(means[0]!.length, random);
  for (const [index, { counts, r }] of series.entries()) {
    for (let minute = 0; minute < counts.length; minute++) {
      const count = negativeBinomialDraw(means[index]![minute]!, r, random);
      counts[minute] = isLost[minute] === 1 ? Number.NaN : count;
    }
  }
}

function lostMinutes(minutes: number, random: Random): Uint8Array {
  const isLost = Uint8Array.from({ length: minutes }, () => (random() < LOST_SHARE ? 1 : 0));
  for (let week = 0; week < minutes; week += WEEK_MINUTES) {
    const from = week + Math.floor(random() * (WEEK_MINUTES - LOST_STRETCH_MINUTES));
    isLost.fill(1, from, from + LOST_STRETCH_MINUTES);
  }
  return isLost;
}
