import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Exposure, type Volume } from "./exposure.ts";

const DAY = 1440;
const DAYS_AND_NOON = 3.5 * DAY;

class Traffic {
  readonly exposure = new Exposure(1);
  #minute = 0;

  constructor() {
    this.exposure.grow(1);
  }

  pass(minutes: number, total: number): Volume {
    let volume: Volume = { test: 0, learn: 0, doubt: 0, weight: 0, novelty: 1 };
    for (let k = 0; k < minutes; k++) {
      const weekday = Math.floor(this.#minute / DAY) % 7;
      const tick = { position: this.exposure.slow.profiles.position(this.#minute % DAY), weekday };
      const dayEnded = this.#minute > 0 && this.#minute % DAY === 0 ? (weekday + 6) % 7 : null;
      this.exposure.predict(0, tick, dayEnded);
      volume = this.exposure.observe(0, tick, total);
      this.#minute += 1;
    }
    return volume;
  }

  forecast(): number {
    const position = this.exposure.slow.profiles.position(this.#minute % DAY);
    return this.exposure.forecast(0, { position, weekday: Math.floor(this.#minute / DAY) % 7 });
  }
}

describe("Exposure", () => {
  test("settles on a steady volume and trusts it", () => {
    const volume = new Traffic().pass(DAYS_AND_NOON, 100);
    expect(volume.learn).toBeCloseTo(100, 0);
    expect(volume.test).toBeCloseTo(100, 0);
    expect(volume.weight).toBeGreaterThan(0.5);
  });

  test.each([
    [50, 3],
    [500, 1],
    [5000, 1],
  ])("follows a doubling of %i a minute within %i ticks", (total, ticks) => {
    const traffic = new Traffic();
    traffic.pass(DAYS_AND_NOON, total);
    const { learn, weight } = traffic.pass(ticks, 2 * total);
    expect(learn / total).toBeGreaterThan(1.8);
    expect(weight).toBeLessThan(0.05);
  });

  test("a share is tested against what the volume should be when it falls", () => {
    const traffic = new Traffic();
    traffic.pass(DAYS_AND_NOON, 400);
    const { test: tested, learn } = traffic.pass(5, 100);
    expect(learn).toBeLessThan(130);
    expect(tested).toBeGreaterThan(380);
    expect(traffic.forecast()).toBeGreaterThan(380);
  });

  test("a forecast that was wrong for two hours is given up", () => {
    const traffic = new Traffic();
    traffic.pass(DAYS_AND_NOON, 400);
    expect(traffic.pass(100, 100).test).toBeGreaterThan(300);
    const { test: tested, weight } = traffic.pass(30, 100);
    expect(tested).toBeLessThan(110);
    expect(weight).toBeGreaterThan(0.5);
  });

  test("property: the belief in the forecast stays within bounds and all is a number, whatever comes", () => {
    const stretch = fc.record({
      minutes: fc.integer({ min: 1, max: 40 }),
      total: fc.oneof(fc.nat(20), fc.nat(5000), fc.constantFrom(0, 1e6, 2 ** 40)),
    });
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 12 }), fc.boolean(), (stretches, hasHistory) => {
        const traffic = new Traffic();
        if (hasHistory) traffic.pass(DAYS_AND_NOON, 50);
        for (const { minutes, total } of stretches) {
          const { test: tested, learn, weight } = traffic.pass(minutes, total);
          expect(weight).toBeGreaterThanOrEqual(0.001);
          expect(weight === 1 || weight <= 0.999).toBe(true);
          expect(learn).toBeGreaterThan(0);
          expect(tested).toBeGreaterThanOrEqual(learn);
          expect(tested + traffic.forecast()).toBeLessThan(Infinity);
        }
      }),
      { numRuns: 40 },
    );
  });
});
