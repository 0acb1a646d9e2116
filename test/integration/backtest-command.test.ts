import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom, poissonDraw } from "../../src/core/stats/random.ts";
import { caseFiles } from "../support/case-files.ts";
import { runProgram } from "../support/run-program.ts";

const MINUTE_MS = 60_000;
const START = Date.parse("2024-05-06T00:00:00Z");
const FAULT_MINUTE = 2 * 1440 + 1080;

interface Line {
  time: string;
  series: string;
  value: number;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  score: number | null;
  alert: boolean;
}

let folder = "";
let file = "";

/** Three days of two groups; on the last, approvals of the first stop at 18:00 for ten minutes, denials of the second rise fivefold. */
function daysOfCounts(): string {
  const random = createRandom(5);
  const lines = ["time,series,count"];
  for (let minute = 0; minute < 3 * 1440; minute++) {
    const time = new Date(START + minute * MINUTE_MS).toISOString();
    const isFault = minute >= FAULT_MINUTE && minute < FAULT_MINUTE + 10;
    for (const [group, approved, denied] of [
      ["north", isFault ? 0 : 60, 6],
      ["south", 60, isFault ? 30 : 6],
    ] as const) {
      lines.push(`${time},${group}/approved,${poissonDraw(approved, random)}`);
      lines.push(`${time},${group}/denied,${poissonDraw(denied, random)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function linesIn(text: string | undefined): Line[] {
  return (text ?? "")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

function written(name: string, text: string): string {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "smokewatch-backtest-"));
  file = written("counts.csv", daysOfCounts());
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("smokewatch backtest", () => {
  test("says of every series and step what it was, what was expected, and whether to alert", async () => {
    const { code, stdout, stderr } = await runProgram("backtest", file, "--time-zone", "UTC");
    expect(code).toBe(0);
    expect(stderr).toMatch(/^17280 verdicts on 4 series in \d+\.\d s, \d+ of them alert\n$/);
    const lines = linesIn(stdout);
    expect(lines).toHaveLength(17_280);
    expect(lines.at(-1)).toMatchObject({ time: "2024-05-08T23:59:00Z", series: "south/denied", alert: false });
    const alerts = lines.filter(({ alert }) => alert);
    const first = (series: string) => alerts.find((line) => line.series === series)?.time;
    expect(first("north/approved")).toBe("2024-05-08T18:00:00Z");
    expect(first("south/denied")).toBe("2024-05-08T18:00:00Z");
    expect(new Set(alerts.map(({ series }) => series))).toEqual(new Set(["north/approved", "south/denied"]));
    for (const { value, lower, upper, score, expected } of alerts.filter(
      ({ time }) => time === first("south/denied"),
    )) {
      expect(lower).toBeLessThanOrEqual(expected ?? Number.NaN);
      expect(value < (lower ?? 0) || value > (upper ?? Infinity)).toBe(true);
      expect(score).toBeGreaterThan(4);
    }
  });

  test("sees only the past: a shorter file has the same verdicts", async () => {
    const rows = readFileSync(file, "utf8").split("\n");
    const shorter = written("shorter.csv", `${rows.slice(0, 1 + 4 * 1100).join("\n")}\n`);
    const [whole, part] = await Promise.all(
      [file, shorter].map((one) => runProgram("backtest", one, "--time-zone", "UTC")),
    );
    const partLines = (part?.stdout ?? "").trim().split("\n");
    expect(partLines).toHaveLength(4400);
    expect((whole?.stdout ?? "").startsWith(`${partLines.join("\n")}\n`)).toBe(true);
  });

  test("writes to a file, takes directions and a budget", async () => {
    const out = path.join(folder, "out.ndjson");
    const flags = ["--out", out, "--direction", "approved=up,denied=down", "--budget", "1/month"];
    const { code, stdout } = await runProgram("backtest", file, "--time-zone", "UTC", ...flags);
    expect(code).toBe(0);
    expect(stdout).toBe("");
    const alerts = linesIn(readFileSync(out, "utf8")).filter(({ alert }) => alert);
    expect(alerts.map(({ series }) => series)).not.toContain("north/approved");
    expect(alerts.map(({ series }) => series)).not.toContain("south/denied");
  });

  test.each([
    [
      "a row that is wrong is told with its line, and the others are judged",
      "late,a,1\n2024-05-06T00:01:00Z,a,x",
      0,
      /2 rows refused; the first is line 3: time: expected/,
    ],
    ["a file of nothing but wrong rows is refused", null, 1, /holds no row that can be used: line 2: time: expected/],
  ])("%s", async (_, more, expected, told) => {
    const good = "2024-05-06T00:00:00Z,a,1\n";
    const text = more === null ? "time,series,count\nyesterday,a,1\n" : `time,series,count\n${good}${more}\n`;
    const { code, stderr } = await runProgram("backtest", written("wrong.csv", text), "--step", "60s");
    expect(code).toBe(expected);
    expect(stderr).toMatch(told);
  });

  test.each([
    [["--budget", "often"], /expected a number of alarms per day, week or month/],
    [["--step", "7m"], /expected a duration from 1s to 1h/],
    [["--direction", "denied=sideways"], /expected up, down or both/],
    [["--absent", "maybe"], /expected zero or missing/],
  ])("%j is refused, with what was expected", async (flags, told) => {
    const { code, stderr } = await runProgram("backtest", file, ...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(told);
  });

  test("a file that is not there is told in a line", async () => {
    const { code, stderr } = await runProgram("backtest", path.join(folder, "none.csv"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^smokewatch: cannot read .*none\.csv: there is no such file\n$/);
  });
});

const days = caseFiles("transactions_1.csv", "transactions_2.csv");
const hours = caseFiles("checkout_1.csv", "checkout_2.csv");

describe.skipIf(days === undefined)("the two real days", () => {
  test("all ten incidents are found, nine of them within a minute, at one false alarm, from a cold start", async () => {
    const { stdout } = await runProgram("backtest", ...(days ?? []), "--date", "2001-01-01", "--time-zone", "UTC");
    const alerts = linesIn(stdout).filter(({ alert }) => alert);
    const within = (series: string, from: string, minutes: number) => {
      const since = Date.parse(`2001-01-0${from.replace(" ", "T")}:00Z`);
      return alerts.some((line) => {
        const at = Date.parse(line.time);
        return line.series === series && at >= since && at <= since + minutes * MINUTE_MS;
      });
    };
    expect([
      within("approved", "1 14:31", 1) || within("reversed", "1 14:33", 0),
      within("processing", "1 23:58", 1),
      within("approved", "2 00:39", 1),
      within("approved", "2 09:32", 1),
      within("backend_reversed", "2 10:51", 0),
      within("approved", "2 12:07", 1),
      within("failed", "2 16:14", 1),
      within("denied", "2 16:23", 1),
      within("denied", "2 16:44", 1),
      within("denied", "2 17:16", 1),
    ]).toEqual(Array.from({ length: 10 }, () => true));
    // A burst of denied in the night before dawn is the one false alarm.
    const nights = alerts.filter(({ series, time }) => series === "denied" && /T0[2-8]:/.test(time));
    expect(new Set(nights.map(({ time }) => time.slice(0, 15)))).toEqual(new Set(["2001-01-02T03:4"]));
  });
});

describe.skipIf(hours === undefined)("the tables of sales by hour", () => {
  test("are laid end to end, and the three hours without sales alert", async () => {
    const { stdout } = await runProgram(
      "backtest",
      ...(hours ?? []),
      "--date",
      "2001-01-08",
      "--time-zone",
      "UTC",
      "--direction",
      "down",
    );
    const alerts = linesIn(stdout).filter(({ alert }) => alert);
    const times = alerts.map(({ time }) => time);
    expect(times).toEqual(
      expect.arrayContaining(["2001-01-09T15:00:00Z", "2001-01-09T16:00:00Z", "2001-01-09T17:00:00Z"]),
    );
  });
});
