import { describe, expect, test } from "vitest";
import { createRandom, poissonDraw } from "../stats/random.ts";
import { Evidence } from "./evidence.ts";
import { RISES } from "./effects.ts";
import { Judge } from "./judge.ts";

const HOUR = 3_600_000;
const LOOKS = 50;

/** Mean ticks until the evidence against counts of mean `m` reaches `limit`, looked at so many times a tick. */
function runLength(m: number, limit: number, looks: number, isScaled: boolean): number {
  const random = createRandom(11);
  const evidence = new Evidence(RISES);
  evidence.grow(1);
  let runs = 0;
  let ticks = 0;
  while (ticks < 60_000) {
    ticks += 1;
    const scale = isScaled ? evidence.arrivalScale(m, Infinity) : undefined;
    let y = 0;
    let isOver = false;
    for (let look = 1; look < looks && !isOver; look++) {
      y += poissonDraw(m / looks, random);
      isOver = evidence.peek(0, y, (m * look) / looks, Infinity, false, scale) >= limit;
    }
    y += poissonDraw(m / looks, random);
    isOver = evidence.update(0, y, m, Infinity, false) >= limit || isOver;
    if (!isOver) continue;
    runs += 1;
    evidence.clear(0);
  }
  return ticks / runs;
}

describe("evidence that is looked at with every arrival", () => {
  test.each([1, 8])("comes nearly as seldom as at closed ticks, mean %d a tick", (m) => {
    const closed = runLength(m, 300, 1, false);
    const scaled = runLength(m, 300, LOOKS, true) / closed;
    expect(scaled).toBeGreaterThan(0.75);
    expect(runLength(m, 300, LOOKS, false) / closed).toBeLessThan(0.85 * scaled);
  });

  test("is weighed the less the more a tick tells, and never more than at its end", () => {
    const evidence = new Evidence(RISES);
    const scales = [0.001, 0.01, 0.1, 1, 10, 100].map((m) => evidence.arrivalScale(m, 50));
    for (const scale of scales) for (const one of scale) expect(one).toBeLessThanOrEqual(1);
    expect(scales[0]).toEqual([1, 1, 1, 1, 1]);
    for (const [index, scale] of scales.slice(1).entries()) {
      for (const [effect, one] of scale.entries())
        expect(one).toBeLessThanOrEqual((scales[index]?.[effect] ?? 0) + 1e-9);
    }
  });
});

describe("the open tick of an hour", () => {
  test("is held against its own hour, not the one before", () => {
    const judge = new Judge({ tickMs: HOUR, directions: ["both"] });
    judge.addScope();
    judge.setThreshold(0, 0, 168, true);
    const rate = (hour: number): number => (hour % 24 >= 8 && hour % 24 < 20 ? 400 : 100);
    for (let hour = 0; hour < 14 * 24 + 8; hour++) {
      const local = { minuteOfDay: (hour % 24) * 60, weekday: Math.floor(hour / 24) % 7 };
      judge.closeTick(hour * HOUR, local, Float64Array.of(rate(hour)));
    }
    const at = (14 * 24 + 8) * HOUR;
    expect(judge.expectedTotal(0)).toBeLessThan(120);
    expect(judge.expectedTotal(0, at) / 400).toBeCloseTo(1, 1);
    expect(judge.peekOpenTick(0, at, 210, 210, 0.5)).toBeNull();
    expect(judge.peekOpenTick(0, at, 600, 600, 0.5)).toMatchObject({ kind: "started", at });
  });
});
