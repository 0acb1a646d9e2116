import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localTime, utcOf } from "./zoned-time.ts";

const HOUR_MS = 3_600_000;

function fieldsOf(text: string) {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second, ms };
}

describe("utcOf", () => {
  test.each([
    ["an ordinary morning", "2025-07-13 10:01", "America/Sao_Paulo", "2025-07-13T13:01:00.000Z"],
    ["half hours", "2025-07-13 10:01:02.345", "Asia/Kolkata", "2025-07-13T04:31:02.345Z"],
    ["winter", "2025-03-30 01:59", "Europe/Berlin", "2025-03-30T00:59:00.000Z"],
    ["the skipped hour moves forward", "2025-03-30 02:30", "Europe/Berlin", "2025-03-30T01:30:00.000Z"],
    ["summer", "2025-03-30 03:00", "Europe/Berlin", "2025-03-30T01:00:00.000Z"],
    ["the doubled hour is the first", "2025-10-26 02:30", "Europe/Berlin", "2025-10-26T00:30:00.000Z"],
    ["after the doubled hour", "2025-10-26 03:00", "Europe/Berlin", "2025-10-26T02:00:00.000Z"],
    ["a change of half an hour, skipped", "2025-10-05 02:15", "Australia/Lord_Howe", "2025-10-04T15:45:00.000Z"],
    ["a change of half an hour, doubled", "2025-04-06 01:45", "Australia/Lord_Howe", "2025-04-05T14:45:00.000Z"],
    ["a skipped midnight", "2018-11-04 00:30", "America/Sao_Paulo", "2018-11-04T03:30:00.000Z"],
    ["UTC itself", "2024-02-29 23:59:59.999", "UTC", "2024-02-29T23:59:59.999Z"],
  ])("%s", (_name, local, timeZone, expected) => {
    expect(new Date(utcOf(fieldsOf(local), timeZone)).toISOString()).toBe(expected);
  });
});

describe("localTime", () => {
  test("tells minute of the day with its fraction, weekday and offset", () => {
    expect(localTime(Date.parse("2025-07-13T02:30:30Z"), "America/Sao_Paulo")).toEqual({
      minuteOfDay: 23 * 60 + 30.5,
      weekday: 6,
      offsetMs: -3 * HOUR_MS,
    });
    expect(localTime(Date.parse("2025-07-13T18:30:00Z"), "Asia/Kolkata")).toEqual({
      minuteOfDay: 0,
      weekday: 1,
      offsetMs: 5.5 * HOUR_MS,
    });
  });

  test.each([
    ["Europe/Berlin", "2025-03-30T00:59:59.999Z", 1, "2025-03-30T01:00:00Z", 2],
    ["Europe/Berlin", "2025-10-26T00:59:59.999Z", 2, "2025-10-26T01:00:00Z", 1],
    ["Australia/Lord_Howe", "2025-10-04T15:29:59.999Z", 10.5, "2025-10-04T15:30:00Z", 11],
    ["Australia/Lord_Howe", "2025-04-05T14:59:59.999Z", 11, "2025-04-05T15:00:00Z", 10.5],
  ])("%s changes its offset at the very millisecond", (timeZone, before, hoursBefore, after, hoursAfter) => {
    expect(localTime(Date.parse(before), timeZone).offsetMs).toBe(hoursBefore * HOUR_MS);
    expect(localTime(Date.parse(after), timeZone).offsetMs).toBe(hoursAfter * HOUR_MS);
  });

  test("an unknown zone is the caller's mistake", () => {
    expect(() => localTime(0, "Mars/Olympus")).toThrow(RangeError);
  });

  test("property: what the clocks show leads back to the instant, or to its first occurrence", () => {
    const zone = fc.constantFrom("America/Sao_Paulo", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC");
    const instant = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const { offsetMs, minuteOfDay, weekday } = localTime(at, timeZone);
        const local = new Date(at + offsetMs).toISOString();
        const back = utcOf(fieldsOf(local.slice(0, -1)), timeZone);
        expect([0, HOUR_MS / 2, HOUR_MS]).toContain(at - back);
        expect(new Date(at + offsetMs).getUTCDay()).toBe(weekday);
        expect(minuteOfDay).toBeGreaterThanOrEqual(0);
        expect(minuteOfDay).toBeLessThan(1440);
      }),
    );
  });
});
