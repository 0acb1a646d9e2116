import { describe, expect, test } from "vitest";
import { logPmf } from "../../src/core/stats/negative-binomial.ts";
import { cusum, likelihoodGains } from "./likelihood-ratio.ts";

describe("likelihoodGains", () => {
  test.each([
    [0.05, Infinity, 2],
    [5, Infinity, 0.5],
    [5, 8, 1.5],
    [400, 100, 0.01],
  ])("are the difference of log probabilities: m = %f, r = %f, f = %f", (m, r, f) => {
    const { perCount, constant } = likelihoodGains(Float64Array.of(m), r, f);
    for (const y of [0, 1, 7, 390]) {
      const expected = logPmf(y, f * m, r) - logPmf(y, m, r);
      expect((perCount[0] ?? 0) * y + (constant[0] ?? 0)).toBeCloseTo(expected, 8);
    }
  });
});

describe("cusum", () => {
  const gains = { perCount: new Float64Array(6).fill(1), constant: new Float64Array(6).fill(-2) };

  test("sums evidence, never below zero, and a missing count changes nothing", () => {
    expect([...cusum(Float64Array.of(0, 5, Number.NaN, 4, 0, 0), gains)]).toEqual([0, 3, 3, 5, 3, 1]);
  });

  test("carries no more than its cap, which one minute may exceed", () => {
    expect([...cusum(Float64Array.of(9, 9, 1, 0, 0, 0), gains, 4)]).toEqual([7, 11, 3, 1, 0, 0]);
  });
});
