import { describe, expect, test } from "vitest";
import { demonstrationFaults } from "./fault-schedule.ts";
import type { Fault } from "./fault.ts";

const MINUTE_MS = 60_000;

function firstFaults(count: number, seed = 1): Fault[] {
  const faults: Fault[] = [];
  for (const fault of demonstrationFaults(1_000_000, seed)) {
    faults.push(fault);
    if (faults.length === count) break;
  }
  return faults;
}

describe("the schedule of the demonstration", () => {
  test("begins with an outage of the largest issuer, 40 seconds after the start, for three minutes", () => {
    expect(firstFaults(1)).toEqual([
      { kind: "issuer-outage", from: 1_040_000, to: 1_220_000, where: { issuer: "aurora" }, strength: 0.95 },
    ]);
  });

  test("goes on every 7 to 10 minutes with another kind, for 2 to 3 minutes, with four quiet minutes before each", () => {
    const faults = firstFaults(200);
    for (const [index, fault] of faults.entries()) {
      const before = faults[index - 1];
      if (before === undefined) continue;
      expect(fault.kind).not.toBe(before.kind);
      expect(fault.from - before.from).toBeGreaterThanOrEqual(7 * MINUTE_MS);
      expect(fault.from - before.from).toBeLessThanOrEqual(10 * MINUTE_MS);
      expect(fault.to - fault.from).toBeGreaterThanOrEqual(2 * MINUTE_MS);
      expect(fault.to - fault.from).toBeLessThanOrEqual(3 * MINUTE_MS);
      expect(fault.from - before.to).toBeGreaterThanOrEqual(4 * MINUTE_MS);
    }
  });

  test("shows all seven kinds within the first eight faults", () => {
    expect(new Set(firstFaults(8).map(({ kind }) => kind)).size).toBe(7);
  });

  test("is the same for the same seed, and another for another", () => {
    expect(firstFaults(20)).toEqual(firstFaults(20));
    expect(firstFaults(20, 2)).not.toEqual(firstFaults(20));
  });
});
