import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { News } from "./news.ts";

function newsOf(tickMinutes = 1): News {
  const news = new News(tickMinutes);
  news.grow(2);
  return news;
}

function tell(news: News, evidence: readonly number[]): boolean[] {
  return evidence.map((one) => news.update(0, one));
}

const ticks = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe("News", () => {
  test("evidence that rises is news at every tick", () => {
    expect(tell(newsOf(), [2, 5, 40, 41, 3000, 90_000])).toEqual(ticks(6, true));
  });

  test("evidence below its peak is none, until it is beyond the peak again", () => {
    expect(tell(newsOf(), [100, 50, 99, 20, 100, 101])).toEqual([true, false, false, false, true, true]);
  });

  test("an excursion that comes back to its peak after a pause is told once", () => {
    const news = newsOf();
    expect(tell(news, [100, 4000])).toEqual([true, true]);
    expect(tell(news, ticks(40, 500))).toEqual(ticks(40, false));
    expect(tell(news, [4000, 6000, 11_999])).toEqual([false, false, false]);
  });

  test("after a pause, evidence three times as strong as what was told is news, and so is what follows it", () => {
    const news = newsOf();
    tell(news, [4000, ...ticks(40, 500)]);
    expect(tell(news, [12_000, 12_500])).toEqual([true, true]);
  });

  test("evidence that fell to a hundredth of its peak has begun anew", () => {
    const news = newsOf();
    tell(news, [100_000, ...ticks(40, 5000)]);
    expect(tell(news, [999, 2000, 1500, 4000])).toEqual([true, true, false, true]);
  });

  test("what is less than one event's worth is nothing: the next is news", () => {
    const news = newsOf();
    tell(news, [20, ...ticks(40, 5)]);
    expect(tell(news, [0.5, 0.9, 3])).toEqual([true, true, true]);
  });

  test("a pause is half an hour, or a tick where that is longer", () => {
    const halfHour = newsOf();
    tell(halfHour, [4000, ...ticks(29, 500)]);
    expect(halfHour.update(0, 5000)).toBe(true);
    tell(halfHour, ticks(30, 500));
    expect(halfHour.update(0, 6000)).toBe(false);
    const hourly = newsOf(60);
    expect(tell(hourly, [4000, 5000, 500, 6000])).toEqual([true, true, false, false]);
  });

  test("property: a look says what the tick would, and moves nothing", () => {
    const steps = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.double({ min: 1, max: 1e7, noNaN: true }), (evidence, next) => {
        const [looked, plain] = [newsOf(0), newsOf(0)];
        for (const one of evidence) {
          looked.peek(0, next);
          expect(looked.update(0, one)).toBe(plain.update(0, one));
        }
        // A fall to nothing begins anew only when the tick closes.
        fc.pre(next >= 0.01 * (looked.columns.peak[0] ?? 0));
        expect(looked.peek(0, next)).toBe(looked.update(0, next));
      }),
    );
  });

  test("slots do not disturb each other", () => {
    const news = newsOf();
    tell(news, [100, 50]);
    expect(news.update(1, 20)).toBe(true);
    expect(news.update(0, 60)).toBe(false);
  });
});
