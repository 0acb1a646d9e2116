import { describe, expect, test } from "vitest";
import { SeriesTests } from "./series-tests.ts";
import { emptySeriesTick, type PredictedCount, type SeriesTick } from "./series-tick.ts";

const THRESHOLD = 10_000;

function testsOf(direction: "above" | "below" | "both", isReported = true): SeriesTests {
  const tests = new SeriesTests([direction], 1);
  tests.grow(1);
  tests.setThreshold(0, THRESHOLD, isReported);
  return tests;
}

function countOf(y: number, hasGuard = true): PredictedCount {
  return { y, expected: 20, above: 20, below: 20, r: 500, x: 20, novelty: 0, isCold: false, hasGuard };
}

/** Tests one closed tick of the series. */
function judged(tests: SeriesTests, at: number, count: PredictedCount): SeriesTick {
  const tick = { ...emptySeriesTick(), ...count, series: 0, isTested: true };
  tests.update(at, [tick]);
  return tick;
}

/** Feeds counts a minute apart and returns how the learning weight went. */
function feed(tests: SeriesTests, counts: readonly number[], hasGuard = true): number[] {
  return counts.map((y, tick) => judged(tests, tick * 60_000, countOf(y, hasGuard)).weight);
}

const many = (y: number, ticks: number): number[] => Array.from({ length: ticks }, () => y);

describe("SeriesTests", () => {
  test.each([
    ["above", 60, 1],
    ["above", 0, 0],
    ["below", 0, 1],
    ["below", 60, 0],
    ["both", 0, 1],
    ["both", 60, 1],
  ] as const)("a series that worries people %s says of count %i: %i", (direction, y, flag) => {
    const tests = testsOf(direction);
    feed(tests, many(y, 3));
    expect(tests.output.isFlagged[0]).toBe(flag);
    expect(tests.takeChanges()).toHaveLength(flag);
  });

  test("the direction that nobody asked for still stops learning, unless its guard is off", () => {
    expect(feed(testsOf("above"), many(0, 5)).at(-1)).toBe(0);
    expect(feed(testsOf("above"), many(0, 5), false).at(-1)).toBeGreaterThan(0.99);
  });

  test("learning is damped by evidence before it stops", () => {
    const weights = feed(testsOf("above"), [20, 28, 28, 28, 28, 28, 28]);
    expect(weights[0]).toBeGreaterThan(0.98);
    expect(weights.toSorted((one, other) => other - one)).toEqual(weights);
    expect(weights.at(-1)).toBeLessThan(0.95);
  });

  test("a series that nobody watches learns and freezes, and says nothing", () => {
    const tests = testsOf("above", false);
    expect(feed(tests, many(90, 3)).at(-1)).toBe(0);
    expect(tests.output.isFlagged[0]).toBe(0);
    expect(tests.output.score[0]).toBe(0);
    expect(tests.canRise(0)).toBe(false);
    expect(tests.takeChanges()).toEqual([]);
  });

  test("ticks of which nothing is known leave the evidence as it was", () => {
    const straight = testsOf("above");
    const broken = testsOf("above");
    feed(straight, many(26, 5));
    feed(broken, many(26, 5));
    for (let tick = 0; tick < 50; tick++) broken.pass(0, Number.NaN);
    expect(broken.output.score[0]).toBeNaN();
    feed(straight, [27]);
    feed(broken, [27]);
    expect(broken.output.score[0]).toBe(straight.output.score[0]);
  });

  test("in a silence of the whole stream, a fall goes on for whom it worries", () => {
    for (const [direction, flag] of [
      ["below", 1],
      ["both", 1],
      ["above", 0],
    ] as const) {
      const tests = testsOf(direction);
      feed(tests, many(26, 5));
      tests.pass(0, 6.5);
      expect(tests.output.isFlagged[0], direction).toBe(flag);
      expect(tests.output.score[0], direction).toBe(flag === 1 ? 6.5 : Number.NaN);
    }
  });

  test("an alarm does not remember how high or long it was: it ends as fast", () => {
    const tests = testsOf("above");
    feed(tests, many(50_000, 200));
    expect(tests.output.score[0]).toBeLessThan(Infinity);
    feed(tests, many(20, 3));
    expect(tests.output.isFlagged[0]).toBe(0);
    expect(tests.takeChanges().map(({ kind }) => kind)).toEqual(["started", "ended"]);
  });

  test("a look at the open tick raises the alarm once, and its close keeps it, whatever it says", () => {
    const tests = testsOf("above");
    feed(tests, many(20, 40));
    expect(tests.peekRise(0, 60_000, { y: 24, expected: 20, above: 20, r: 500, novelty: 0, isCold: false })).toBeNull();
    expect(tests.peekRise(0, 60_000, { y: 90, expected: 20, above: 20, r: 500, novelty: 0, isCold: false })).toEqual({
      kind: "started",
      series: 0,
      at: 60_000,
      symptom: "above",
    });
    expect(tests.output.value[0]).toBe(90);
    expect(tests.canRise(0)).toBe(false);
    judged(tests, 60_000, countOf(22));
    expect(tests.takeChanges()).toEqual([]);
    expect(tests.output.isFlagged[0]).toBe(1);
    expect(tests.canRise(0)).toBe(true);
  });

  test("only a rise that was asked for is looked for in the open tick", () => {
    expect(testsOf("below").canRise(0)).toBe(false);
    expect(testsOf("both").canRise(0)).toBe(true);
  });

  test("four hours at another level end the alarm as the new normal, with the level to go on with", () => {
    const tests = testsOf("above");
    let level: { a: number; b: number } | null = null;
    for (let minute = 0; minute < 300 && level === null; minute++) {
      level = judged(tests, minute * 60_000, countOf(40)).newNormal;
    }
    expect(level && level.a / level.b).toBeCloseTo(2, 2);
    const changes = tests.takeChanges();
    expect(changes.map(({ kind }) => kind)).toEqual(["started", "ended"]);
    expect(changes[1]).toMatchObject({ end: "new normal" });
    expect(changes[1]?.at).toBeGreaterThanOrEqual(239 * 60_000);
  });

  test("evidence alarms at about half the asked ticks, and later at a time of day never seen", () => {
    const tests = testsOf("above");
    expect(tests.limit(0, 0)).toBeCloseTo(0.55 * THRESHOLD, 9);
    expect(tests.limit(0, 0.5)).toBeCloseTo(1.25 * 0.55 * THRESHOLD, 9);
    expect(tests.limit(0, 1)).toBeCloseTo(2 * 0.55 * THRESHOLD, 9);
  });

  test("what alarms at a known time of day may be told a tick later at a new one", () => {
    const ticksToFlag = (novelty: number): number => {
      const tests = testsOf("above");
      for (let tick = 0; ; tick++) {
        judged(tests, tick * 60_000, { ...countOf(27), novelty });
        if (tests.output.isFlagged[0] === 1) return tick;
      }
    };
    expect(ticksToFlag(1)).toBeGreaterThan(ticksToFlag(0));
  });

  test("without a threshold nothing is ever flagged", () => {
    const tests = new SeriesTests(["above"], 1);
    tests.grow(1);
    feed(tests, many(5000, 20));
    expect(tests.output.isFlagged[0]).toBe(0);
  });
});

