import { describe, expect, test } from "vitest";
import { createRandom, negativeBinomialDraw } from "../../src/core/stats/random.ts";
import { weekShape } from "./day-shape.ts";
import { falseEpisodes } from "./false-episodes.ts";
import { cusum, likelihoodGains } from "./likelihood-ratio.ts";
import { cusumLimits, Oracle, soughtSize } from "./oracle.ts";
import { type Series, WEEK_MINUTES } from "./traffic.ts";

const RATES = weekShape("shallow").map((value) => value * 2);

describe("cusumLimits", () => {
  test("weeks that were not used to calibrate have about the asked false episodes", () => {
    const [size, r, weeks] = [2, 50, 60];
    const limits = cusumLimits({ rates: RATES, r, sizes: [size] }, [1], 60, createRandom(1));
    const [limit = 0] = limits.get(size) ?? [];
    const random = createRandom(2);
    const isClean = new Uint8Array(WEEK_MINUTES).fill(1);
    let found = 0;
    for (let week = 0; week < weeks; week++) {
      const counts = RATES.map((rate) => negativeBinomialDraw(rate, r, random));
      found += falseEpisodes(cusum(counts, likelihoodGains(RATES, r, size)), limit, isClean);
    }
    // Both counts are about Poisson of mean 60: their difference has a standard deviation of 11.
    expect(found / weeks).toBeGreaterThan(0.6);
    expect(found / weeks).toBeLessThan(1.5);
  });

  test("fewer false alarms ask for more evidence", () => {
    const limits = cusumLimits({ rates: RATES, r: Infinity, sizes: [1.5, 5] }, [1, 0.25], 12, createRandom(3));
    for (const [week = 0, month = 0] of limits.values()) expect(month).toBeGreaterThan(week);
  });
});

describe("Oracle", () => {
  test("finds what can be found, fast, and never what did not happen", () => {
    const random = createRandom(4);
    const counts = RATES.map((rate, minute) =>
      negativeBinomialDraw(minute >= 5000 && minute < 5060 ? rate * 5 : rate, Infinity, random),
    );
    const series: Series = {
      status: "denied",
      direction: "above",
      level: 2,
      meanRate: 2,
      counts,
      rates: RATES,
      r: Infinity,
      incidents: [
        { kind: "x5", from: 5000, to: 5060 },
        { kind: "x5", from: 7000, to: 7060 },
      ],
      ignored: [],
      promotions: [],
    };
    const [real = [], imagined = []] = new Oracle({ perWeek: [1], repetitions: 12, seed: 1 }).delays(series, "shallow");
    expect(real[0]).toBeLessThan(5);
    expect(imagined[0]).toBeNaN();
  });

  test("is told one size of change for each kind of fault", () => {
    expect(soughtSize("x2", 5)).toBe(2);
    expect(soughtSize("outage", 5)).toBeGreaterThan(0);
    expect(soughtSize("ramp", 0.05)).toBeGreaterThan(soughtSize("ramp", 500));
  });
});
