import { describe, expect, test } from "vitest";
import { createRandom, negativeBinomialDraw } from "../stats/random.ts";
import { FALLS, RISES } from "./effects.ts";
import { Evidence } from "./evidence.ts";
import { countOvershoot, informationOf } from "./overshoot.ts";

/** The evidence as its formulas say it: slow, with the logarithms and exponentials of the engine, an array for everything. */
function plainEvidence(effects: readonly number[]) {
  let ratios = effects.map(() => 0);
  let weights: number[] = [];
  let ticks = 0;
  const update = (y: number, m: number, r: number): number => {
    if (ticks++ % 15 === 0) weights = plainWeights(effects, m, r);
    const start = Math.min(1, m / 0.01);
    ratios = ratios.map((ratio, k) => Math.exp(plainLogRatio(y, m, r, effects[k] ?? 1)) * (ratio + start));
    return ratios.reduce((sum, ratio, k) => sum + (weights[k] ?? 0) * ratio, 0);
  };
  const clear = (): void => {
    ratios = effects.map(() => 0);
  };
  return { update, clear };
}

function plainWeights(effects: readonly number[], m: number, r: number): number[] {
  const parts = effects.map((effect) => Math.min(1, (3 / informationOf(effect, m, r)) ** 2));
  const sum = parts.reduce((one, other) => one + other, 0);
  return effects.map((effect, k) => Math.fround((parts[k] ?? 0) / sum / countOvershoot(effect, m, r)));
}

function plainLogRatio(y: number, m: number, r: number, f: number): number {
  const ratio =
    r > 1e7 ? y * Math.log(f) + m * (1 - f) : y * Math.log(f) - (y + r) * Math.log1p(((f - 1) * m) / (m + r));
  return Math.max(-60, Math.min(60, ratio));
}

describe("Evidence beside its formulas", () => {
  test.each([
    [0.001, Infinity],
    [0.02, 3],
    [0.4, 300],
    [5, 50],
    [80, 1e6],
    [3000, 200],
    [40_000, Infinity],
  ])("agrees to 1e-10 through quiet hours, faults and what follows them (mean %f, shape %f)", (level, r) => {
    const random = createRandom(7);
    for (const effects of [RISES, FALLS]) {
      const evidence = new Evidence(effects);
      evidence.grow(2);
      const plain = plainEvidence(effects);
      for (let tick = 0; tick < 3000; tick++) {
        const m = level * (1 + 0.5 * Math.sin(tick / 200));
        const fault = tick % 500 < 480 ? 1 : tick % 1000 < 500 ? 3 : 0.2;
        const y = negativeBinomialDraw(m * fault, r, random);
        const expected = plain.update(y, m, r);
        expect(Math.abs(evidence.update(1, y, m, r, false) / expected - 1)).toBeLessThan(1e-10);
        // As the judge does when an alarm has been told for long: it would grow without end.
        if (expected < 1e6) continue;
        plain.clear();
        evidence.clear(1);
      }
    }
  });
});
