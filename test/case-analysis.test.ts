import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { analyse } from "../src/core/analysis/analyse.ts";
import type { CountTable } from "../src/core/analysis/count-table.ts";
import type { Analysis, AnalysisFinding } from "../src/core/model/analysis.ts";
import { caseFiles } from "./support/case-files.ts";
import { hourTable, minuteTable } from "./support/count-tables.ts";

const MINUTES = 1440;
const checkouts = caseFiles("checkout_1.csv", "checkout_2.csv");
const days = caseFiles("transactions_1.csv", "transactions_2.csv");

function rowsOf(file: string): string[][] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => line.trim().split(","));
}

function checkoutTable(file: string): CountTable {
  const [header = [], ...rows] = rowsOf(file);
  const columns = header.slice(1).map((name, index) => [name, rows.map((row) => Number(row[index + 1]))] as const);
  return hourTable(path.basename(file, ".csv"), Object.fromEntries(columns));
}

function transactionTable(file: string): CountTable {
  const statuses: Record<string, Float64Array> = {};
  for (const [time = "", status = "", count] of rowsOf(file).slice(1)) {
    const [, hour, minute] = /^(\d+)h (\d+)$/.exec(time) ?? [];
    const values = (statuses[status] ??= new Float64Array(MINUTES));
    const slot = Number(hour) * 60 + Number(minute);
    values[slot] = (values[slot] ?? 0) + Number(count);
  }
  return minuteTable(path.basename(file, ".csv"), statuses);
}

function of(analysis: Analysis, file: string): AnalysisFinding[] {
  return analysis.findings.filter((finding) => finding.file === file);
}

describe.skipIf(checkouts === undefined)("the two checkouts", () => {
  const analysis = analyse((checkouts ?? []).map(checkoutTable));

  test("checkout_2 sold nothing from 15h to 17h, with 14h and 18h low beside it", () => {
    expect(of(analysis, "checkout_2")).toMatchObject([
      {
        kind: "outage",
        from: { label: "15h" },
        to: { label: "17h" },
        observed: 0,
        shoulders: [
          { label: "14h", observed: 19 },
          { label: "18h", observed: 13 },
        ],
      },
    ]);
  });

  test("62 to 137 sales were lost in it, by reference", () => {
    const [outage] = of(analysis, "checkout_2");
    expect(outage?.lost?.by).toEqual([
      { reference: "yesterday", value: 137 },
      { reference: "same_day_last_week", value: 97 },
      { reference: "avg_last_week", value: 61.707 },
      { reference: "avg_last_month", value: 75.98 },
    ]);
    expect(outage?.lost).toMatchObject({ least: 61.707, most: 137 });
    expect(outage?.qValue).toBeLessThan(1e-9);
  });

  test("checkout_1 had an outage at 08h and 09h, by all references but its yesterday, and a rebound at 10h", () => {
    const [outage, rebound, ...others] = of(analysis, "checkout_1");
    expect(outage).toMatchObject({ kind: "outage", from: { label: "08h" }, to: { label: "09h" }, observed: 2 });
    expect(outage?.expected.by.map(({ reference }) => reference)).not.toContain("yesterday");
    expect(outage?.qValue).toBeLessThan(1e-5);
    expect(rebound).toMatchObject({ kind: "rebound", from: { label: "10h" }, to: { label: "10h" }, observed: 55 });
    expect(others).toEqual([]);
  });

  test("they are two consecutive days of one checkout", () => {
    const chained = analysis.remarks.find(({ kind }) => kind === "chained files");
    expect(chained?.text).toMatch(
      /^checkout_2\.yesterday is checkout_1\.today in 24 of 24 rows: the files are two consecutive days of one checkout\./,
    );
  });

  test("yesterday is a bad reference at 08h and 09h in both, and makes no surge of checkout_2", () => {
    const bad = analysis.remarks.filter(({ kind }) => kind === "bad reference").map(({ text }) => text);
    expect(bad).toHaveLength(2);
    expect(bad[0]).toContain("checkout_1: yesterday is a bad reference from 08h to 09h");
    expect(bad[1]).toContain("checkout_2: yesterday is a bad reference from 08h to 09h");
    expect(bad[1]).toContain("It is checkout_1.today");
  });

  test("a day above its averages is another level, not an outage", () => {
    const levels = analysis.remarks.filter(({ kind }) => kind === "level");
    expect(levels.map(({ files }) => files)).toEqual([["checkout_1"], ["checkout_2"]]);
    for (const { text } of levels) expect(text).toContain("above avg_last_week");
  });

  test("nothing else is off", () => {
    expect(analysis.findings.map(({ kind }) => kind)).toEqual(["outage", "outage", "rebound"]);
  });
});

