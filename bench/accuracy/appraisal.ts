import { withTail } from "./clean-minutes.ts";
import { costMinutes, delayMinutes } from "./delay.ts";
import type { Detector, Reading } from "./detector.ts";
import { falseEpisodes, hindsightLimit } from "./false-episodes.ts";
import { cleanWeeks, type TestBed, type TestSeries } from "./test-bed.ts";
import type { Incident } from "./traffic.ts";

/** Where the oracle finds at least this share, its mean delay is a floor and not a mixture with misses. */
const TELLING_SHARE = 0.8;

/** What comes of a detector's own alert rule. */
export interface OwnRule {
  falseEpisodesPerWeek: number;
  caughtShare: number;
  /** Promotions in which a bad status alerted. */
  promotionShare: number;
}

/** What an incident cost, in minutes; a miss costs all of it and one more. */
export interface Outcome {
  incident: Incident;
  direction: "above" | "below";
  level: number;
  cost: number;
  oracleCost: number;
  isCaught: boolean;
  isOracleCaught: boolean;
}

/** Incidents of one kind on series of one level. */
export interface Cell {
  name: string;
  incidents: number;
  meanCost: number;
  meanOracleCost: number;
  oracleShare: number;
}

/** What comes of a detector's score at as many false episodes as the oracle has. */
export interface EqualTerms {
  /** Of the incidents that the oracle caught. */
  caughtShare: number;
  /** Mean delay over that of the oracle: geometric mean over the telling cells, and the worst of them; NaN without any. */
  delayRatio: number;
  worstRatio: number;
  cells: readonly Cell[];
}

export interface Appraisal {
  name: string;
  ownRule: OwnRule;
  /** One per asked rate of false episodes. */
  equalTerms: readonly EqualTerms[];
}

/** A series together with what a detector says of it. */
type Scored = TestSeries & { reading: Reading };

/** Runs a detector over all traffic and scores it both ways. */
export function appraise(detector: Detector, { traffic, perWeek, groups }: TestBed): Appraisal {
  const scored = traffic.groups.map((group, index): Scored[] => {
    const readings = detector.read(group);
    return (groups[index] ?? []).flatMap((one, status) => {
      const reading = readings[status];
      return reading === undefined ? [] : [{ ...one, reading }];
    });
  });
  const classes = [...groupedBy(scored.flat(), ({ series }) => `${series.direction} ${series.level}`).values()];
  const equalTerms = perWeek.map((rate, index) => onEqualTerms(classes.flatMap((one) => outcomesAt(one, rate, index))));
  return { name: detector.name, ownRule: byOwnRule(scored), equalTerms };
}

/** The oracle beside the detectors: it has no rule of its own, and catches all that it catches. */
export function oracleAppraisal({ perWeek, groups }: TestBed): Appraisal {
  const all = groups.flat();
  const equalTerms = perWeek.map((_, index) =>
    onEqualTerms(all.flatMap((one) => outcomesOf(one, index, (found) => found.delays[index] ?? Number.NaN))),
  );
  const ownRule = { falseEpisodesPerWeek: Number.NaN, caughtShare: Number.NaN, promotionShare: Number.NaN };
  return { name: "Oracle that knows the true rates", ownRule, equalTerms };
}

function byOwnRule(groups: readonly (readonly Scored[])[]): OwnRule {
  const all = groups.flat();
  const episodes = sumOf(all.map(({ reading, isClean }) => falseEpisodes(reading.isAlert, 1, isClean)));
  const caught = all.flatMap(({ series, reading }) =>
    series.incidents.map((incident) => !Number.isNaN(delayMinutes(reading.isAlert, 1, incident))),
  );
  const promotions = groups.flatMap(alertsInPromotions);
  return {
    falseEpisodesPerWeek: episodes / cleanWeeks(all),
    caughtShare: shareOf(caught),
    promotionShare: shareOf(promotions),
  };
}

/** For each promotion of a group whether one of its bad statuses alerted. */
function alertsInPromotions(group: readonly Scored[]): boolean[] {
  const bad = group.filter(({ series }) => series.direction === "above");
  const promotions = bad[0]?.series.promotions ?? [];
  return promotions.map((promotion) =>
    bad.some(({ reading }) => !Number.isNaN(delayMinutes(reading.isAlert, 1, withTail(promotion)))),
  );
}

/** Outcomes on the series of one class at the limit that gives them `rate` false episodes a week. */
function outcomesAt(scored: readonly Scored[], rate: number, index: number): Outcome[] {
  const series = scored.map(({ reading, isClean }) => ({ score: reading.score, isClean }));
  const limit = hindsightLimit(series, rate * cleanWeeks(scored));
  return scored.flatMap((one) =>
    outcomesOf(one, index, ({ incident }) => delayMinutes(one.reading.score, limit, incident)),
  );
}

function outcomesOf(
  { series, findings }: TestSeries,
  index: number,
  delayOf: (finding: TestSeries["findings"][number]) => number,
): Outcome[] {
  return findings.map((finding) => {
    const { incident, delays } = finding;
    const [delay, oracleDelay] = [delayOf(finding), delays[index] ?? Number.NaN];
    return {
      incident,
      direction: series.direction,
      level: series.level,
      cost: costMinutes(delay, incident),
      oracleCost: costMinutes(oracleDelay, incident),
      isCaught: !Number.isNaN(delay),
      isOracleCaught: !Number.isNaN(oracleDelay),
    };
  });
}

/** Sums up outcomes by cell and over cells. */
export function onEqualTerms(outcomes: readonly Outcome[]): EqualTerms {
  const catchable = outcomes.filter(({ isOracleCaught }) => isOracleCaught);
  const byCell = groupedBy(outcomes, ({ incident, direction, level }) => cellName(incident, direction, level));
  const cells = [...byCell].map(([name, own]) => cellOf(name, own));
  const telling = cells.filter(({ oracleShare }) => oracleShare >= TELLING_SHARE);
  const ratios = telling.map(({ meanCost, meanOracleCost }) => meanCost / meanOracleCost);
  return {
    caughtShare: shareOf(catchable.map(({ isCaught }) => isCaught)),
    delayRatio: Math.exp(meanOf(ratios.map(Math.log))),
    worstRatio: ratios.length === 0 ? Number.NaN : Math.max(...ratios),
    cells,
  };
}

function cellName({ kind }: Incident, direction: Outcome["direction"], level: number): string {
  return `${direction === "above" ? "bad status" : "approved"} ${kind} at ${level}`;
}

function cellOf(name: string, outcomes: readonly Outcome[]): Cell {
  return {
    name,
    incidents: outcomes.length,
    meanCost: meanOf(outcomes.map(({ cost }) => cost)),
    meanOracleCost: meanOf(outcomes.map(({ oracleCost }) => oracleCost)),
    oracleShare: shareOf(outcomes.map(({ isOracleCaught }) => isOracleCaught)),
  };
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** NaN of nothing. */
function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

function shareOf(facts: readonly boolean[]): number {
  return meanOf(facts.map(Number));
}
