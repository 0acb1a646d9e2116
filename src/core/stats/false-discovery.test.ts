import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { falseDiscoveryRates } from "./false-discovery.ts";

/** Benjamini & Hochberg (1995), section 3.2: thrombolysis. */
const PUBLISHED = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

describe("false-discovery rates", () => {
  test("believe the first four of the published example at 0.05", () => {
    const rates = falseDiscoveryRates(PUBLISHED, PUBLISHED.length);
    expect(rates.filter((rate) => rate <= 0.05)).toHaveLength(4);
  });

  test("agree with SciPy 1.17 stats.false_discovery_control", () => {
    const expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765, 0.486, 0.58118182, 0.714875,
      0.75323077, 0.81321429, 1,
    ];
    for (const [index, rate] of falseDiscoveryRates(PUBLISHED, PUBLISHED.length).entries())
      expect(rate).toBeCloseTo(expected[index] ?? Number.NaN, 8);
  });

  test("property: tests that were not shown make the others no more believed, and order does not matter", () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pValues, (values) => {
        const some = falseDiscoveryRates(values, values.length);
        const more = falseDiscoveryRates(values, values.length + 10);
        const backwards = falseDiscoveryRates(values.toReversed(), values.length).toReversed();
        for (const [index, rate] of some.entries()) {
          expect(rate).toBeGreaterThanOrEqual((values[index] ?? 1) * (1 - 1e-14));
          expect(more[index]).toBeGreaterThanOrEqual(rate * (1 - 1e-14));
          expect(backwards[index]).toBe(rate);
        }
      }),
    );
  });
});
