import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byDay, JudgePlay, type JudgePlan } from "../../../test/support/judge-play.ts";
import { createRandom, gammaDraw } from "../stats/random.ts";
import { Judge } from "./judge.ts";

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
const DAY_MS = DAY * MINUTE;
const MERCHANT: JudgePlan = { perMinute: [50, 5, 0.5], directions: ["below", "above", "above"], shape: byDay };
const DENIED = 1;

describe("clocks that are changed", () => {
  test.each([
    ["Europe/Berlin", "forward", Date.UTC(2026, 2, 29)],
    ["Europe/Berlin", "back", Date.UTC(2026, 9, 25)],
    ["America/Sao_Paulo", "forward at midnight", Date.UTC(2018, 10, 4)],
    ["America/Sao_Paulo", "back at midnight", Date.UTC(2018, 1, 18)],
  ])("%s, %s: traffic by local clocks alarms nobody more than usual", (timeZone, _, sunday) => {
    let alarms = 0;
    for (let seed = 1; seed <= 2; seed++) {
      const play = new JudgePlay({ ...MERCHANT, tickMinutes: 5, timeZone, from: sunday - 14 * DAY_MS, seed });
      play.run(14 * DAY - 6 * HOUR);
      alarms -= play.alarms().length;
      alarms += play.run(3 * DAY).alarms().length;
    }
    expect(alarms).toBeLessThanOrEqual(4);
  });
});

describe("a gap", () => {
  test("of more than two hours leaves no evidence of before", () => {
    const doubtful = (skipped: number): number => {
      const play = new JudgePlay({ ...MERCHANT, shape: () => 1 }).run(3 * DAY);
      play.run(2, [1, 1.8]);
      return play.skip(skipped).run(1).judge.output.score[DENIED] ?? 0;
    };
    const fresh = new JudgePlay({ ...MERCHANT, shape: () => 1 }).run(3 * DAY).skip(3 * HOUR);
    expect(doubtful(10)).toBeGreaterThan(1.5);
    expect(doubtful(3 * HOUR)).toBeLessThan(1);
    expect(fresh.run(1).judge.output.score[DENIED]).toBeLessThan(1);
  });

  test("of ticks whose counts are unknown is one too", () => {
    const play = new JudgePlay({ ...MERCHANT, shape: () => 1 }).run(3 * DAY).run(2, [1, 1.8]);
    for (let minute = 0; minute < 121; minute++, play.at += MINUTE) {
      const minuteOfDay = (play.at / MINUTE) % DAY;
      play.judge.closeTick(play.at, { minuteOfDay, weekday: 4 }, null);
    }
    expect(play.run(1).judge.output.score[DENIED]).toBeLessThan(1);
  });

  test.each([10, 90, 5 * HOUR, 3 * DAY, 7 * DAY, 30 * DAY])("of %i minutes alarms nobody by itself", (minutes) => {
    for (const seed of [1, 2]) {
      const play = new JudgePlay({ ...MERCHANT, tickMinutes: 5, seed }).run(7 * DAY + 9 * HOUR).skip(minutes);
      const { at } = play;
      expect(play.run(2 * HOUR).alarms(at)).toEqual([]);
    }
  });

  test("in an alarm ends it, at the latest with the first normal tick after half an hour", () => {
    const play = new JudgePlay({ ...MERCHANT, shape: () => 1 }).run(3 * DAY).run(20, [1, 6]);
    expect(play.alarms()).toMatchObject([{ series: DENIED }]);
    play.skip(3 * HOUR);
    const { at } = play;
    play.run(1);
    expect(play.changes.at(-1)).toMatchObject({ kind: "ended", series: DENIED, at });
  });

  test("makes no difference to a judge that was saved in it", () => {
    const play = new JudgePlay(MERCHANT).run(3 * DAY).skip(90);
    const copy = Judge.load(play.judge.save());
    for (const judge of [play.judge, copy]) judge.skip(40);
    play.at += 40 * MINUTE;
    const local = { minuteOfDay: 130, weekday: 4 };
    for (const judge of [play.judge, copy]) judge.closeTick(play.at, local, Float64Array.of(9, 2, 0));
    expect(copy.save()).toEqual(play.judge.save());
  });
});

