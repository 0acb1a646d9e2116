import { describe, expect, test } from "vitest";
import { weekShape } from "./day-shape.ts";
import { faultFactors } from "./fault.ts";
import { createTraffic } from "./simulated-traffic.ts";
import { DAY_MINUTES, type Series, WEEK_MINUTES } from "./traffic.ts";

const plan = { seed: 3, groupsPerLevel: 4, learningWeeks: 1, scoredWeeks: 1 };
const traffic = createTraffic(plan);
const series = traffic.groups.flatMap((group) => group.series);

function sumOf(values: Float64Array, from = 0, to = values.length): number {
  return values.subarray(from, to).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}

/** Means of the minutes that are known and without faults. */
function expectedTotal({ counts, rates, incidents, ignored }: Series): { seen: number; expected: number } {
  const known = counts.slice();
  for (const { from, to } of [...incidents, ...ignored]) known.fill(Number.NaN, from, to);
  return { seen: sumOf(known), expected: sumOf(rates.map((rate, i) => (Number.isNaN(known[i]) ? 0 : rate))) };
}

describe("weekShape", () => {
  test.each(["deep", "shallow"] as const)("the %s one has a mean of 1, a quiet night and a quiet weekend", (shape) => {
    const week = weekShape(shape);
    expect(sumOf(week) / WEEK_MINUTES).toBeCloseTo(1, 9);
    const [afternoon = 0, night = 0] = [week[15 * 60], week[3 * 60]];
    expect(afternoon / night).toBeCloseTo(shape === "deep" ? 60 : 4, 6);
    expect(sumOf(week, 5 * DAY_MINUTES, 6 * DAY_MINUTES) / sumOf(week, 0, DAY_MINUTES)).toBeCloseTo(0.75, 9);
  });
});

describe("faultFactors", () => {
  test("a ramp climbs to its top and stays, a burst is short, an outage is nothing", () => {
    const ramp = faultFactors("ramp", 50);
    expect([ramp.length, ramp[29], ramp[59], ramp[89]]).toEqual([90, 2.5, 4, 4]);
    expect([...faultFactors("burst", 0.05)]).toEqual([10, 10, 10]);
    expect([...new Set(faultFactors("outage", 0.5))]).toEqual([0]);
    expect(faultFactors("x2", 0.05)).toHaveLength(480);
  });
});

describe("createTraffic", () => {
  test("a seed always gives the same traffic, another seed another", () => {
    const first = (seed: number) => createTraffic({ ...plan, groupsPerLevel: 1, seed }).groups.at(-1)?.series;
    expect(first(3)).toEqual(first(3));
    expect(first(3)?.[0]?.counts).not.toEqual(first(4)?.[0]?.counts);
    expect(first(3)).toEqual(traffic.groups[20]?.series);
  });

  test("has four groups of each level, the busy ones with three statuses", () => {
    expect(traffic.groups).toHaveLength(24);
    expect(series).toHaveLength(2 * 4 + 4 * 4 * 3);
    const levels = (direction: Series["direction"]) => [
      ...new Set(series.filter((one) => one.direction === direction).map(({ level }) => level)),
    ];
    expect(levels("below")).toEqual([0.05, 0.5, 5, 50, 500, 5000]);
    expect(levels("above").sort((a, b) => a - b)).toEqual([0.05, 0.5, 5, 50, 500]);
  });

  test("counts have the means that they should, five standard deviations at most away", () => {
    for (const one of series) {
      const { seen, expected } = expectedTotal(one);
      const variance = expected * (1 + Math.max(...one.rates) / one.r);
      expect(Math.abs(seen - expected) / Math.sqrt(variance)).toBeLessThan(5);
    }
  });

  test("rates are those of the level, give or take days, drift, promotions and holidays", () => {
    for (const { rates, meanRate } of series) {
      const mean = sumOf(rates) / rates.length;
      expect(Math.abs(mean / meanRate - 1)).toBeLessThan(0.2);
    }
  });

  test("faults come after the time to learn, do not overlap, and can be seen in the counts", () => {
    for (const { incidents, counts, rates, direction, level } of series) {
      incidents.forEach(({ from, to, kind }, index) => {
        expect(from).toBeGreaterThanOrEqual(traffic.scoredFrom);
        expect(to).toBeLessThanOrEqual(incidents[index + 1]?.from ?? traffic.minutes);
        if (level < 50) return;
        const ratio = sumOf(counts, from, to) / sumOf(rates, from, to);
        if (direction === "above") expect(ratio, kind).toBeGreaterThan(1.2);
        else expect(ratio, kind).toBeLessThan(0.8);
      });
    }
    expect(series.flatMap(({ incidents }) => incidents).length).toBeGreaterThan(80);
  });

  test("what a bad status gains, approved loses; an outage takes all", () => {
    for (const { series: statuses } of traffic.groups.slice(-4)) {
      const [approved] = statuses;
      for (const status of statuses.slice(1)) {
        for (const { from, to, kind } of status.incidents) {
          if (kind !== "x2" && kind !== "x5") continue;
          const total = (of: "counts" | "rates") => statuses.reduce((sum, one) => sum + sumOf(one[of], from, to), 0);
          expect(total("counts") / total("rates")).toBeGreaterThan(0.6);
          expect(total("counts") / total("rates")).toBeLessThan(1.05);
        }
      }
      for (const { from, to } of approved?.incidents.filter(({ kind }) => kind === "outage") ?? []) {
        expect(statuses.map(({ counts }) => sumOf(counts, from, to))).toEqual([0, 0, 0]);
      }
    }
  });

  test("a promotion doubles the volume and changes no share", () => {
    const promoted = traffic.groups.at(-1)?.series ?? [];
    const [approved, denied] = promoted;
    const { from = 0 } = denied?.promotions[0] ?? {};
    const [before = 0, after = 0] = [denied?.rates[from - 1], denied?.rates[from]];
    expect(after / before).toBeGreaterThan(1.8);
    expect((denied?.rates[from] ?? 0) / (approved?.rates[from] ?? 1)).toBeCloseTo(0.1 / 0.89, 9);
  });
});
