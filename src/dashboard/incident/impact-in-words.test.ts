import { describe, expect, test } from "vitest";
import { alarmTime, impactLines } from "./impact-in-words.ts";

describe("impactLines", () => {
  test("says a range, and which reference says what", () => {
    const lost = {
      least: 61.7,
      most: 137,
      by: [
        { reference: "expected" as const, value: 61.7 },
        { reference: "day before" as const, value: 137 },
      ],
    };
    expect(impactLines({ lost, surplus: null, minutes: 12 })).toEqual([
      { name: "Lost", range: "62 to 137", references: "62 by what was expected, 137 by the day before" },
    ]);
  });

  test("is silent about less than one transaction, and never negative", () => {
    const none = { least: -3, most: 0.4, by: [] };
    expect(impactLines({ lost: none, surplus: null, minutes: 1 })).toEqual([]);
    const one = { least: -3, most: 4, by: [{ reference: "expected" as const, value: 4 }] };
    expect(impactLines({ lost: null, surplus: one, minutes: 1 })[0]).toMatchObject({ range: "up to 4" });
  });

  test("tells how long it has been in alarm", () => {
    expect(alarmTime({ lost: null, surplus: null, minutes: 75 })).toBe("in 1 h 15 min of alarm");
  });
});
