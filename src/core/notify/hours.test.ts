import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Hours, Weekday } from "../model/hours.ts";
import { hoursFault, hoursText, isWithin } from "./hours.ts";

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const office: Hours = { days: [...WEEK], from: "08:30", to: "18:00" };
const night: Hours = { days: ["fri"], from: "22:00", to: "06:00" };

function within(hours: Hours, instant: string, timeZone = "UTC"): boolean {
  return isWithin(hours, Date.parse(instant), timeZone);
}

describe("isWithin", () => {
  // 2026-11-27 is a Friday.
  test.each([
    ["2026-11-27T08:29:59Z", false],
    ["2026-11-27T08:30:00Z", true],
    ["2026-11-27T17:59:59Z", true],
    ["2026-11-27T18:00:00Z", false],
    ["2026-11-28T12:00:00Z", false],
  ])("office hours at %s: %s", (instant, holds) => {
    expect(within(office, instant)).toBe(holds);
  });

  test.each([
    ["2026-11-27T05:00:00Z", false],
    ["2026-11-27T22:00:00Z", true],
    ["2026-11-28T05:59:59Z", true],
    ["2026-11-28T06:00:00Z", false],
    ["2026-11-28T23:00:00Z", false],
  ])("a night that begins on Friday at %s: %s", (instant, holds) => {
    expect(within(night, instant)).toBe(holds);
  });

  test("until 24:00 is to the end of the day, and from midnight to midnight is all of it", () => {
    const late: Hours = { days: ["fri"], from: "20:00", to: "24:00" };
    expect(within(late, "2026-11-27T23:59:59Z")).toBe(true);
    expect(within(late, "2026-11-28T00:00:00Z")).toBe(false);
    const whole: Hours = { days: ["fri"], from: "00:00", to: "00:00" };
    expect(within(whole, "2026-11-27T00:00:00Z")).toBe(true);
    expect(within(whole, "2026-11-28T00:00:00Z")).toBe(false);
  });

  test("the zone of the hours comes before that of the operation", () => {
    expect(within({ ...office, timeZone: "America/Sao_Paulo" }, "2026-11-27T20:00:00Z", "UTC")).toBe(true);
    expect(within(office, "2026-11-27T20:00:00Z", "America/Sao_Paulo")).toBe(true);
  });

  test("the clocks on the wall count on days when they are changed", () => {
    // Berlin: 02:00 becomes 03:00 on 29 March 2026, 03:00 becomes 02:00 on 25 October.
    const early: Hours = { from: "02:00", to: "03:30" };
    expect(within(early, "2026-03-29T00:59:00Z", "Europe/Berlin")).toBe(false);
    expect(within(early, "2026-03-29T01:10:00Z", "Europe/Berlin")).toBe(true);
    expect(within(early, "2026-03-29T01:30:00Z", "Europe/Berlin")).toBe(false);
    for (const time of ["00:30", "01:30", "02:29"]) {
      expect(within(early, `2026-10-25T${time}:00Z`, "Europe/Berlin")).toBe(true);
    }
    expect(within(early, "2026-10-25T02:30:00Z", "Europe/Berlin")).toBe(false);
  });

  const time = fc.nat(1439).map((minute) => {
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  });
  const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
  const zone = fc.constantFrom("UTC", "America/Sao_Paulo", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata");

  test("property: what is not within hours of every day is within those from their end to their beginning", () => {
    fc.assert(
      fc.property(time, time, instant, zone, (from, to, at, timeZone) => {
        fc.pre(from !== to);
        expect(isWithin({ from, to }, at, timeZone)).toBe(!isWithin({ from: to, to: from }, at, timeZone));
      }),
    );
  });

  test("property: hours of some days and those of the others make every day", () => {
    const days = fc.subarray<Weekday>([...WEEK, "sat", "sun"], { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(time, time, days, instant, zone, (from, to, some, at, timeZone) => {
        const others = ([...WEEK, "sat", "sun"] as Weekday[]).filter((day) => !some.includes(day));
        const inSome = isWithin({ days: some, from, to }, at, timeZone);
        const inOthers = isWithin({ days: others, from, to }, at, timeZone);
        expect(inSome || inOthers).toBe(isWithin({ from, to }, at, timeZone));
      }),
    );
  });
});

test("a span cannot begin at the end of a day", () => {
  expect(hoursFault({ from: "24:00", to: "06:00" })).toMatchObject({ field: "from", got: "24:00" });
  expect(hoursFault(office)).toBeNull();
});

test("hours are told as people write them", () => {
  expect(hoursText(night)).toBe("fri 22:00 to 06:00");
  expect(hoursText({ from: "08:00", to: "09:00", timeZone: "UTC" })).toBe("08:00 to 09:00 UTC");
});
