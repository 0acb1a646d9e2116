import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tickLength, timeZoneName, truth, webAddress, wholeNumber } from "./value-kind.ts";

describe("tickLength", () => {
  test.each([
    ["auto", "auto"],
    ["1s", 1000],
    ["10s", 10_000],
    ["10 s", 10_000],
    ["60s", 60_000],
    ["5m", 300_000],
    ["1h", 3_600_000],
    ["3600s", 3_600_000],
  ])("reads %s", (raw, value) => {
    expect(tickLength.read(raw)).toBe(value);
  });

  test.each(["0s", "0.5s", "500ms", "7s", "2h", "61m", "10", "", "s", "-10s", 10, true])("refuses %j", (raw) => {
    expect(tickLength.read(raw)).toBeUndefined();
  });
});

describe("wholeNumber", () => {
  test.each(["", " 5", "5.0", "0x10", "1e1", "-1", "11", 10.5, Number.NaN, true])("from 0 to 10 refuses %j", (raw) => {
    expect(wholeNumber(0, 10).read(raw)).toBeUndefined();
  });

  test("property: reads back every number in its range, as a number and as text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), (value) => {
        expect(wholeNumber(0, 65_535).read(value)).toBe(value);
        expect(wholeNumber(0, 65_535).read(String(value))).toBe(value);
      }),
    );
  });
});

describe("truth", () => {
  test.each([true, "true", "YES", "on", "1", 1])("takes %j for true", (raw) => expect(truth.read(raw)).toBe(true));
  test.each([false, "false", "No", "off", "0", 0])("takes %j for false", (raw) => expect(truth.read(raw)).toBe(false));
  test.each(["", "maybe", 2])("refuses %j", (raw) => expect(truth.read(raw)).toBeUndefined());
});

describe("timeZoneName", () => {
  test.each(["America/Sao_Paulo", "UTC", "Asia/Kolkata"])("takes %s", (raw) =>
    expect(timeZoneName.read(raw)).toBe(raw),
  );
  test.each(["", "Mars/Olympus", "local", 3])("refuses %j", (raw) => expect(timeZoneName.read(raw)).toBeUndefined());
});

describe("webAddress", () => {
  test.each([
    ["https://smoke.example.com/", "https://smoke.example.com"],
    ["http://localhost:4800", "http://localhost:4800"],
    ["https://example.com/smoke/", "https://example.com/smoke"],
  ])("reads %s", (raw, value) => {
    expect(webAddress.read(raw)).toBe(value);
  });

  test.each([
    "example.com",
    "javascript:alert(1)",
    "https://user:pass@example.com",
    "https://a.b/?q",
    "https://a.b/#x",
  ])("refuses %s", (raw) => expect(webAddress.read(raw)).toBeUndefined());
});
