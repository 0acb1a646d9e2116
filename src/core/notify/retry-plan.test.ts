import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retryPauseMs } from "./retry-plan.ts";

const HOUR = 3_600_000;

describe("retryPauseMs", () => {
  test("pauses grow from a second to two minutes and stay there", () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 50].map((attempts) => retryPauseMs(attempts, 0, undefined, 0));
    expect(pauses).toEqual([1000, 5000, 15_000, 30_000, 60_000, 120_000, 120_000, 120_000]);
  });

  test("waits for as long as the receiver asked, never less than its own pause", () => {
    expect(retryPauseMs(1, 0, 30_000, 0)).toBe(30_000);
    expect(retryPauseMs(5, 0, 30_000, 0)).toBe(60_000);
    expect(retryPauseMs(1, 0, 9 * HOUR, 0)).toBe(HOUR);
  });

  test("gives up after a day", () => {
    expect(retryPauseMs(90, 24 * HOUR, undefined, 0)).toBe(120_000);
    expect(retryPauseMs(90, 24 * HOUR + 1, undefined, 0)).toBeNull();
  });

  test("property: chance adds at most a quarter", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, chance) => {
          const least = retryPauseMs(attempts, 0, undefined, 0) ?? 0;
          const pause = retryPauseMs(attempts, 0, undefined, chance) ?? 0;
          expect(pause).toBeGreaterThanOrEqual(least);
          expect(pause).toBeLessThan(1.25 * least);
        },
      ),
    );
  });
});
