import { cleanMinutes } from "./clean-minutes.ts";
import { Oracle } from "./oracle.ts";
import { type DayShape, type Incident, type Series, type Traffic, WEEK_MINUTES } from "./traffic.ts";

/** An incident and how fast it could be found: a delay per asked rate of false episodes, NaN for a miss. */
export interface OracleFinding {
  incident: Incident;
  delays: readonly number[];
}

/** A series with what it takes to score a detector on it. */
export interface TestSeries {
  series: Series;
  isClean: Uint8Array;
  findings: readonly OracleFinding[];
}

/** What every detector is scored on. */
export interface TestBed {
  traffic: Traffic;
  /** False episodes a series-week at which detectors are compared. */
  perWeek: readonly number[];
  /** Group by group, in the order of the traffic. */
  groups: readonly (readonly TestSeries[])[];
}

export interface OraclePlan {
  perWeek: readonly number[];
  /** Weeks simulated to calibrate one CUSUM. */
  repetitions: number;
  seed: number;
}

/** Finds out what could be found; tells `note` how far it is. */
export function createTestBed(traffic: Traffic, plan: OraclePlan, note: (done: number) => void): TestBed {
  const oracle = new Oracle(plan);
  const testSeries = (series: Series, shape: DayShape): TestSeries => {
    const delays = oracle.delays(series, shape);
    const findings = series.incidents.map((incident, index) => ({ incident, delays: delays[index] ?? [] }));
    return { series, isClean: cleanMinutes(series, traffic.scoredFrom), findings };
  };
  const groups = traffic.groups.map(({ series, shape }, index) => {
    note(index);
    return series.map((one) => testSeries(one, shape));
  });
  return { traffic, perWeek: plan.perWeek, groups };
}

/** Clean time of some series in weeks. */
export function cleanWeeks(series: readonly Pick<TestSeries, "isClean">[]): number {
  const minutes = series.reduce((sum, { isClean }) => sum + isClean.reduce((clean, flag) => clean + flag, 0), 0);
  return minutes / WEEK_MINUTES;
}
