import { describe, expect, test } from "vitest";
import { ruleReason } from "./rule-reason.ts";

const many = { label: "failed > 20 && share > 0.02", heldMs: 300_000, perMinute: 31, minuteMs: 60_000 };

describe("ruleReason", () => {
  test.each([
    ['failed: 31 in the last minute, rule "failed > 20 && share > 0.02" has held for 5 minutes', [many]],
    [
      'failed: 31 in the last minute, rule "many" has held for 10 seconds',
      [{ ...many, label: "many", heldMs: 10_000 }],
    ],
    [
      'failed: rule "many" has held for an hour',
      [{ ...many, label: "many", heldMs: 3_600_000, perMinute: Number.NaN }],
    ],
    [
      'failed: 6.2 a minute in the last 5 minutes, rule "many" has held for 5 minutes',
      [{ ...many, label: "many", perMinute: 6.2, minuteMs: 300_000 }],
    ],
    [
      'failed: 31 in the last minute, rule "a" has held for a minute, rule "b" has held for 2 minutes',
      [
        { ...many, label: "a", heldMs: 60_000 },
        { ...many, label: "b", heldMs: 120_000 },
      ],
    ],
    ["", []],
  ])("%s", (sentence, sightings) => {
    expect(ruleReason("failed", sightings)).toBe(sentence);
  });

  test("a long expression is cut", () => {
    expect(ruleReason("failed", [{ ...many, label: "x".repeat(500) }])).toContain(`rule "${"x".repeat(119)}…" has`);
  });
});
