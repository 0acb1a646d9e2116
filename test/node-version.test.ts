import { describe, expect, test } from "vitest";

const file = new URL("../scripts/node-version.mjs", import.meta.url).href;
const { isInRange } = (await import(/* @vite-ignore */ file)) as {
  isInRange: (version: string, range: string) => boolean;
};

const RANGE = "^20.19.0 || ^22.12.0 || >=24";

describe("isInRange", () => {
  test.each(["20.19.0", "20.20.2", "22.12.0", "22.21.1", "24.0.0", "26.10.0"])("takes Node %s", (version) => {
    expect(isInRange(version, RANGE)).toBe(true);
  });

  test.each(["16.20.2", "18.20.8", "20.9.0", "20.18.3", "21.7.3", "22.2.0", "22.11.0", "23.11.0"])(
    "refuses Node %s",
    (version) => {
      expect(isInRange(version, RANGE)).toBe(false);
    },
  );

  test("does not guess at a range of another form", () => {
    expect(() => isInRange("20.0.0", "~20.1")).toThrow(RangeError);
  });
});
