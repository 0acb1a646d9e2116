import { describe, expect, test } from "vitest";
import { JudgePlay, type JudgePlan } from "../../../test/support/judge-play.ts";
import { createRandom } from "../stats/random.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const DAY_MS = DAY * 60_000;
const MONDAY = Date.UTC(2026, 5, 1);
const [OPENS, CLOSES] = [8 * HOUR, 22 * HOUR];

/** A shop that sells nothing before it opens and after it closes. */
function shop(perMinute: number): JudgePlan {
  return {
    perMinute: [0.92 * perMinute, 0.07 * perMinute, 0.01 * perMinute],
    directions: ["below", "above", "above"],
    shape: (minuteOfDay) => (minuteOfDay >= OPENS && minuteOfDay < CLOSES ? 1 : 0),
    from: MONDAY,
  };
}

/** Days that pass, each closed from one of `closings`, in minutes, on. */
function passDays(play: JudgePlay, days: number, closings: () => number = () => CLOSES): void {
  for (let day = 0; day < days; day++) {
    const closing = closings();
    play.run(closing).run(DAY - closing, [0, 0, 0]);
  }
}

describe("a shop with opening hours", () => {
  test.each([2, 30, 300])("that sells %i a minute is known after two nights", (perMinute) => {
    const play = new JudgePlay(shop(perMinute));
    passDays(play, 14);
    const fromThird = play.alarms(MONDAY + 3 * DAY_MS).filter(({ at }) => isNearEdge(at));
    expect(fromThird.length).toBeLessThanOrEqual(1);
    const firstNight = play.alarms().filter(({ at }) => at < MONDAY + DAY_MS);
    expect(firstNight).toMatchObject([{ series: 0, symptom: "below" }, ...firstNight.slice(1)]);
  });

  test("may close a little earlier or later", () => {
    const random = createRandom(3);
    const play = new JudgePlay(shop(30));
    passDays(play, 28, () => CLOSES - Math.floor(10 * random()));
    expect(play.alarms(MONDAY + 10 * DAY_MS).filter(({ at }) => isNearEdge(at)).length).toBeLessThanOrEqual(1);
  });

  test("is still found dead within minutes while it is open", () => {
    const play = new JudgePlay(shop(30));
    passDays(play, 14);
    play.run(CLOSES - 2 * HOUR);
    const { at } = play;
    play.run(5, [0, 0, 0]);
    expect(play.alarms(at)).toMatchObject([{ series: 0, symptom: "below" }]);
  });

  test("that is closed on Sundays is known after two of them", () => {
    const play = new JudgePlay(shop(30));
    for (let week = 0; week < 4; week++) {
      passDays(play, 6);
      play.run(DAY, [0, 0, 0]);
    }
    const sundays = [0, 1, 2, 3].map((week) => MONDAY + (7 * week + 6) * DAY_MS);
    const alarmed = sundays.map((sunday) =>
      play.alarms(sunday).some(({ at }) => at < sunday + DAY_MS && at > sunday + 8 * HOUR * 60_000),
    );
    expect(alarmed).toEqual([true, true, false, false]);
  });
});

/** Near opening or closing, or at night. */
function isNearEdge(at: number): boolean {
  const minute = (at / 60_000) % DAY;
  return minute < OPENS + 15 || minute > CLOSES - 15;
}
