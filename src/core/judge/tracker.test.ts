import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Tracker } from "./tracker.ts";

const SPEED = 0.01;

function trackerOf(a = 1, b = 1): Tracker {
  const tracker = new Tracker();
  tracker.grow(1);
  tracker.columns.a[0] = a;
  tracker.columns.b[0] = b;
  return tracker;
}

function live(tracker: Tracker, ticks: number, count: number, x: number): void {
  for (let tick = 0; tick < ticks; tick++) {
    tracker.predict(0, SPEED);
    tracker.learn(0, count, x, 1);
  }
}

const amount = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const variance = fc.double({ min: 1e-8, max: 1e-1, noNaN: true });

describe("Tracker", () => {
  test("property: time keeps the mean and adds exactly its variance", () => {
    fc.assert(
      fc.property(amount, amount, variance, (a, b, v) => {
        const tracker = trackerOf(a, b);
        tracker.predict(0, v);
        expect(tracker.mean(0) / (a / b)).toBeCloseTo(1, 12);
        expect(tracker.doubt(0) / (1 / a + v)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("property: many short steps of time are one long one", () => {
    fc.assert(
      fc.property(amount, amount, variance, fc.integer({ min: 1, max: 300 }), (a, b, v, n) => {
        const [steps, leap] = [trackerOf(a, b), trackerOf(a, b)];
        for (let step = 0; step < n; step++) steps.predict(0, v);
        leap.predict(0, n * v);
        expect(steps.doubt(0) / leap.doubt(0)).toBeCloseTo(1, 9);
        expect(steps.mean(0) / leap.mean(0)).toBeCloseTo(1, 9);
      }),
    );
  });

  test.each([0.5, 5, 500])("constant input of %f settles at the truth, in doubt as a = a/(1 + q a) + m says", (m) => {
    const tracker = trackerOf();
    live(tracker, 300, m, 1);
    const settled = (m + Math.sqrt(m * m + (4 * m) / SPEED)) / 2;
    expect(tracker.columns.a[0]! / settled).toBeCloseTo(1, 6);
    expect(tracker.mean(0) / m).toBeCloseTo(1, 3);
  });

  test("follows a doubling within a tick or a few: the busier, the sooner", () => {
    const after = [5, 50, 500].map((m) => {
      const tracker = trackerOf();
      live(tracker, 1000, m, m);
      live(tracker, 3, 2 * m, m);
      return tracker.mean(0);
    });
    expect(after).toEqual(after.toSorted((one, other) => one - other));
    expect(after[0]).toBeGreaterThan(1.5);
    expect(after[2]).toBeGreaterThan(1.98);
  });

  test("a change of unit of the exposure leaves the predicted count as it was", () => {
    const tracker = trackerOf(30, 10);
    tracker.rescale(0, 4);
    expect(tracker.mean(0) * 4).toBe(3);
    expect(tracker.doubt(0)).toBe(1 / 30);
  });

  test("new slots start at one event and disturb none", () => {
    const tracker = trackerOf(7, 2);
    tracker.grow(5);
    expect([tracker.mean(0), tracker.mean(4), tracker.doubt(4)]).toEqual([3.5, 1, 1]);
  });
});
