import { describe, expect, test } from "vitest";
import { readOptions, readOptionsFrom } from "./read-options.ts";

describe("readOptionsFrom", () => {
  test("understands each option", () => {
    const { options, problems } = readOptionsFrom({
      "file-format": "csv",
      encoding: "latin-1",
      separator: "semicolon",
      quote: "none",
      header: "no",
      decimal: "comma",
      "time-column": "hora",
      columns: "a,b=observed,ontem=count of yesterday,m=mean of 7 days",
      "day-first": "yes",
      date: "2026-07-13",
      "time-zone": "America/Sao_Paulo",
      step: "15m",
      absent: "unknown",
      sheet: "Vendas",
      "count-column": undefined,
    });
    expect(problems).toEqual([
      'columns: expected name=role, parted by commas, such as vendas=observed,ontem=count of yesterday,media=mean of 7 days, got "a,b=observed,ontem=count of yesterday,m=mean of 7 days"',
    ]);
    expect(options).toEqual({
      format: "csv",
      encoding: "latin-1",
      separator: ";",
      quote: "",
      hasHeader: false,
      decimal: ",",
      timeColumn: "hora",
      dayFirst: true,
      date: "2026-07-13",
      timeZone: "America/Sao_Paulo",
      stepMs: 900_000,
      absentIsZero: false,
      sheet: "Vendas",
    });
  });

  test.each([
    ["file-format", "xls"],
    ["separator", "space"],
    ["decimal", "dot"],
    ["columns", "a=sum"],
    ["columns", "a=mean of 0 days"],
    ["date", "2026-02-30"],
    ["time-zone", "Brazil/Nowhere"],
    ["step", "7m"],
    ["step", "36h"],
    ["header", "__proto__"],
    ["separator", "constructor"],
  ])("refuses %s=%s and says what is expected", (name, text) => {
    const { options, problems } = readOptionsFrom({ [name]: text });
    expect(options).toEqual({});
    const expected = readOptions.find((option) => option.name === name)?.expected ?? "?";
    expect(problems).toEqual([`${name}: expected ${expected}, got "${text}"`]);
  });

  test("names the options there are when one is not known", () => {
    expect(readOptionsFrom({ seperator: "comma" }).problems[0]).toMatch(
      /^there is no option seperator; there are file-format, encoding, separator/,
    );
  });
});
