import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localTime } from "../model/zoned-time.ts";
import { LocalClock } from "./local-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SUNDAY = 0;

/** Weekdays that ended while hourly ticks went by from `from` for `hours`, in a zone. */
function daysEnded(from: number, hours: number, timeZone: string): number[] {
  const clock = new LocalClock();
  const ended: number[] = [];
  for (let hour = 0; hour < hours; hour++) {
    const at = from + hour * HOUR;
    const day = clock.move(at, localTime(at, timeZone));
    if (day !== null) ended.push(day);
  }
  return ended;
}

describe("LocalClock", () => {
  test.each([
    ["Europe/Berlin", "the hour left out", Date.UTC(2026, 2, 28, 12)],
    ["Europe/Berlin", "the hour that comes twice", Date.UTC(2026, 9, 24, 12)],
    ["America/Sao_Paulo", "midnight left out", Date.UTC(2018, 10, 3, 12)],
    ["America/Sao_Paulo", "the hour before midnight twice", Date.UTC(2018, 1, 17, 12)],
    ["Asia/Kolkata", "ticks that begin at half past", Date.UTC(2026, 2, 28, 12)],
  ])("%s, %s: every day ends once, at its midnight", (timeZone, _, saturday) => {
    expect(daysEnded(saturday, 48, timeZone)).toEqual([6, SUNDAY]);
  });

  test("days of which nothing is known end as one, also when the next tick has the same weekday", () => {
    const noon = { minuteOfDay: 720, weekday: 3 };
    for (const days of [2, 7, 14]) {
      const clock = new LocalClock();
      expect(clock.move(0, noon)).toBeNull();
      expect(clock.move(days * DAY, { ...noon, weekday: (3 + days) % 7 })).toBe(3);
      expect(clock.move(days * DAY + HOUR, { minuteOfDay: 780, weekday: (3 + days) % 7 })).toBeNull();
    }
  });

  test("says nothing before its first tick", () => {
    expect(new LocalClock().timeAt(0)).toBeNull();
  });

  test("property: the local time of a tick near the last one is that of its zone, but for a change of clocks", () => {
    const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata");
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: -DAY, max: DAY }), (zone, at, later) => {
        const [now, then] = [localTime(at, zone), localTime(at + later, zone)];
        fc.pre(now.offsetMs === then.offsetMs);
        const clock = new LocalClock();
        clock.move(at, now);
        const { minuteOfDay = Number.NaN, weekday } = clock.timeAt(at + later) ?? {};
        expect(weekday).toBe(then.weekday);
        expect(minuteOfDay).toBeCloseTo(then.minuteOfDay, 5);
      }),
    );
  });
});
