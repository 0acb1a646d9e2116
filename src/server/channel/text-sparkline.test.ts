import { expect, test } from "vitest";
import { textSparkline } from "./text-sparkline.ts";

test("bars are as high as their share of the top", () => {
  expect(textSparkline([0, 1, 2, 3, 4, 5, 6, 7], 7)).toBe("▁▂▃▄▅▆▇█");
  expect(textSparkline([-1, 100, Number.NaN, 0], 7)).toBe("▁█·▁");
  expect(textSparkline([0, 0], 0)).toBe("▁▁");
  expect(textSparkline([], 1)).toBe("");
});
