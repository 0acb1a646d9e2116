import * as fc from "fast-check";
import Value from "typebox/value";
import { describe, expect, test } from "vitest";
import {
  clock,
  drawnHours,
  drawnMinutes,
  hourTable,
  minuteTable,
  SALES,
  TRAFFIC_AT_NOON,
  type TrafficStatus,
} from "../../../test/support/count-tables.ts";
import { Analysis } from "../model/analysis.ts";
import { createRandom, negativeBinomialDraw } from "../stats/random.ts";
import { analyse } from "./analyse.ts";
import type { ColumnRole, CountTable } from "./count-table.ts";

/** Drawn files of which none has anything that is off. */
const FILES = 60;
/** A machine that is busy with other things takes this long. */
const SLOW = { timeout: 60_000 };

const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

function kindsAndTimes(tables: readonly CountTable[]): string[] {
  return analyse(tables).findings.map(({ kind, from, to }) => `${kind} ${from.label} ${to.label}`);
}

describe("hours beside their references", SLOW, () => {
  test.each([
    ["busy", 1, Infinity],
    ["quiet", 0.1, Infinity],
    ["busy with scatter", 5, 15],
  ])("property: a %s day on which nothing is off gives findings in at most one file of twenty", (_, factor, r) => {
    const files = seeds(FILES).map((seed) =>
      drawnHours("shop", { random: createRandom(seed), r, means: SALES.map((mean) => mean * factor) }),
    );
    const wrong = files.filter((file) => analyse([file]).findings.length > 0);
    // A share of 0.05 and four standard errors.
    expect(wrong.length).toBeLessThanOrEqual(0.05 * FILES + 4 * Math.sqrt(FILES * 0.05 * 0.95));
  });

  test("an outage is found from its first hour to its last, and nothing beside it", () => {
    const found = seeds(30).map((seed) =>
      kindsAndTimes([
        drawnHours("shop", { random: createRandom(seed), r: 50, today: (h) => (h >= 12 && h <= 14 ? 0 : 1) }),
      ]),
    );
    const exact = found.filter((lines) => lines[0] === "outage 12h 14h");
    expect(exact.length).toBeGreaterThanOrEqual(28);
    const others = found.flatMap((lines) => lines.slice(1)).filter((line) => !line.startsWith("rebound"));
    expect(others.length).toBeLessThanOrEqual(1);
  });

  test("a surge of three times as much is found", () => {
    const found = seeds(20).map((seed) =>
      kindsAndTimes([
        drawnHours("shop", { random: createRandom(seed), r: 50, today: (h) => (h === 15 || h === 16 ? 3 : 1) }),
      ]),
    );
    expect(found.filter((lines) => lines[0]?.startsWith("surge")).length).toBeGreaterThanOrEqual(18);
    expect(found.filter((lines) => lines[0] === "surge 15h 16h").length).toBeGreaterThanOrEqual(16);
  });

  test("a day on another level gives a remark and no finding", () => {
    const results = seeds(20).map((seed) =>
      analyse([drawnHours("shop", { random: createRandom(seed), r: 100, today: () => 1.7 })]),
    );
    expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
    for (const { remarks } of results) {
      const level = remarks.find(({ kind }) => kind === "level");
      expect(level?.text).toMatch(
        /^shop: today is above .* over the whole day\. That is another level, not an incident/,
      );
    }
  });

  test("a reference with an outage of its own is left out there and told, and makes no surge of today", () => {
    const results = seeds(20).map((seed) =>
      analyse([
        drawnHours("shop", { random: createRandom(seed), r: 50, yesterday: (h) => (h >= 12 && h <= 14 ? 0 : 1) }),
      ]),
    );
    expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
    const told = results.filter(({ remarks }) =>
      remarks.some(
        ({ kind, text }) => kind === "bad reference" && text.includes("yesterday is a bad reference from 12h to 14h"),
      ),
    );
    expect(told.length).toBeGreaterThanOrEqual(18);
  });

  test("an outage is found though yesterday had it at the same time", () => {
    const off = (h: number): number => (h >= 12 && h <= 14 ? 0 : 1);
    const found = seeds(10).map((seed) =>
      analyse([drawnHours("shop", { random: createRandom(seed), r: 50, today: off, yesterday: off })]),
    );
    for (const { findings } of found) {
      expect(findings[0]).toMatchObject({ kind: "outage", from: { label: "12h" }, to: { label: "14h" } });
      expect(findings[0]?.expected.by.map(({ reference }) => reference)).toEqual([
        "same_day_last_week",
        "avg_last_week",
        "avg_last_month",
      ]);
      expect(findings[0]?.speaksAgainst.join(" ")).toContain("yesterday is off itself");
    }
  });

  test("ratios of small numbers are nothing", () => {
    const quiet = hourTable("night", {
      today: [0, 0, 0, 0, 3, 0, 0, 0],
      yesterday: [1, 0, 1, 0, 0, 1, 0, 1],
      avg_last_week: [0.42, 0.28, 0.42, 0.14, 0.28, 0.42, 0.28, 0.42],
    });
    expect(analyse([quiet]).findings).toEqual([]);
  });

  test("two files that are days of one series are told so, with what follows from it", () => {
    const first = drawnHours("till_1", { random: createRandom(1), today: (h) => (h === 9 || h === 10 ? 0 : 1) });
    const today = first.columns.find(({ name }) => name === "today");
    const second = drawnHours("till_2", { random: createRandom(2) });
    const chained = {
      ...second,
      columns: second.columns.map((column) =>
        column.name === "yesterday" ? { ...column, values: today?.values ?? column.values } : column,
      ),
    };
    const { findings, remarks } = analyse([first, chained]);
    expect(findings.filter(({ kind }) => kind !== "rebound").map(({ file }) => file)).toEqual(["till_1"]);
    expect(remarks.find(({ kind }) => kind === "chained files")?.text).toBe(
      "till_2.yesterday is till_1.today in 24 of 24 rows: the files are two consecutive days of one till. So what is off in " +
        "till_1 makes yesterday a bad reference in till_2 at that time, and the files are no two witnesses of one day.",
    );
    expect(remarks.find(({ kind, files }) => kind === "bad reference" && files.includes("till_2"))?.text).toContain(
      "09h to 10h",
    );
  });

  test("an hour that is not known ends a stretch and is no outage", () => {
    const file = drawnHours("shop", { random: createRandom(3) });
    file.columns[0]?.values.fill(Number.NaN, 12, 15);
    expect(analyse([file]).findings).toEqual([]);
  });

  test("a file of minutes beside does not hide what a file of hours has", () => {
    const random = createRandom(4);
    const hours = drawnHours("shop", { random, today: (h) => (h >= 12 && h <= 14 ? 0 : 1) });
    const minutes = [drawnMinutes("day_1", random), drawnMinutes("day_2", random)];
    expect(kindsAndTimes([hours, ...minutes])).toEqual(kindsAndTimes([hours]));
  });
});

