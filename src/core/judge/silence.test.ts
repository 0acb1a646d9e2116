import { describe, expect, test } from "vitest";
import { silenceEvidence } from "./silence.ts";

function emptyTicksUntil(threshold: number, logProbabilityOfNone: number): number {
  let evidence = 0;
  for (let ticks = 1; ; ticks++) {
    evidence = silenceEvidence(evidence, true, logProbabilityOfNone);
    if (evidence >= threshold) return ticks;
  }
}

describe("silenceEvidence", () => {
  test("the busier the stream, the sooner its silence is told", () => {
    expect(emptyTicksUntil(70_560, -100)).toBe(1);
    expect(emptyTicksUntil(70_560, -5)).toBe(3);
    expect(emptyTicksUntil(70_560, -0.5)).toBeGreaterThan(15);
  });

  test("one record ends it", () => {
    expect(silenceEvidence(60_000, false, -5)).toBe(0);
  });

  test("stays a number through any silence", () => {
    let evidence = 0;
    for (let tick = 0; tick < 1000; tick++) evidence = silenceEvidence(evidence, true, -700);
    expect(evidence).toBe(1e15);
  });
});
