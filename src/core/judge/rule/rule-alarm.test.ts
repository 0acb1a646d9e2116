import { describe, expect, test } from "vitest";
import type { CompiledRule } from "./compiled-rule.ts";
import { RuleAlarm } from "./rule-alarm.ts";

const MINUTE = 60_000;

/** Where an alarm is on, in ticks of a minute in which the condition holds (1) or not (0). */
function onIn(forMs: number, ticks: string, tickMs = MINUTE): string {
  const rule: CompiledRule = { rule: { when: "", status: "" }, status: 0, forMs, inputs: [], holds: () => true };
  const alarm = new RuleAlarm(rule, 0);
  return Array.from(ticks, (tick, index) => {
    alarm.move(index * tickMs, tickMs, tick === "1");
    return alarm.isOn ? "1" : "0";
  }).join("");
}

describe("an alarm by rule", () => {
  test.each([
    ["begins with the first tick when nothing is said of how long", 0, "0100", "0111"],
    ["begins once the ticks are as long as the rule says", 3 * MINUTE, "110111", "000001"],
    ["needs one tick for less than a tick", 30_000, "010", "011"],
    ["ends after five minutes", 0, "10000001", "11111001"],
    ["is kept on by any tick in which the condition holds", 2 * MINUTE, "110000100000", "011111111110"],
  ])("%s", (_, forMs, ticks, on) => {
    expect(onIn(forMs, ticks)).toBe(on);
  });

  test("ends with the first tick that does not hold when ticks are long", () => {
    expect(onIn(0, "1100", 10 * MINUTE)).toBe("1100");
  });
});
