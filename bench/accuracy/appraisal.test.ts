import { describe, expect, test } from "vitest";
import { appraise, onEqualTerms, oracleAppraisal, type Outcome } from "./appraisal.ts";
import { cleanMinutes } from "./clean-minutes.ts";
import type { Detector } from "./detector.ts";
import { cellTable, detectorTable } from "./report.ts";
import type { TestBed } from "./test-bed.ts";
import { type Incident, type Series, WEEK_MINUTES } from "./traffic.ts";

function outcome(kind: Incident["kind"], cost: number, oracleCost: number): Outcome {
  const [isCaught, isOracleCaught] = [cost < 61, oracleCost < 61];
  return {
    incident: { kind, from: 0, to: 60 },
    direction: "above",
    level: 5,
    cost,
    oracleCost,
    isCaught,
    isOracleCaught,
  };
}

describe("onEqualTerms", () => {
  test("compares mean delays per cell, by the geometric mean of cells", () => {
    const terms = onEqualTerms([outcome("x2", 4, 1), outcome("x2", 8, 3), outcome("x5", 3, 3)]);
    expect(terms.delayRatio).toBeCloseTo(Math.sqrt(3), 12);
    expect(terms.worstRatio).toBe(3);
    expect(terms.caughtShare).toBe(1);
  });

  test("counts as found only what the oracle found, and delays only where it finds most", () => {
    const terms = onEqualTerms([
      outcome("x2", 61, 61),
      outcome("x2", 30, 2),
      outcome("x5", 61, 2),
      outcome("x5", 2, 2),
    ]);
    expect(terms.caughtShare).toBeCloseTo(2 / 3, 12);
    expect(terms.delayRatio).toBeCloseTo(63 / 4, 12);
    expect(terms.cells.map(({ oracleShare }) => oracleShare)).toEqual([0.5, 1]);
  });
});

/** Two weeks of which the second is scored: a fault at its start, a promotion in its middle. */
function testBedOf(): TestBed {
  const minutes = 2 * WEEK_MINUTES;
  const at = (hour: number) => WEEK_MINUTES + hour * 60;
  const incident: Incident = { kind: "x2", from: at(1), to: at(2) };
  const series: Series = {
    status: "denied",
    direction: "above",
    level: 5,
    meanRate: 5,
    counts: new Float64Array(minutes),
    rates: new Float64Array(minutes),
    r: Infinity,
    incidents: [incident],
    ignored: [{ from: at(20), to: at(21) }],
    promotions: [{ from: at(50), to: at(53) }],
  };
  const group = { shape: "deep" as const, series: [series] };
  const isClean = cleanMinutes(series, WEEK_MINUTES);
  return {
    traffic: { groups: [group], minutes, scoredFrom: WEEK_MINUTES },
    perWeek: [1],
    groups: [[{ series, isClean, findings: [{ incident, delays: [4] }] }]],
  };
}

/** Scores 9 and alerts at some minutes of the second week, scores 5 without an alert at others. */
function detectorWith(loud: readonly number[], low: readonly number[]): Detector {
  const read = ({ series }: { series: Series[] }) =>
    series.map(({ counts }) => {
      const score = new Float64Array(counts.length);
      for (const minute of low) score[WEEK_MINUTES + minute] = 5;
      for (const minute of loud) score[WEEK_MINUTES + minute] = 9;
      return { score, isAlert: Uint8Array.from(score, (value) => (value > 8 ? 1 : 0)) };
    });
  return { name: "planted", read };
}

describe("appraise", () => {
  const bed = testBedOf();
  const week = (7 * 24 - 1.5 - 1 - 3.5) / (7 * 24);

  test("by its own rule: false episodes in clean time, incidents caught, promotions alarmed", () => {
    const loud = [67, 125, 20 * 60 + 5, 53 * 60 + 10, 6000, 8000];
    const { ownRule } = appraise(detectorWith(loud, []), bed);
    expect(ownRule).toEqual({ falseEpisodesPerWeek: 2 / week, caughtShare: 1, promotionShare: 1 });
    expect(appraise(detectorWith([], []), bed).ownRule).toMatchObject({ caughtShare: 0, promotionShare: 0 });
  });

  test("on equal terms: by a limit that leaves as few false episodes as asked", () => {
    // At one a week, less than a clean week allows none at all.
    const [hidden] = appraise(detectorWith([6000], [70]), bed).equalTerms;
    expect(hidden?.caughtShare).toBe(0);
    const [found] = appraise(detectorWith([71], [6000]), bed).equalTerms;
    expect(found?.caughtShare).toBe(1);
    expect(found?.delayRatio).toBeCloseTo(3, 12);
  });

  test("the oracle is its own measure, and the tables have a row for each", () => {
    const appraisals = [appraise(detectorWith([71], []), bed), oracleAppraisal(bed)];
    expect(appraisals[1]?.equalTerms[0]).toMatchObject({ caughtShare: 1, delayRatio: 1, worstRatio: 1 });
    const rows = detectorTable(appraisals, ["week"]).split("\n");
    expect(rows[2]).toMatch(/^\| planted +\| +0\.00 \| 100 % \| +0 % \| +100 % \| × 3\.00 \| +× 3\.0 \|$/);
    expect(rows).toHaveLength(4);
    expect(cellTable(appraisals, 0)).toMatch(/\| bad status x2 at 5 \| +1 \| +100 % \| +12\.0 \| +4\.0 \|$/);
  });
});
