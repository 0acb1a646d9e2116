import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poissonDraw, createRandom } from "./random.ts";
import { trendOf, type Trend } from "./trend.ts";

const mirror: Record<Trend, Trend> = {
  "falling a lot": "rising a lot",
  falling: "rising",
  steady: "steady",
  rising: "falling",
  "rising a lot": "falling a lot",
};

describe("trendOf", () => {
  // z worked by hand from the formula of Gu et al. (2008), W5.
  test.each<[number, number, number, Trend, string]>([
    [100, 100, 1, "steady", "no change"],
    [130, 100, 1, "steady", "z = 1.98: too little evidence"],
    [140, 100, 1, "rising", "z = 2.58 and 40 % more"],
    [100, 140, 1, "falling", "its mirror"],
    [10_500, 10_000, 1, "steady", "z = 3.49 but only 5 % more"],
    [60, 20, 1, "rising a lot", "z = 4.60 and three times as many"],
    [20, 5, 1, "rising", "z = 3.11: four times as many, on little evidence"],
    [20, 60, 1, "falling a lot", "a third"],
    [0, 30, 1, "falling a lot", "nothing left"],
    [30, 0, 1, "rising a lot", "out of nothing"],
    [3, 0, 1, "steady", "three events out of nothing"],
    [10, 60, 1 / 6, "steady", "the same rate over a sixth of the time"],
    [40, 60, 1 / 6, "rising a lot", "four times the rate"],
  ])("%i after %i with exposure %f is %s: %s", (recent, before, ratio, trend) => {
    expect(trendOf(recent, before, ratio)).toBe(trend);
  });

  test("what is not known is steady", () => {
    expect(trendOf(Number.NaN, 5, 1)).toBe("steady");
    expect(trendOf(0, 0, 1)).toBe("steady");
  });

  test("property: with the windows exchanged, rising becomes falling", () => {
    const count = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(count, count, fc.constantFrom(0.25, 1, 4), (recent, before, ratio) => {
        expect(trendOf(before, recent, 1 / ratio)).toBe(mirror[trendOf(recent, before, ratio)]);
      }),
    );
  });

  test("chance alone is called a trend in about one case of eighty, and never a strong one", () => {
    const random = createRandom(3);
    let told = 0;
    for (let i = 0; i < 8000; i++) {
      const trend = trendOf(poissonDraw(50, random), poissonDraw(300, random), 1 / 6);
      if (trend !== "steady") told += 1;
      expect(trend).not.toContain("a lot");
    }
    // Two-sided 2.5 sigma: 1.24 %.
    expect(told / 8000).toBeLessThan(0.018);
  });
});
