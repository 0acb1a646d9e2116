import { describe, expect, test } from "vitest";
import { midnightOf, timeText } from "./time-text.ts";

const HOUR = 3_600_000;

/** As ISO text, with the day first where that is open; what is not said is left out. */
function told(text: string, isDayFirst = true): string {
  const time = timeText(text);
  if (time === null) return "no time";
  const date = time.date === null ? "" : new Date(midnightOf(time.date, isDayFirst)).toISOString().slice(0, 10);
  const clock =
    time.clockMs === null
      ? ""
      : `T${time.clockMs === 24 * HOUR ? "24:00:00" : new Date(time.clockMs).toISOString().slice(11, 19)}`;
  const offset = time.offsetMs === null ? "" : ` ${time.offsetMs / HOUR}`;
  return `${date}${clock}${offset}`;
}

describe("timeText", () => {
  test.each([
    ["08h", "T08:00:00"],
    ["8h", "T08:00:00"],
    ["00h 01", "T00:01:00"],
    ["14h31", "T14:31:00"],
    ["8h05min", "T08:05:00"],
    ["09 hs", "T09:00:00"],
    ["08:00", "T08:00:00"],
    ["23:59:58,123", "T23:59:58"],
    ["8 AM", "T08:00:00"],
    ["12:15 am", "T00:15:00"],
    ["12 p.m.", "T12:00:00"],
    ["24:00", "T24:00:00"],
    ["08:00-09:00", "T08:00:00"],
    ["08h às 09h", "T08:00:00"],
    ["2026-07-13", "2026-07-13"],
    ["2026/7/3 8:05", "2026-07-03T08:05:00"],
    ["20260713", "2026-07-13"],
    ["20260713T0830", "2026-07-13T08:30:00"],
    ["2026-07-13T08:00:00Z", "2026-07-13T08:00:00 0"],
    ["2026-07-13 08:00:00.5-03:00", "2026-07-13T08:00:00 -3"],
    ["2026-07-13 08:00 UTC", "2026-07-13T08:00:00 0"],
    ["13/07/2026", "2026-07-13"],
    ["3.4.26 07:00", "2026-04-03T07:00:00"],
    ["13-jul-2026", "2026-07-13"],
    ["13 de julho de 2026 08h", "2026-07-13T08:00:00"],
    ["1 ene 2026", "2026-01-01"],
    ["Jul 13, 2026 8:00 PM", "2026-07-13T20:00:00"],
    ["Mon, 13 Jul 2026 08:00:00 +0200", "2026-07-13T08:00:00 2"],
    ["segunda-feira, 13/07/2026", "2026-07-13"],
  ])("reads %j", (text, time) => expect(told(text)).toBe(time));

  test("the order of day and month is as asked where it is open", () => {
    expect(told("03/04/2026", false)).toBe("2026-03-04");
    expect(told("03/04/2026", true)).toBe("2026-04-03");
    expect(told("3 apr 2026", false)).toBe("2026-04-03");
  });

  test.each([
    "",
    "7",
    "time",
    "25h",
    "08:61",
    "13 PM",
    "08hello",
    "2026-07-13x",
    "1/2",
    "1.2.3",
    "approved",
    "08:00-",
    "2026-07-13 08:00 +99:00",
  ])("takes %j for none", (text) => {
    expect(told(text)).toBe("no time");
  });

  test("a date that does not exist has no midnight", () => {
    const date = { year: 2026, first: 31, second: 2, order: "open", hasPoint: false } as const;
    expect(midnightOf(date, true)).toBeNaN();
  });
});
