import { describe, expect, test } from "vitest";
import { EnginePlay, recordsOf, settingsWith, START, STEADY, TICK_MS } from "../../../test/support/engine-play.ts";
import type { Monitor } from "../model/monitor.ts";
import type { MonitorReport } from "../model/monitor-report.ts";
import { Transactions } from "../model/transactions.ts";
import { monitorReports } from "./monitor-reports.ts";

const DAY = 86_400_000;
const LEARNT_TICKS = 60;
const BURST = { ...STEADY, denied: 40 };
const MONITORS: Monitor[] = [
  { name: "all traffic", budget: "2/month" },
  { name: "denials", statuses: ["denied"] },
  { name: "issuers", by: "issuer" },
];

function reportOf(play: EnginePlay, name: string): MonitorReport {
  const report = monitorReports(play.engine, play.at).find((one) => one.name === name);
  if (report === undefined) throw new Error(`no report of ${name}`);
  return report;
}

const playOf = (monitors: Monitor[] = MONITORS) => new EnginePlay(settingsWith({ monitors }));

describe("a monitor's report", () => {
  test("waits before anything came in", () => {
    const report = reportOf(playOf(), "all traffic");
    expect(report).toMatchObject({ by: null, scopes: 0, series: 0, since: null, totalAlarms: 0, alarmsPerWeek: null });
    expect(report).toMatchObject({ learning: { phase: "waiting" }, detectable: [] });
    expect(report.text).toBe("Asked for at most 2 false alarms a month; nothing has been judged yet.");
  });

  test("tells what was asked, and of what", () => {
    const play = playOf().ticks(1, STEADY, { issuer: "aurora" }).ticks(1, STEADY, { issuer: "borealis" });
    expect(reportOf(play, "all traffic")).toMatchObject({
      scopes: 1,
      series: 7,
      budget: "2/month",
      budgetPerWeek: 10_080 / 21_888,
    });
    expect(reportOf(play, "denials")).toMatchObject({
      statuses: ["denied"],
      series: 1,
      budget: "1/week",
      budgetPerWeek: 1,
    });
    expect(reportOf(play, "issuers")).toMatchObject({ by: "issuer", scopes: 2, series: 14 });
  });

  test("counts the alarms of its series, and the time that was judged", () => {
    const play = playOf().ticks(LEARNT_TICKS).ticks(3, BURST, { issuer: "aurora" });
    const { delivered, totalAlarms, since, text } = reportOf(play, "all traffic");
    expect(since).toBeGreaterThanOrEqual(START + 29 * TICK_MS);
    expect(since).toBeLessThanOrEqual(START + 31 * TICK_MS);
    expect(totalAlarms).toBe(1);
    for (const { alarms, incidents, watchedMs, allowed } of delivered) {
      expect({ alarms, incidents }).toEqual({ alarms: 1, incidents: 1 });
      expect(watchedMs / TICK_MS).toBeGreaterThan(LEARNT_TICKS - 35);
      expect(watchedMs / TICK_MS).toBeLessThan(LEARNT_TICKS - 25);
      expect(allowed).toBeCloseTo((watchedMs / (7 * DAY)) * (10_080 / 21_888), 9);
    }
    expect(text).toMatch(
      /^Asked for at most 2 false alarms a month; 1 alarm in 1 incident, true and false alike, in the last 30 days, of which 6 min were judged/,
    );
    expect(reportOf(play, "denials").totalAlarms).toBe(1);
    expect(reportOf(play, "issuers").totalAlarms).toBe(0);
  });

  test("has no weekly rate before a week was judged", () => {
    const play = new EnginePlay(settingsWith({ monitors: MONITORS, tickMs: 3_600_000 }));
    const hours = (count: number) => {
      for (let k = 0; k < count; k++) {
        play.give({
          kind: "transactions",
          at: play.at + 1000,
          records: Transactions.of(recordsOf(STEADY, play.at)),
          origin: "live",
        });
        play.at += 3_600_000;
      }
    };
    hours(6 * 24 + 30);
    expect(reportOf(play, "all traffic").alarmsPerWeek).toBeNull();
    hours(2 * 24);
    expect(reportOf(play, "all traffic").alarmsPerWeek).toBe(0);
  });

  test("begins to count anew with another configuration, not with the same", () => {
    const play = playOf().ticks(LEARNT_TICKS).ticks(3, BURST);
    play.give({ kind: "configured", at: play.at, settings: settingsWith({ monitors: MONITORS }) });
    expect(reportOf(play, "all traffic").totalAlarms).toBe(1);
    play.give({ kind: "configured", at: play.at, settings: settingsWith() });
    expect(reportOf(play, "all traffic")).toMatchObject({ totalAlarms: 0, since: null });
  });
});

describe("what a monitor has learned", () => {
  test("goes from warming up to the first days", () => {
    const play = playOf().ticks(10);
    expect(reportOf(play, "all traffic").learning).toMatchObject({ phase: "warming-up", scopes: { warmingUp: 1 } });
    expect(reportOf(play, "all traffic").detectable).toEqual([]);
    play.ticks(LEARNT_TICKS);
    expect(reportOf(play, "all traffic").learning).toMatchObject({ phase: "first-days", scopes: { firstDays: 1 } });
    expect(reportOf(play, "issuers").learning.phase).toBe("waiting");
  });

  test("is learned once each time of day was seen twice", () => {
    const play = new EnginePlay(settingsWith({ monitors: MONITORS, tickMs: 60_000 }));
    for (let minute = 0; minute < 3 * 1440; minute++) {
      play.give({
        kind: "transactions",
        at: play.at + 1000,
        records: Transactions.of(recordsOf(STEADY, play.at)),
        origin: "live",
      });
      play.at += 60_000;
    }
    const { learning, detectable } = reportOf(play, "all traffic");
    expect(learning).toMatchObject({ phase: "learned", scopes: { learned: 1 } });
    expect(detectable.find(({ status }) => status === "denied")?.within[0]?.typical?.factor).toBeGreaterThan(1.25);
  });
});

describe("what a monitor can find", () => {
  test("is told for each status and side that may alert, and less is found of a smaller scope", () => {
    const play = playOf();
    // Before an hour has passed, what is expected follows a rise within minutes: an hour finds no more than they do.
    for (let tick = 0; tick < 6 * LEARNT_TICKS; tick++) {
      play.give({
        kind: "transactions",
        at: play.at + 9000,
        records: Transactions.of([
          ...recordsOf({ approved: 90, denied: 9 }, play.at, { issuer: "aurora" }),
          ...recordsOf({ approved: 3 }, play.at, { issuer: "borealis" }),
        ]),
        origin: "live",
      });
      play.at += TICK_MS;
    }
    expect(reportOf(play, "denials").detectable.map(({ status, side }) => [status, side])).toEqual([
      ["denied", "above"],
    ]);
    const [all] = reportOf(play, "denials").detectable;
    const approved = reportOf(play, "issuers").detectable.find(({ status }) => status === "approved");
    expect(all?.within.map(({ minutes }) => minutes)).toEqual([5, 60]);
    const [soon, later] = all?.within ?? [];
    expect(soon?.typical?.factor).toBeGreaterThan(later?.typical?.factor ?? Infinity);
    expect(later?.typical).toEqual(later?.worst);
    expect(approved?.side).toBe("below");
    const hour = approved?.within.at(-1);
    expect(hour?.typical?.factor).toBeGreaterThan(hour?.worst?.factor ?? 0);
  });
});