/** Minutes of the labels: first and last that are off, and the status that leads. */
const LABELLED = [
  ["transactions_1", "the storm", "14:31", "18:43", "reversed"],
  ["transactions_1", "six minutes without a row", "23:47", "23:52", "approved"],
  ["transactions_1", "midnight, before", "23:58", "23:59", "backend_reversed"],
  ["transactions_2", "midnight, after", "00:00", "00:12", "reversed"],
  ["transactions_2", "the silence", "00:39", "01:37", "approved"],
  ["transactions_2", "the dip at 09:32", "09:32", "09:34", "approved"],
  ["transactions_2", "backend_reversed", "10:51", "10:55", "backend_reversed"],
  ["transactions_2", "the dip at 12:07", "12:07", "12:08", "approved"],
  ["transactions_2", "failed", "16:14", "18:50", "failed"],
  ["transactions_2", "the first burst of denied", "16:23", "16:32", "denied"],
  ["transactions_2", "the second burst of denied", "16:44", "16:53", "denied"],
  ["transactions_2", "the third burst of denied", "17:16", "17:25", "denied"],
] as const;

/** Edges are where the counts say; a person's may lie a little beside. */
const NEAR_MINUTES = 6;

describe.skipIf(days === undefined)("the two days of transactions", () => {
  const analysis = analyse((days ?? []).map(transactionTable));
  const minuteOf = (label: string): number => Number(label.slice(0, 2)) * 60 + Number(label.slice(3));
  const match = (file: string, from: string, to: string, status: string) =>
    of(analysis, file).filter(
      ({ series, from: first, to: last }) =>
        series.includes(status) &&
        Math.abs(minuteOf(first.label) - minuteOf(from)) <= NEAR_MINUTES &&
        Math.abs(minuteOf(last.label) - minuteOf(to)) <= NEAR_MINUTES,
    );

  test.each(LABELLED)("%s: %s is one finding, from %s to %s, with %s", (file, _, from, to, status) => {
    expect(match(file, from, to, status)).toHaveLength(1);
  });

  test("nothing else is found", () => {
    expect(analysis.findings.map(({ title }) => title)).toHaveLength(LABELLED.length);
  });

  test("the storm holds all seven statuses, with approvals lost and reversals too many", () => {
    const [storm] = match("transactions_1", "14:31", "18:43", "reversed");
    expect(storm?.series).toHaveLength(7);
    expect(storm?.series[0]).toBe("reversed");
    expect(storm?.surplus?.least).toBeGreaterThan(14_000);
    expect(storm?.lost?.least).toBeGreaterThan(40_000);
  });

  test("the silence is told as one, and what the other day had at its time", () => {
    const [silence] = match("transactions_2", "00:39", "01:37", "approved");
    expect(silence).toMatchObject({ kind: "silence", observed: 0 });
    expect(silence?.lost?.by[0]).toEqual({ reference: "transactions_1", value: 279 });
  });

  test("the storm of the one day is no reference for the other", () => {
    const [failed] = match("transactions_2", "16:14", "18:50", "failed");
    expect(failed?.speaksAgainst).toContain("transactions_1 is off itself at that time and is left out.");
    expect(failed?.expected.by.map(({ reference }) => reference)).not.toContain("transactions_1");
  });

  test("what lies on both sides of midnight points to the other file", () => {
    const [before] = match("transactions_1", "23:58", "23:59", "backend_reversed");
    expect(before?.speaksFor).toContain(
      "transactions_2 begins with the same: if it is the next day, this is one incident.",
    );
  });

  test("a fall that was made up for says so", () => {
    const [dip] = match("transactions_2", "12:07", "12:08", "approved");
    expect(dip?.speaksFor.join(" ")).toContain("More than usual came right after it: 513 instead of 333, 12:09.");
  });

  test("one day alone gives no more than the labels have", () => {
    for (const file of days ?? []) {
      const alone = analyse([transactionTable(file)]);
      const most = LABELLED.filter(([name]) => name === path.basename(file, ".csv")).length;
      expect(alone.findings.length).toBeLessThanOrEqual(most);
      expect(alone.findings.length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe.skipIf(checkouts === undefined || days === undefined)("all four files at once", () => {
  test("say what each pair says", () => {
    const hours = (checkouts ?? []).map(checkoutTable);
    const minutes = (days ?? []).map(transactionTable);
    const titles = (tables: CountTable[]): string[] => analyse(tables).findings.map(({ title }) => title);
    expect(titles([...hours, ...minutes]).sort()).toEqual([...titles(hours), ...titles(minutes)].sort());
  });
});
