import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_NAME, exampleFile } from "../../src/core/analysis/example-file.ts";
import { Analysis } from "../../src/core/model/analysis.ts";
import { caseFiles } from "../support/case-files.ts";
import { bodyOf } from "../support/product-without-port.ts";
import { runProgram } from "../support/run-program.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let folder: string;
let example: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "smokewatch-analyze-"));
  example = path.join(folder, EXAMPLE_NAME);
  writeFileSync(example, exampleFile());
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Findings as programs get them. */
async function analysed(...args: string[]): Promise<Analysis> {
  const { code, stdout, stderr } = await runProgram("analyze", ...args, "--format", "json");
  expect(code, stderr).toBe(0);
  return bodyOf(Analysis, stdout);
}

describe("smokewatch analyze", () => {
  test("tells people what is off, how the file was read, and writes the report by its ending", async () => {
    for (const [ending, beginning] of [
      ["html", "<!doctype html>"],
      ["md", "# Analysis"],
      ["json", "{"],
    ]) {
      const out = path.join(folder, `report.${ending}`);
      const { code, stdout } = await runProgram("analyze", example, "--out", out);
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /1\. shop: [\s\S]*13h to 15h[\s\S]*Lost +\d+ to \d+[\s\S]*separator: comma[\s\S]*The report is in/,
      );
      expect(readFileSync(out, "utf8").slice(0, beginning?.length)).toBe(beginning);
    }
  });

  test("ends with 3 for a finding only where that was asked for", async () => {
    expect((await runProgram("analyze", example)).code).toBe(0);
    expect((await runProgram("analyze", example, "--fail-on-finding")).code).toBe(3);
    const calm = path.join(folder, "calm.csv");
    const rows = Array.from(
      { length: 24 },
      (_, hour) => `${String(hour).padStart(2, "0")}h,${40 + (hour % 5)},${42 - (hour % 4)},41.5`,
    );
    writeFileSync(calm, ["time,today,yesterday,avg_last_week", ...rows].join("\n"));
    expect((await runProgram("analyze", calm, "--fail-on-finding")).code).toBe(0);
  });

  test("answers in SQL instead, and leaves nothing behind", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("smokewatch-files-"));
    const sql = "SELECT time, today, avg_last_week FROM hourly_comparison WHERE time = '14h'";
    const { code, stdout } = await runProgram("analyze", example, "--sql", sql);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '"time","today","avg_last_week"\n"14h",0,34.14\n' });
    const refused = await runProgram("analyze", example, "--sql", "SELECT * FROM file('/etc/passwd')");
    expect(refused).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("table function file cannot be used"),
    });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("smokewatch-files-"))).toEqual(before);
  });

  test("says in a line or two what is wrong with a file, an option or a place to write to", async () => {
    const novel = path.join(folder, "novel.txt");
    writeFileSync(novel, "It was a dark night.\nNobody counted anything.\n");
    for (const [args, told] of [
      [[novel], /novel\.txt: [\s\S]*dark night[\s\S]*what would help: /],
      [[path.join(folder, "nowhere.csv")], /nowhere\.csv cannot be read: ENOENT/],
      [[folder], /is a folder; name the files in it/],
      [[example, "--decimal", "banana"], /decimal: expected comma or point, got "banana"/],
      [[example, "--format", "pdf"], /expected one of html, markdown, json, text/],
      [[example, "--out", path.join(folder, "no", "where.html")], /--out: the report cannot be written/],
      [
        [example, "--out", path.join(folder, "report.pdf")],
        /--out: expected a name that ends in \.html, .*report\.pdf"/,
      ],
      [[example, "--sql", "SELECT 1", "--out", "report.html"], /--sql answers instead of a report: leave out --out/],
    ] as const) {
      const { code, stderr, stdout } = await runProgram("analyze", ...args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(told);
      expect(stderr).not.toContain("    at ");
    }
    const half = await runProgram("analyze", novel, example);
    expect(half).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("13h to 15h"),
      stderr: expect.stringContaining("novel.txt"),
    });
  });
});

const checkouts = caseFiles("checkout_1.csv", "checkout_2.csv");

describe.skipIf(checkouts === undefined)("the two real files of sales by hour", () => {
  let analysis: Analysis;

  beforeAll(async () => {
    analysis = await analysed(...(checkouts ?? []));
  });

  test("have two outages and one rebound, a chain, and levels that are no outage", () => {
    const { findings, remarks } = analysis;
    const told = findings.map(({ kind, file, from, to }) => `${kind} ${file} ${from.label}-${to.label}`);
    expect(told.toSorted()).toEqual([
      "outage checkout_1 08h-09h",
      "outage checkout_2 15h-17h",
      "rebound checkout_1 10h-10h",
    ]);
    const [worst] = findings;
    expect(worst).toMatchObject({ file: "checkout_2", observed: 0 });
    expect(worst?.lost?.least).toBeCloseTo(61.7, 1);
    expect(worst?.lost?.most).toBe(137);
    expect(worst?.shoulders.map(({ label }) => label)).toEqual(["14h", "18h"]);
    expect(remarks.find(({ kind }) => kind === "chained files")?.text).toMatch(/24 of (?:its )?24/);
    expect(remarks.map(({ kind }) => kind)).toContain("level");
  });

  test("are asked with the statement of a finding, as it stands", async () => {
    await expectToRun(analysis.findings[0]?.sql, checkouts, '"15h",0,51,42,');
  });
});

const days = caseFiles("transactions_1.csv", "transactions_2.csv");

describe.skipIf(days === undefined)("the two real days of statuses", () => {
  let analysis: Analysis;

  beforeAll(async () => {
    analysis = await analysed(...(days ?? []));
  });

  test.each([
    ["the storm of reversals", "transactions_1", "reversed", 14, 18],
    ["the silence", "transactions_2", "", 0, 1],
    ["backend_reversed", "transactions_2", "backend_reversed", 10, 11],
    ["failed", "transactions_2", "failed", 16, 19],
    ["denied", "transactions_2", "denied", 16, 17],
  ])("have %s", (_, file, series, fromHour, toHour) => {
    const { findings } = analysis;
    const found = findings.filter((finding) => {
      const isSeries = series === "" ? finding.kind === "silence" : finding.series.includes(series);
      const [from = 0, to = 99] = [finding.from.at, finding.to.at].map((at) => Math.floor((at % DAY_MS) / HOUR_MS));
      return finding.file === file && isSeries && from >= fromHour && to <= toHour;
    });
    expect(found.length, findings.map(({ title }) => title).join("\n")).toBeGreaterThan(0);
  });

  test("are asked with the statement of a finding, as it stands", async () => {
    await expectToRun(analysis.findings[0]?.sql, days, '"14:33",');
  });
});

/** The statement gives rows, one of which begins so. */
async function expectToRun(sql: string | undefined, files: string[] | undefined, row: string): Promise<void> {
  const { code, stdout, stderr } = await runProgram("analyze", ...(files ?? []), "--sql", sql ?? "");
  expect(code, `${sql}\n${stderr}`).toBe(0);
  expect(
    stdout.split("\n").some((line) => line.startsWith(row)),
    stdout,
  ).toBe(true);
}
