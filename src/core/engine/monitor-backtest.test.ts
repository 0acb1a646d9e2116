import { describe, expect, test } from "vitest";
import { settingsWith } from "../../../test/support/engine-play.ts";
import type { CountColumns } from "../model/count-columns.ts";
import type { Monitor } from "../model/monitor.ts";
import type { BacktestRun, MarkedIncident } from "../model/monitor-backtest.ts";
import { createRandom, poissonDraw } from "../stats/random.ts";
import { type BacktestTask, backtestMonitor } from "./monitor-backtest.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 2);
const STATUSES = ["approved", "denied"];
const ISSUERS = ["aurora", "boreal"];

interface Traffic {
  days: number;
  /** Hours from the start in which denials of aurora are three times the usual. */
  faults?: readonly [number, number][];
  isAway?: (at: number) => boolean;
}

function countsOf({ days, faults = [], isAway = () => false }: Traffic): CountColumns {
  const random = createRandom(7);
  const rows: [number, number, number, number][] = [];
  for (let at = START; at < START + days * DAY; at += MINUTE) {
    if (isAway(at)) continue;
    const hours = (at - START) / HOUR;
    const isFault = faults.some(([from, to]) => hours >= from && hours < to);
    for (const issuer of ISSUERS.keys()) {
      rows.push([at, 0, issuer, poissonDraw(40, random)]);
      rows.push([at, 1, issuer, poissonDraw(isFault && issuer === 0 ? 12 : 4, random)]);
    }
  }
  return {
    dimension: "issuer",
    at: Float64Array.from(rows, ([at]) => at),
    status: Uint16Array.from(rows, ([, status]) => status),
    value: Int32Array.from(rows, ([, , value]) => value),
    count: Float64Array.from(rows, ([, , , count]) => count),
    statuses: STATUSES,
    values: ISSUERS,
  };
}

const issuers: Monitor = { name: "issuers", by: "issuer", budget: "1/week" };

function run(traffic: Traffic, changes: Partial<BacktestTask> = {}): BacktestRun {
  const task: BacktestTask = {
    settings: settingsWith(),
    monitor: issuers,
    counts: countsOf(traffic),
    tickMs: MINUTE,
    shownFrom: START + 2 * DAY,
    to: START + traffic.days * DAY,
    marked: [],
    silences: [],
    ...changes,
  };
  const steps = backtestMonitor(task);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

const noon: [number, number] = [2 * 24 + 12, 2 * 24 + 13];

function marked(mark: MarkedIncident["mark"], hours: readonly [number, number], statuses = ["denied"]): MarkedIncident {
  const [from, to] = hours.map((hour) => START + hour * HOUR);
  return { id: `${mark} ${from}`, title: "denied above normal", mark, from: from ?? 0, to: to ?? 0, statuses };
}

describe("a monitor tried on the past", () => {
  test("tells what it would have told, from when to when, and how much noise that is", () => {
    const { incidents, alarms, judgedMs, noisePerWeek } = run({ days: 3, faults: [noon] });
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ symptom: "above", series: 1, mark: null });
    expect(incidents[0]?.title).toContain("aurora");
    expect(Math.abs((incidents[0]?.from ?? 0) - (START + 60 * HOUR))).toBeLessThan(5 * MINUTE);
    expect([alarms, judgedMs / DAY, Math.round(noisePerWeek ?? 0)]).toEqual([1, 1, 7]);
  });

  test("says nothing of the days it only learns from", () => {
    expect(run({ days: 3, faults: [[30, 31]] }).incidents).toEqual([]);
  });

  test("compares with what people marked: found, missed, told again", () => {
    const traffic = { days: 3, faults: [noon, [66, 67] as [number, number]] };
    const real = marked("real", noon);
    const missed = marked("real", [52, 53]);
    const noise = marked("noise", [66, 67]);
    const other = marked("noise", noon, ["approved"]);
    const { hits, misses, falseAgain, incidents, noisePerWeek } = run(traffic, {
      marked: [real, missed, noise, other],
    });
    expect({ hits, misses, falseAgain }).toEqual({ hits: [real.id], misses: [missed.id], falseAgain: [noise.id] });
    expect(incidents.map(({ mark }) => mark)).toEqual(["real", "noise"]);
    expect(Math.round(noisePerWeek ?? 0)).toBe(7);
  });

  test("alerts by its rules as it would live", () => {
    const rules = [{ status: "denied", when: 'denied > 8 && scope == "issuer=aurora"', for: "5m" }];
    const { incidents } = run({ days: 3, faults: [noon] }, { monitor: { ...issuers, rules, alertBy: "rule" } });
    expect(incidents.length).toBeGreaterThan(0);
    expect(run({ days: 3 }, { monitor: { ...issuers, rules, alertBy: "rule" } }).incidents).toEqual([]);
  });

  test("takes hours without any row for unknown, unless they were told as silence", () => {
    const isAway = (at: number) => at >= START + 50 * HOUR && at < START + 56 * HOUR;
    const away = run({ days: 3, isAway });
    expect([away.incidents, away.judgedMs < DAY - 5 * HOUR]).toEqual([[], true]);
    const silences = [{ from: START + 50 * HOUR, to: START + 56 * HOUR }];
    const silent = run({ days: 3, isAway }, { silences });
    expect(silent.judgedMs).toBeGreaterThan(away.judgedMs);
  });
});