describe("every alarm ends", () => {
  const incidents = fc.record({
    level: fc.constantFrom(0.5, 5, 50, 500),
    r: fc.constantFrom(Infinity, 100),
    factors: fc.constantFrom([1, 3, 1], [1, 10, 1], [1, 1, 30], [0.4, 1, 1], [0, 1, 1], [2, 2, 2], [0.5, 0.5, 0.5]),
    minutes: fc.constantFrom(5, 30, 120, 300, 900),
    seed: fc.integer({ min: 1, max: 1000 }),
  });

  test("property: within max(30, 40 / mean) minutes of normal counts, whatever it was and however long", () => {
    fc.assert(
      fc.property(incidents, ({ level, r, factors, minutes, seed }) => {
        const perMinute = [level, level / 10, level / 100];
        const play = new JudgePlay({ ...MERCHANT, perMinute, r, shape: () => 1, seed })
          .run(4 * DAY)
          .run(minutes, factors);
        const endedAt = play.at;
        const open = new Set<number>();
        for (const { kind, series } of play.changes) {
          if (kind === "started") open.add(series);
          else open.delete(series);
        }
        play.run(Math.max(30, 4000 / level));
        for (const series of open) {
          const mean = perMinute[series] ?? Number.NaN;
          const end = play.changes.find(
            ({ kind, series: one, at }) => kind === "ended" && one === series && at >= endedAt,
          );
          const tookMinutes = ((end?.at ?? Infinity) - endedAt) / MINUTE;
          expect(tookMinutes).toBeLessThanOrEqual(Math.max(30, 40 / mean));
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("silence", () => {
  test("that begins at night is found in the morning, and is not learnt", () => {
    const play = new JudgePlay({ perMinute: [0.045, 0.005], directions: ["below", "above"], shape: byDay, seed: 2 });
    play.run(21 * DAY + 3 * HOUR);
    const { at } = play;
    while (play.judge.silence(0) < 10_080 && play.at < at + 2 * DAY_MS) play.run(10, [0, 0]);
    expect((play.at - at) / MINUTE).toBeLessThan(9 * HOUR);
    play.run(DAY - 12 * HOUR, [0, 0]);
    expect(play.judge.expectedTotal(0)).toBeGreaterThan(0.02);
  });

  test("evidence does not outlast a gap", () => {
    const play = new JudgePlay({ ...MERCHANT, shape: () => 1 }).run(DAY);
    play.run(2, [0, 0, 0]);
    const before = play.judge.silence(0);
    expect(before).toBeGreaterThan(1e6);
    expect(play.skip(10).judge.silence(0)).toBe(before);
    expect(play.skip(3 * HOUR).judge.silence(0)).toBe(0);
  });
});

describe("ticks of any length", () => {
  test.each([1 / 60, 1 / 6, 1, 5, 60])("of %f minutes learn the same level", (tickMinutes) => {
    const play = new JudgePlay({ ...MERCHANT, perMinute: [5, 0.5, 0.05], shape: () => 1, tickMinutes }).run(4 * DAY);
    const approved = (play.judge.output.expected[0] ?? 0) / tickMinutes / 5;
    const all = play.judge.expectedTotal(0) / tickMinutes / 5.55;
    for (const ratio of [approved, all]) {
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.3);
    }
  });

  test.each([1 / 6, 1])("of %f minutes are not alarmed by scatter that minutes have in common", (tickMinutes) => {
    const random = createRandom(4);
    const play = new JudgePlay({ ...MERCHANT, perMinute: [500, 50, 5], shape: () => 1, tickMinutes });
    const { at } = play;
    const minute = () => play.run(1, [gammaDraw(100, random) / 100, gammaDraw(100, random) / 100, 1]);
    for (let minutes = 0; minutes < 3 * DAY; minutes++) minute();
    expect(play.alarms(at + 2 * DAY_MS).length).toBeLessThanOrEqual(2);
  });
});
