import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHART_HEIGHT, CHART_WIDTH, chartPicture } from "./chart-picture.ts";
import { pngOf } from "./png-of.ts";

const minute = (count: number) => count * 60_000;

describe("chartPicture", () => {
  test("draws actual and expected from the first to the last tick, against a round number", () => {
    const picture = chartPicture(
      [
        { at: 0, value: 3, expected: 2 },
        { at: minute(1), value: 11.5, expected: 2 },
        { at: minute(2), value: 0, expected: 2 },
      ],
      "UTC",
    );
    // The top is 12: 0 stands at the foot, 12 at the head.
    expect(picture).toContain("M52.0 124.0L298.0 22.0L544.0 160.0");
    expect(picture).toContain("M52.0 136.0L298.0 136.0L544.0 136.0");
  });

  test.each([
    ["no tick", []],
    ["one tick", [{ at: 0, value: 1, expected: 1 }]],
    ["ticks that are unknown", [0, 1, 2].map((at) => ({ at, value: Number.NaN, expected: 1 }))],
  ])("is empty for %s", (_name, trail) => {
    expect(chartPicture(trail, "UTC")).toBe("");
    expect(pngOf(chartPicture(trail, "UTC"))).toBeNull();
  });

  test("property: whatever the counts, it is a picture of the same size", () => {
    const count = fc.double({ min: -1e15, max: 1e15 });
    const tick = fc.record({ value: count, expected: count });
    fc.assert(
      fc.property(fc.array(tick, { minLength: 2, maxLength: 60 }), (ticks) => {
        const picture = chartPicture(
          ticks.map((each, index) => ({ at: minute(index), ...each })),
          "UTC",
        );
        if (picture === "") return;
        expect(picture).not.toMatch(/NaN|Infinity/);
        const png = pngOf(picture);
        expect(png?.readUInt32BE(16)).toBe(2 * CHART_WIDTH);
        expect(png?.readUInt32BE(20)).toBe(2 * CHART_HEIGHT);
      }),
      { numRuns: 30 },
    );
  });
});
