import { describe, expect, test } from "vitest";
import {
  capitalised,
  createClock,
  formatBand,
  formatBytes,
  formatCount,
  formatDuration,
  formatMean,
  formatRate,
  formatShare,
  formatValue,
  plural,
  statusLabel,
} from "./format.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("numbers", () => {
  test("counts are grouped, and a dash stands for what is not known", () => {
    expect([formatCount(0), formatCount(1234567), formatCount(null)]).toEqual(["0", "1,234,567", "–"]);
  });

  test("means have a decimal below a hundred and none from there on", () => {
    expect([formatMean(12.44), formatMean(0), formatMean(99.94), formatMean(99.96), formatMean(1234.4)]).toEqual([
      "12.4",
      "0.0",
      "99.9",
      "100",
      "1,234",
    ]);
  });

  test("a value is written as a count when it is whole and as a mean otherwise", () => {
    expect([formatValue(7), formatValue(7.25), formatValue(null)]).toEqual(["7", "7.3", "–"]);
  });

  test("a band needs both ends", () => {
    expect([formatBand(8, 17), formatBand(null, 17)]).toEqual(["8 to 17", "–"]);
  });

  test("small shares keep a digit more", () => {
    expect([formatShare(0.871), formatShare(0.0052), formatShare(0), formatShare(NaN)]).toEqual([
      "87.1 %",
      "0.52 %",
      "0.0 %",
      "–",
    ]);
  });

  test("rates have a decimal below a hundred", () => {
    expect([formatRate(31.24), formatRate(4300.7), formatRate(null)]).toEqual(["31.2", "4,301", "–"]);
  });
});

test.each([
  [0, "0 KB"],
  [524_288, "512 KB"],
  [40_000_000, "38.1 MB"],
  [1_048_575_000, "1.0 GB"],
  [10_737_418_240, "10.0 GB"],
])("%d bytes read %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

describe("durations", () => {
  test.each([
    [0, "0 s"],
    [-5, "0 s"],
    [59_400, "59 s"],
    [59_600, "1 min"],
    [3 * MINUTE + 20_000, "3 min 20 s"],
    [2 * HOUR + 5 * MINUTE, "2 h 5 min"],
    [76 * HOUR, "3 d 4 h"],
  ])("%d ms reads %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("words", () => {
  test("one has no plural ending", () => {
    expect([plural(1, "incident"), plural(1200, "incident")]).toEqual(["1 incident", "1,200 incidents"]);
  });

  test("names of statuses read as words", () => {
    expect([statusLabel("backend_reversed"), capitalised("denied"), capitalised("")]).toEqual([
      "backend reversed",
      "Denied",
      "",
    ]);
  });
});

describe("a clock", () => {
  const at = Date.UTC(2026, 10, 22, 2, 5, 9);
  const clock = createClock("America/Sao_Paulo");

  test("writes instants in its own time zone, in 24 hours", () => {
    expect([clock.minute(at), clock.second(at), clock.full(at)]).toEqual([
      "23:05",
      "23:05:09",
      "21 Nov 2026, 23:05:09",
    ]);
  });

  test("tells the day only when it is not today's", () => {
    expect(clock.moment(at, at + 30 * MINUTE)).toBe("23:05");
    expect(clock.moment(at, at + 2 * HOUR)).toBe("21 Nov 23:05");
  });

  test("writes midnight as 00", () => {
    expect(createClock("UTC").minute(Date.UTC(2026, 0, 1))).toBe("00:00");
  });

  test("is named after its place", () => {
    expect([clock.place, createClock("UTC").place]).toEqual(["Sao Paulo", "UTC"]);
  });
});
