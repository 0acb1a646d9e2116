import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/stats/random.ts";
import { falseEpisodes, hindsightLimit } from "./false-episodes.ts";

const DAY = 1440;

function alerts(minutes: number, at: readonly number[]): Uint8Array {
  const flags = new Uint8Array(minutes);
  for (const minute of at) flags[minute] = 1;
  return flags;
}

function clean(minutes: number): Uint8Array {
  return new Uint8Array(minutes).fill(1);
}

describe("falseEpisodes", () => {
  test("alerts half an hour apart are one episode, a minute more makes two", () => {
    expect(falseEpisodes(alerts(DAY, [100, 130, 160]), 1, clean(DAY))).toBe(1);
    expect(falseEpisodes(alerts(DAY, [100, 130, 161]), 1, clean(DAY))).toBe(2);
    expect(falseEpisodes(alerts(DAY, []), 1, clean(DAY))).toBe(0);
  });

  test("an alarm that is always on costs one for each four hours begun", () => {
    const week = 7 * DAY;
    expect(falseEpisodes(new Uint8Array(week).fill(1), 1, clean(week))).toBe(42);
    const hours = (count: number) => Array.from({ length: count * 2 + 1 }, (_, index) => index * 30);
    expect(falseEpisodes(alerts(DAY, hours(3.5)), 1, clean(DAY))).toBe(1);
    expect(falseEpisodes(alerts(DAY, hours(4)), 1, clean(DAY))).toBe(2);
  });

  test("alerts where they are right are passed over", () => {
    const isClean = clean(DAY).fill(0, 200, 400);
    expect(falseEpisodes(alerts(DAY, [190, 250, 399, 410]), 1, isClean)).toBe(2);
    expect(falseEpisodes(alerts(DAY, [250, 399]), 1, isClean)).toBe(0);
  });

  test("a score that does not exist never alerts", () => {
    const score = new Float64Array(DAY).fill(Number.NaN);
    score[7] = 2;
    expect(falseEpisodes(score, 2, clean(DAY))).toBe(1);
    expect(falseEpisodes(score, 2.1, clean(DAY))).toBe(0);
  });
});

describe("hindsightLimit", () => {
  const seriesOf = (seed: number) => {
    const random = createRandom(seed);
    return { score: Float64Array.from({ length: 7 * DAY }, random), isClean: clean(7 * DAY) };
  };
  const countAt = (series: ReturnType<typeof seriesOf>[], limit: number) =>
    series.reduce((sum, { score, isClean }) => sum + falseEpisodes(score, limit, isClean), 0);

  test.each([0, 1, 3, 10])("at most %i false episodes are left, and not fewer", (allowed) => {
    const series = [1, 2, 3].map(seriesOf);
    const limit = hindsightLimit(series, allowed);
    expect(countAt(series, limit)).toBe(allowed);
  });

  test("where even the highest score comes too often, any higher one alerts", () => {
    const score = Float64Array.from({ length: DAY }, (_, minute) => (minute % 100 === 0 ? 5 : 0));
    const limit = hindsightLimit([{ score, isClean: clean(DAY) }], 3);
    expect(limit).toBeGreaterThan(5);
    expect(limit).toBeLessThan(5.000001);
  });

  test("without a false score there is nothing to be said", () => {
    expect(hindsightLimit([{ score: new Float64Array(DAY).fill(Number.NaN), isClean: clean(DAY) }], 1)).toBe(Infinity);
  });
});