describe("an excursion of a sparse series", () => {
  const SPARSE: PredictedCount = { ...countOf(0), expected: 0.05, above: 0.05, below: 0.05, x: 0.05 };

  function feedSparse(tests: SeriesTests, counts: readonly number[]): { scores: number[]; flags: number[] } {
    const scores: number[] = [];
    const flags: number[] = [];
    for (const [tick, y] of counts.entries()) {
      judged(tests, tick * 60_000, { ...SPARSE, y });
      scores.push(tests.output.score[0] ?? Number.NaN);
      flags.push(tests.output.isFlagged[0] ?? Number.NaN);
    }
    return { scores, flags };
  }

  test("is flagged while its evidence grows, not while it lingers above the limit", () => {
    const tests = testsOf("above");
    const { flags } = feedSparse(tests, [5, 0, 0, 1, 0, 0]);
    expect(flags).toEqual([1, 0, 0, 1, 0, 0]);
    expect(tests.takeChanges()).toHaveLength(1);
  });

  test("has half the score while it says nothing new", () => {
    const { scores } = feedSparse(testsOf("above"), [5, 0]);
    const limit = Math.log10(1 + 0.55 * THRESHOLD);
    expect(scores[0]).toBeGreaterThan(limit);
    expect(scores[1]).toBeGreaterThan(limit / 2);
    expect(scores[1]).toBeLessThan(scores[0]! / 2);
  });

  test("that lingers keeps learning still and its alarm open", () => {
    const tests = testsOf("above");
    feedSparse(tests, [5, 0, 0]);
    expect(judged(tests, 3 * 60_000, SPARSE).weight).toBe(0);
    expect(tests.alarms.symptom(0)).toBe("above");
  });

  test("that is over and comes again is told again", () => {
    const tests = testsOf("above");
    feedSparse(tests, [5, ...many(0, 60), 5]);
    expect(tests.takeChanges().map(({ kind }) => kind)).toEqual(["started", "ended", "started"]);
  });
});

describe("a series in alarm", () => {
  test("alerts at each tick outside its bounds, also while the evidence gathers anew", () => {
    const tests = testsOf("above");
    feed(tests, [...many(20, 40), 90]);
    for (let tick = 41; tick < 60; tick++) {
      judged(tests, tick * 60_000, countOf(60));
      expect(tests.output.isFlagged[0]).toBe(1);
    }
  });
});
