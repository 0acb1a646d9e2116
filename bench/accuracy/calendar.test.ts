import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/stats/random.ts";
import { createCalendar } from "./calendar.ts";

describe("createCalendar", () => {
  const plan = { learningDays: 14, days: 35, statuses: 3, hasHoliday: true };
  const { promotions, holidays, faults } = createCalendar(plan, createRandom(1));
  const promotionDays = promotions.map(({ from }) => Math.floor(from / 1440));

  test("a scored day has a promotion, is a holiday or has one fault", () => {
    const scored = promotionDays.filter((day) => day >= 14);
    const days = [...scored, ...holidays, ...faults.map(({ day }) => day)].sort((a, b) => a - b);
    expect(days).toEqual(Array.from({ length: 21 }, (_, index) => 14 + index));
    expect(promotionDays.filter((day) => day < 14)).toHaveLength(1);
  });

  test("every kind of fault of every status comes once before any comes twice", () => {
    const first = faults.slice(0, 15).map(({ kind, status }) => `${kind} of ${status}`);
    expect(new Set(first).size).toBe(15);
    expect(first).toContain("outage of 0");
    expect(first).toContain("burst of 2");
  });
});
