import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReplayResult } from "../../src/cli/replay.ts";
import { createRandom, poissonDraw } from "../../src/core/stats/random.ts";
import { runProgram } from "../support/run-program.ts";

/** All that a terminal would act upon, besides the end of a line. */
const CONTROL = /[^\P{Cc}\n]/u;

let folder = "";
let file = "";

/** A day of minute counts with times that have no date; denied is ten times as much from 18:00 to 18:09. */
function dayOfCounts(): string {
  const random = createRandom(5);
  const lines = ["time,status,count"];
  for (let minute = 0; minute < 1440; minute++) {
    const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}h ${String(minute % 60).padStart(2, "0")}`;
    const deniedMean = minute >= 1080 && minute < 1090 ? 80 : 8;
    lines.push(`${time},approved,${poissonDraw(100, random)}`, `${time},denied,${poissonDraw(deniedMean, random)}`);
  }
  return `${lines.join("\n")}\n`;
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "smokewatch-replay-"));
  file = path.join(folder, "counts.csv");
  writeFileSync(file, dayOfCounts());
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("smokewatch replay", () => {
  const dated = ["--date", "2024-05-06", "--time-zone", "UTC"];

  test("ends with a table of incidents, in plain text when it is not on a terminal", async () => {
    const { code, stdout, stderr } = await runProgram("replay", file, ...dated);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).not.toMatch(CONTROL);
    expect(stdout).toMatch(/2024-05-06 18:0\d {2}opened \d+: denied: /);
    expect(stdout).toMatch(/\n# +start +end +severity +what +peak +expected +messages\n/);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^2880 records, 2024-05-06 00:00 to 2024-05-06 23:59, in /);
  });

  test("--json prints nothing but JSON on standard output", async () => {
    const { code, stdout, stderr } = await runProgram("replay", file, ...dated, "--json");
    expect(code).toBe(0);
    expect(stderr).not.toMatch(CONTROL);
    const result = JSON.parse(stdout) as ReplayResult;
    expect(result.transactions).toBe(2880);
    expect(result.from).toBe(Date.parse("2024-05-06T00:00:00Z"));
    const burst = result.incidents.find(({ openedAt }) => openedAt === Date.parse("2024-05-06T18:00:00Z"));
    expect(burst?.members.map(({ status }) => status)).toContain("denied");
    expect(burst?.state).toBe("resolved");
    expect(result.deliveries.some(({ incidentId }) => incidentId === burst?.id)).toBe(true);
  });

  test("gives the same incidents every time", async () => {
    const [one, other] = await Promise.all([1, 2].map(() => runProgram("replay", file, ...dated, "--json")));
    const incidentsOf = (text = "{}") => (JSON.parse(text) as ReplayResult).incidents;
    expect(incidentsOf(one?.stdout)).toEqual(incidentsOf(other?.stdout));
  });

  test("says which day it takes times without a date for", async () => {
    const { code, stdout } = await runProgram("replay", file, "--time-zone", "UTC");
    expect(code).toBe(0);
    expect(stdout).toContain("times have no date, taken as ");
  });

  test.each([
    ["a file that does not exist", ["absent.csv"], "absent.csv"],
    ["no file", [], "file"],
    ["a date that is none", ["FILE", "--date", "2024-13-01"], "2024-13-01"],
    ["a speed of 0", ["FILE", "--speed", "0"], "--speed"],
    ["a speed that is no number", ["FILE", "--speed", "fast"], "--speed"],
    ["a folder", ["FOLDER"], "folder"],
    ["a file that holds something else", ["PROGRAM"], "holds no transaction"],
    ["a setting that does not exist", ["FILE", "--prot", "1"], "--prot"],
    ["a time zone that does not exist", ["FILE", "--time-zone", "Mars/Olympus"], "Mars/Olympus"],
  ])("%s is told in a few words, and the exit code is 1", async (_name, args, told) => {
    const places: Record<string, string> = { FILE: file, FOLDER: folder, PROGRAM: path.join(folder, "other.txt") };
    writeFileSync(path.join(folder, "other.txt"), "once upon a time\nthere was no transaction\n");
    const { code, stdout, stderr } = await runProgram("replay", ...args.map((word) => places[word] ?? word));
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(told);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
  });
});