describe("minutes of statuses", SLOW, () => {
  const at = (status: TrafficStatus, from: number, to: number, times: number) => (of: TrafficStatus, minute: number) =>
    of === status && minute >= from && minute < to ? times : 1;

  test("property: two days on which nothing is off give findings in at most one pair of twenty", () => {
    const wrong = seeds(8).filter((seed) => {
      const random = createRandom(seed);
      return analyse([drawnMinutes("day_1", random), drawnMinutes("day_2", random)]).findings.length > 0;
    });
    expect(wrong.length).toBeLessThanOrEqual(2);
  });

  test("denied at three times its usual is found to the minute, with a range by reference", () => {
    const random = createRandom(5);
    const first = drawnMinutes("day_1", random);
    const second = drawnMinutes("day_2", random, at("denied", 900, 920, 3));
    const { findings } = analyse([first, second]);
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding).toMatchObject({ kind: "surge", file: "day_2", series: ["denied"], lost: null });
    expect(Math.abs((finding?.from.at ?? 0) / 60_000 - 900)).toBeLessThanOrEqual(2);
    expect(Math.abs((finding?.to.at ?? 0) / 60_000 - 919)).toBeLessThanOrEqual(2);
    expect(finding?.expected.by.map(({ reference }) => reference)).toEqual(["day_1", "the time around"]);
    expect(finding?.surplus?.least).toBeGreaterThan(100);
    expect(finding?.qValue).toBeLessThan(1e-6);
  });

  test("what every day does at its time is no finding", () => {
    const random = createRandom(6);
    const everyDay = at("denied", 720, 735, 3);
    expect(kindsAndTimes([drawnMinutes("day_1", random, everyDay), drawnMinutes("day_2", random, everyDay)])).toEqual(
      [],
    );
  });

  test.each([
    [0, 420],
    [100, 190],
    [300, 345],
  ])("minutes %d to %d without a row on both days are how the nights are", (from, to) => {
    const random = createRandom(11);
    const closed = (_: TrafficStatus, minute: number): number => (minute >= from && minute < to ? 0 : 1);
    expect(kindsAndTimes([drawnMinutes("day_1", random, closed), drawnMinutes("day_2", random, closed)])).toEqual([]);
  });

  test("what is off in one value of a dimension is found there, and told with all traffic as one", () => {
    const random = createRandom(12);
    const byIssuer = (name: string, factor?: (status: TrafficStatus, minute: number) => number): CountTable => {
      const aurora = drawnMinutes(name, random, factor);
      const boreal = drawnMinutes(name, random);
      const whole = aurora.columns.map((column, index) => ({
        ...column,
        values: column.values.map((value, slot) => value + (boreal.columns[index]?.values[slot] ?? 0)),
      }));
      const named = ({ columns }: CountTable, issuer: string) =>
        columns.map((column) => ({ ...column, name: `${column.name} issuer=${issuer}` }));
      return { ...aurora, columns: [...whole, ...named(aurora, "aurora"), ...named(boreal, "boreal")] };
    };
    const { findings } = analyse([byIssuer("day_1"), byIssuer("day_2", at("denied", 900, 920, 4))]);
    expect(findings.map(({ series }) => series)).toEqual([["denied issuer=aurora", "denied"]]);
  });

  test("a silence is told as one, with the other day's counts as what was lost", () => {
    const random = createRandom(7);
    const silent = (_: TrafficStatus, minute: number): number => (minute >= 600 && minute < 640 ? 0 : 1);
    const { findings } = analyse([drawnMinutes("day_1", random), drawnMinutes("day_2", random, silent)]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: "silence",
      file: "day_2",
      from: { label: clock(600) },
      to: { label: clock(639) },
      observed: 0,
    });
    expect(findings[0]?.series[0]).toBe("approved");
    expect(findings[0]?.speaksAgainst).toContain("A gap of whoever collected the rows looks the same.");
  });

  test("statuses that are off together are one finding", () => {
    const random = createRandom(8);
    const both = (status: TrafficStatus, minute: number): number => {
      if (minute < 800 || minute >= 830) return 1;
      return status === "approved" ? 0.3 : 4;
    };
    const { findings } = analyse([drawnMinutes("day_1", random), drawnMinutes("day_2", random, both)]);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.series.length).toBeGreaterThanOrEqual(3);
    expect(findings[0]?.lost).not.toBeNull();
    expect(findings[0]?.surplus).not.toBeNull();
  });

  test("one day alone is judged too, and says that it is alone", () => {
    const { findings, remarks } = analyse([drawnMinutes("day", createRandom(9), at("failed", 900, 930, 20))]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ kind: "surge", series: ["failed"] });
    expect(findings[0]?.speaksAgainst).toContain("There is no other day to compare with.");
    expect(remarks.map(({ kind }) => kind)).toEqual(["not enough data"]);
  });

  test("a table of nothing but zeros, and one of five minutes, give no finding", () => {
    const zeros = Object.fromEntries(Object.keys(TRAFFIC_AT_NOON).map((status) => [status, new Float64Array(1440)]));
    expect(analyse([minuteTable("zeros", zeros)]).findings).toEqual([]);
    const short = minuteTable("short", { approved: Float64Array.of(5, 4, 6, 0, 5) });
    const { findings, remarks } = analyse([{ ...short, slots: short.slots.slice(0, 5) }]);
    expect(findings).toEqual([]);
    expect(remarks[0]?.text).toContain("at least 60 are needed");
    const all = analyse([minuteTable("zeros", zeros), { ...short, slots: short.slots.slice(0, 5) }]);
    expect(all.summary).toBe("Nothing is off in two files. One of them could not be judged: the notes say why.");
  });
});

