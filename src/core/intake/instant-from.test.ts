import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantFrom } from "./instant-from.ts";

const now = Date.parse("2025-07-13T15:00:00Z");
const context = { timeZone: "America/Sao_Paulo", now };

function isoOf(value: unknown, date?: string): string {
  const instant = instantFrom(value, date === undefined ? context : { ...context, date });
  if (!("at" in instant)) return `refused: ${instant.expected}`;
  return new Date(instant.at).toISOString() + (instant.isAssumedDate ? " assumed" : "");
}

describe("instantFrom", () => {
  test.each<[string, unknown, string]>([
    ["ISO 8601 in UTC", "2025-07-13T10:01:02Z", "2025-07-13T10:01:02.000Z"],
    ["ISO 8601 with an offset", "2025-07-13T10:01:02.5+02:00", "2025-07-13T08:01:02.500Z"],
    ["an offset without a colon", "2025-07-13T10:01:02-0330", "2025-07-13T13:31:02.000Z"],
    ["an offset of hours", "2025-07-13 10:01:02+00", "2025-07-13T10:01:02.000Z"],
    ["what databases print", "2025-07-13 10:01:02.123456 UTC", "2025-07-13T10:01:02.123Z"],
    ["ISO 8601 without an offset, in the zone", "2025-07-13T10:01:02", "2025-07-13T13:01:02.000Z"],
    ["a space for the T", "2025-07-13 10:01", "2025-07-13T13:01:00.000Z"],
    ["milliseconds", "2025-07-13 10:01:02.045", "2025-07-13T13:01:02.045Z"],
    ["space around it", "  2025-07-13 10:01 ", "2025-07-13T13:01:00.000Z"],
    ["seconds since 1970", 1752400860, "2025-07-13T10:01:00.000Z"],
    ["seconds with a fraction", 1752400860.123, "2025-07-13T10:01:00.123Z"],
    ["milliseconds since 1970", 1752400860123, "2025-07-13T10:01:00.123Z"],
    ["microseconds since 1970", 1752400860123456, "2025-07-13T10:01:00.123Z"],
    ["nanoseconds since 1970 as text", "1752400860123456789", "2025-07-13T10:01:00.123Z"],
    ["digits as text", "1752400860", "2025-07-13T10:01:00.000Z"],
  ])("reads %s", (_name, value, iso) => {
    expect(isoOf(value)).toBe(iso);
  });

  test.each([
    ["00h 01", "2025-07-12T03:01:00.000Z"],
    ["00h01", "2025-07-12T03:01:00.000Z"],
    ["0h", "2025-07-12T03:00:00.000Z"],
    ["23h 59", "2025-07-13T02:59:00.000Z"],
    ["13:45", "2025-07-12T16:45:00.000Z"],
    ["13:45:30.5", "2025-07-12T16:45:30.500Z"],
  ])("puts %s on the date given", (text, iso) => {
    expect(isoOf(text, "2025-07-12")).toBe(iso);
  });

  test.each([
    ["earlier today", "11h 59", "2025-07-13T14:59:00.000Z assumed"],
    ["now", "12:00", "2025-07-13T15:00:00.000Z assumed"],
    ["a clock that is five minutes fast", "12:05", "2025-07-13T15:05:00.000Z assumed"],
    ["later than that means yesterday", "12:06", "2025-07-12T15:06:00.000Z assumed"],
  ])("without a date, takes the latest day possible: %s", (_name, text, iso) => {
    expect(isoOf(text)).toBe(iso);
  });

  test("just before midnight, the first minutes of the day to come are allowed", () => {
    const instant = instantFrom("00:01", { timeZone: "UTC", now: Date.parse("2025-07-13T23:58:00Z") });
    expect(instant).toEqual({ at: Date.parse("2025-07-14T00:01:00Z"), isAssumedDate: true });
  });

  test.each<[unknown]>([
    ["2025-02-30 10:00"],
    ["2023-02-29T00:00:00Z"],
    ["2025-13-01 10:00"],
    ["2025-07-13 24:00"],
    ["2025-07-13T10:00:00+25:00"],
    ["25h 10"],
    ["10h 60"],
    ["10:00:61"],
    ["2025-07-13"],
    ["yesterday"],
    [""],
    ["12345678901234567890"],
    [-5],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [null],
    [true],
    [{}],
  ])("refuses %j", (value) => {
    expect(isoOf(value, "2025-07-12")).toMatch(/^refused: a /);
  });

  test("says that the date itself is no date", () => {
    expect(isoOf("10:00", "13/07/2025")).toBe("refused: a date as YYYY-MM-DD to go with times of day");
    expect(isoOf("10:00", "2025-02-30")).toBe("refused: a date and time that exist");
  });

  test("property: any instant written as ISO 8601 or as a number is read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }), (at) => {
        expect(instantFrom(new Date(at).toISOString(), context)).toEqual({ at });
        expect(instantFrom(at, context)).toEqual({ at });
        expect(instantFrom(String(at * 1000 + 7), context)).toEqual({ at });
      }),
    );
  });

  test("property: Z and +00:00 mean the same, also of a time with a character that is wrong", () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });
    const wrong = fc.record({
      place: fc.nat({ max: 22 }),
      character: fc.constantFrom("0", "1", "3", "6", "9", "x", ":", "-", ".", ",", "/", "T", " ", "t"),
      hasMs: fc.boolean(),
    });
    fc.assert(
      fc.property(instants, wrong, (at, { place, character, hasMs }) => {
        const whole = new Date(at).toISOString().slice(0, hasMs ? 23 : 19);
        for (const text of [whole, whole.slice(0, place) + character + whole.slice(place + 1)]) {
          expect(instantFrom(`${text}Z`, context)).toEqual(instantFrom(`${text}+00:00`, context));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("property: no text and no value makes it throw, and what it gives is a whole millisecond", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.stringMatching(/^[\d:h Z+-]{1,24}$/)), (value) => {
        const instant = instantFrom(value, context);
        expect("at" in instant ? Number.isSafeInteger(instant.at) : instant.expected.length > 0).toBe(true);
      }),
    );
  });
});
