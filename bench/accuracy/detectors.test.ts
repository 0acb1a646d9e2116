import { describe, expect, test } from "vitest";
import { createRandom, negativeBinomialDraw, poissonDraw } from "../../src/core/stats/random.ts";
import { detectorsFor } from "./detectors.ts";
import { movingMoments, pastWeeks } from "./peer/moments.ts";
import { DAY_MINUTES, type Group, type Series, WEEK_MINUTES } from "./traffic.ts";

const MINUTES = 2 * WEEK_MINUTES;
const FAULT = { from: MINUTES - 700, to: MINUTES - 640 };

/** Denied and approved at 20 and 100 a minute, all day long; denied tenfold and approved gone in the fault. */
function groupWith(random: () => number): Group {
  const isFault = (minute: number) => minute >= FAULT.from && minute < FAULT.to;
  const seriesOf = (direction: Series["direction"], level: number, factor: number): Series => {
    const rates = new Float64Array(MINUTES).fill(level);
    const counts = rates.map((rate, minute) =>
      minute % 1000 === 999 ? Number.NaN : poissonDraw(isFault(minute) ? rate * factor : rate, random),
    );
    const common = { status: "", level, meanRate: level, r: Infinity, incidents: [], ignored: [], promotions: [] };
    return { ...common, direction, counts, rates };
  };
  return { shape: "shallow", series: [seriesOf("below", 100, 0), seriesOf("above", 20, 10)] };
}

const group = groupWith(createRandom(1));

describe.each(detectorsFor(WEEK_MINUTES))("$name", (detector) => {
  const readings = detector.read(group);

  test("finds what cannot be overlooked, and scores it higher than all before", () => {
    for (const [index, { score, isAlert }] of readings.entries()) {
      const inside = score.subarray(FAULT.from, FAULT.to).filter((value) => !Number.isNaN(value));
      const before = score.subarray(WEEK_MINUTES + DAY_MINUTES, FAULT.from).filter((value) => !Number.isNaN(value));
      expect(Math.max(...inside)).toBeGreaterThan(Math.max(...before));
      // The adaptive band ends at zero, so that nothing can be below it.
      if (detector.name.includes("Grafana") && index === 0) continue;
      expect(isAlert.subarray(FAULT.from, FAULT.to)).toContain(1);
    }
  });

  test("is not alarmed all the time without a reason", () => {
    for (const { isAlert } of readings) {
      const quiet = isAlert.subarray(WEEK_MINUTES + DAY_MINUTES, FAULT.from);
      expect(quiet.reduce((sum, flag) => sum + flag, 0) / quiet.length).toBeLessThan(0.02);
    }
  });

  test("does not look ahead", () => {
    const cut = FAULT.from + 10;
    const series = group.series.map((one) => ({ ...one, counts: one.counts.map((y, i) => (i < cut ? y : 7)) }));
    const others = detector.read({ ...group, series });
    for (const [index, { score, isAlert }] of readings.entries()) {
      expect(others[index]?.score.subarray(0, cut)).toEqual(score.subarray(0, cut));
      expect(others[index]?.isAlert.subarray(0, cut)).toEqual(isAlert.subarray(0, cut));
    }
  });
});

describe("movingMoments", () => {
  const random = createRandom(5);
  const counts = Float64Array.from({ length: 300 }, (_, i) =>
    i % 7 === 0 ? Number.NaN : negativeBinomialDraw(9, 3, random),
  );

  test("are the mean and variance of the known counts in the stretches together", () => {
    const { mean, variance, known } = movingMoments(counts, [
      [-60, 0],
      [-200, -150],
    ]);
    const sample = [...counts.subarray(190, 250), ...counts.subarray(50, 100)].filter((y) => !Number.isNaN(y));
    const expected = sample.reduce((sum, y) => sum + y, 0) / sample.length;
    const spread = sample.reduce((sum, y) => sum + (y - expected) ** 2, 0) / (sample.length - 1);
    expect(known[250]).toBe(sample.length);
    expect(mean[250]).toBeCloseTo(expected, 9);
    expect(variance[250]).toBeCloseTo(spread, 8);
  });

  test("do not exist before two counts are known", () => {
    const { mean } = movingMoments(counts, [[-60, 0]]);
    expect([mean[0], mean[1], mean[2]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(mean[3]).toBe(((counts[1] ?? 0) + (counts[2] ?? 0)) / 2);
  });

  test("of past weeks begin half an hour before the end of the first", () => {
    const { mean } = pastWeeks(new Float64Array(WEEK_MINUTES + 10).fill(4));
    expect(mean[WEEK_MINUTES - 40]).toBeNaN();
    expect(mean[WEEK_MINUTES]).toBe(4);
  });
});