test("one day by the hour without references is not said to be well: it is not judged", () => {
  const sales = SALES.map((value, hour) => (hour >= 13 && hour < 16 ? 0 : value));
  const { findings, remarks, summary } = analyse([hourTable("day", { sales })]);
  expect(findings).toEqual([]);
  expect(summary).toBe("Nothing can be judged in one file: the notes say why.");
  expect(remarks).toMatchObject([{ kind: "not judged", text: expect.stringContaining("Give other days too") }]);
});

describe("hours of several dated days", SLOW, () => {
  const DAY_MS = 86_400_000;
  const START = Date.UTC(2026, 2, 2);

  function week(seed: number, factor: (hour: number) => number = () => 1): CountTable {
    const random = createRandom(seed);
    const hours = 7 * 24;
    return {
      name: "week",
      isDated: true,
      stepMs: DAY_MS / 24,
      absentIsZero: true,
      slots: Array.from({ length: hours }, (_, hour) => ({
        label: new Date(START + (hour * DAY_MS) / 24).toISOString().slice(0, 16).replace("T", " "),
        at: START + (hour * DAY_MS) / 24,
      })),
      columns: [
        {
          name: "sales",
          role: { kind: "observed" },
          values: Float64Array.from({ length: hours }, (_, hour) =>
            negativeBinomialDraw((SALES[hour % 24] ?? 0) * 2 * factor(hour), 100, random),
          ),
        },
      ],
    };
  }

  test("give no finding when nothing is off", () => {
    expect(seeds(8).flatMap((seed) => kindsAndTimes([week(seed)]))).toEqual([]);
  });

  test("an outage is found, and the days beside it are its references", () => {
    const { findings } = analyse([week(1, (hour) => (hour >= 84 && hour < 87 ? 0.02 : 1))]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: "outage",
      from: { label: "2026-03-05 12:00" },
      to: { label: "2026-03-05 14:00" },
    });
    expect(findings[0]?.expected.by.map(({ reference }) => reference)).toEqual([
      "the day before",
      "the day after",
      "2 days before",
    ]);
  });
});

test("a row a day without references is not judged, and says what would help", () => {
  const daily = hourTable("days", { sales: [3, 4, 5] });
  const { findings, remarks } = analyse([{ ...daily, stepMs: 86_400_000 }]);
  expect(findings).toEqual([]);
  expect(remarks[0]?.text).toContain("add columns such as yesterday or avg_last_week");
});

test("the same files give the same answer", () => {
  const files = (): CountTable[] => {
    const random = createRandom(10);
    return [drawnHours("shop", { random, today: (h) => (h === 12 ? 0 : 1) }), drawnMinutes("day", random)];
  };
  expect(analyse(files())).toEqual(analyse(files()));
});

test("property: whatever a file holds, the answer keeps to its schema", { timeout: 60_000 }, () => {
  const hour = 3_600_000;
  const column = fc.record({
    name: fc.constantFrom("today", "denied", "approved", "denied issuer=a", "x`'"),
    role: fc.constantFrom<ColumnRole[]>(
      { kind: "observed" },
      { kind: "observed" },
      { kind: "count", ago: "yesterday" },
      { kind: "mean", over: "last week", days: 7 },
    ),
    values: fc.array(fc.oneof(fc.nat(50), fc.constantFrom(0, Number.NaN, 1e6, 0.4)), { minLength: 72, maxLength: 72 }),
  });
  const table = fc.record({
    name: fc.constantFrom("a_1", "a_2", "it's"),
    isDated: fc.boolean(),
    stepMs: fc.constantFrom(60_000, 7 * 60_000, hour, 24 * hour),
    absentIsZero: fc.boolean(),
    length: fc.integer({ min: 0, max: 72 }),
    columns: fc.array(column, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(table, { maxLength: 3 }), (plans) => {
      const tables = plans.map(({ length, columns, ...plan }) => ({
        ...plan,
        slots: Array.from({ length }, (_, slot) => ({ label: String(slot), at: slot * plan.stepMs })),
        columns: columns.map((one) => ({ ...one, values: Float64Array.from(one.values.slice(0, length)) })),
      }));
      const answer = JSON.parse(JSON.stringify(analyse(tables))) as unknown;
      expect([...Value.Errors(Analysis, answer)]).toEqual([]);
    }),
  );
});
