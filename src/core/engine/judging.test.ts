import { describe, expect, test } from "vitest";
import { EnginePlay, recordsOf, settingsWith, START, STEADY, TICK_MS } from "../../../test/support/engine-play.ts";
import type { Monitor } from "../model/monitor.ts";
import type { Transaction } from "../model/transaction.ts";
import { Transactions } from "../model/transactions.ts";
import { Engine } from "./engine.ts";
import { TRAFFIC } from "./finding.ts";
import type { Judging } from "./judging.ts";
import { historyBetween, verdictsAt } from "./read-verdicts.ts";

const LEARNT_TICKS = 60;
const WHOLE = { from: 0, to: START * 2, points: 10_000 };

function judgingOf({ engine }: EnginePlay): Judging {
  if (engine.judging === null) throw new Error("nothing is judged yet");
  return engine.judging;
}

function valuesOf(play: EnginePlay, status: string, scope = "all"): number[] {
  const judging = judgingOf(play);
  const { value = [] } = historyBetween(judging, scope, { ...WHOLE, points: 1e9 }).statuses[status] ?? {};
  return value.map(Number);
}

describe("a row that is absent", () => {
  test("counts as zero while others come, and a fall of it is an incident", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS).ticks(6, { denied: 2, failed: 1 }).quietTicks(1);
    expect(valuesOf(play, "approved").slice(-6)).toEqual([0, 0, 0, 0, 0, 0]);
    const [incident] = play.incidents;
    const fall = incident?.members.find(({ status }) => status === "approved");
    expect(fall).toMatchObject({ symptom: "below", peakValue: 0 });
  });

  test("counts as zero in a tick without any record before silence is told", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS).quietTicks(1).ticks(2);
    expect(valuesOf(play, "approved").slice(-2)).toEqual([0, 30]);
  });
});

describe("a stream of the past that goes on live", () => {
  test("has learnt nothing from the time in between, and alarms nobody about it", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const seen = play.engine.judging?.judge.ticksSeen(0) ?? 0;
    const past = new Engine();
    past.apply({ kind: "configured", at: play.at, settings: settingsWith() });
    const before = play.at - 5 * 3_600_000;
    for (let tick = 0; tick < LEARNT_TICKS; tick++) {
      const records = recordsOf(STEADY, before + tick * TICK_MS);
      past.apply({ kind: "transactions", at: play.at, records: Transactions.of(records), origin: "live" });
    }
    for (let tick = 0; tick < 5; tick++) {
      const at = play.at + tick * TICK_MS;
      past.apply({
        kind: "transactions",
        at: at + 5000,
        records: Transactions.of(recordsOf(STEADY, at)),
        origin: "live",
      });
    }
    expect(past.incidents.all()).toEqual([]);
    expect(past.judging?.judge.ticksSeen(0)).toBeLessThanOrEqual(seen + 6);
  });
});

describe("silence", () => {
  test("is an incident of its own soon after nothing comes, and ends when something does", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const stoppedAt = play.at;
    play.quietTicks(4);
    const silence = play.incidents.find(({ members }) => members.some(({ symptom }) => symptom === "silence"));
    expect(silence).toMatchObject({ state: "firing" });
    expect(silence?.detectedAt).toBeLessThanOrEqual(stoppedAt + 3 * TICK_MS);
    const member = silence?.members.find(({ status }) => status === TRAFFIC);
    expect(member).toMatchObject({ scope: "all", startedAt: stoppedAt, peakValue: 0 });
    expect(judgingOf(play).isSilent).toBe(true);
    play.ticks(1);
    play.ticks(1);
    expect(judgingOf(play).isSilent).toBe(false);
    play.ticks(40);
    expect(play.incidents.every(({ state }) => state === "resolved")).toBe(true);
  });

  test("is not heard in a stream of the past, which has no clock", () => {
    const play = new EnginePlay();
    const at = START - 86_400_000;
    for (let tick = 0; tick < LEARNT_TICKS; tick++) {
      const records = recordsOf(STEADY, at + tick * TICK_MS);
      play.give({ kind: "transactions", at: START, records: Transactions.of(records), origin: "history" });
    }
    for (let minute = 1; minute < 100; minute++) play.give({ kind: "clock", at: START + minute * 60_000 });
    expect(play.incidents).toEqual([]);
  });

  test("does not make up ticks for a night without traffic", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const before = judgingOf(play).judge.ticksSeen(0);
    for (let hour = 1; hour <= 12; hour++) play.give({ kind: "clock", at: play.at + hour * 3_600_000 });
    const night = (12 * 3_600_000) / TICK_MS;
    expect(judgingOf(play).history(0)?.length).toBeLessThan(before + night / 2);
    play.at += 12 * 3_600_000;
    play.ticks(3);
    expect(judgingOf(play).isSilent).toBe(false);
  });
});

describe("a breakdown", () => {
  const settings = settingsWith({ monitors: [{ name: "all" }, { name: "issuers", by: "issuer", limit: 2 }] });
  const ofIssuer = (issuer: string, counts = { approved: 20, denied: 1 }) => [counts, { issuer }] as const;

  test("judges every value on its own, up to its limit, and tells what is left out", () => {
    const play = new EnginePlay(settings);
    for (const issuer of ["aurora", "borealis", "cirrus", "dorado", "cirrus"]) play.ticks(1, ...ofIssuer(issuer));
    const { scopes, received } = judgingOf(play).rollup;
    expect(scopes.keys).toEqual(["all", "issuer=aurora", "issuer=borealis"]);
    expect(scopes.overflow()).toEqual([{ dimension: "issuer", limit: 2, left: 2 }]);
    expect(received).toBe(5 * 21);
  });

  test("takes a value in that comes later, and judges it once it has learnt", () => {
    const play = new EnginePlay(settings).ticks(LEARNT_TICKS, ...ofIssuer("aurora"));
    const give = (denied: number) => {
      const records = [
        ...recordsOf({ approved: 20, denied: 1 }, play.at, { issuer: "aurora" }),
        ...recordsOf({ approved: 20, denied }, play.at, { issuer: "borealis" }),
      ];
      play.give({
        kind: "transactions",
        at: play.at + TICK_MS - 1000,
        records: Transactions.of(records),
        origin: "live",
      });
      play.at += TICK_MS;
    };
    for (let tick = 0; tick < LEARNT_TICKS; tick++) give(1);
    expect(judgingOf(play).judge.isLearning(2)).toBe(false);
    for (let tick = 0; tick < 3; tick++) give(60);
    const scopes = play.incidents.flatMap(({ members }) => members.map(({ scope }) => scope));
    expect(scopes).toContain("issuer=borealis");
    expect(scopes).not.toContain("issuer=aurora");
  });

  test("reports only the statuses that its monitor asks for", () => {
    const play = new EnginePlay(settingsWith({ monitors: [{ name: "failures", statuses: ["failed"] }] }));
    play.ticks(LEARNT_TICKS).ticks(4, { approved: 30, denied: 200, failed: 1 });
    expect(play.incidents.flatMap(({ members }) => members.map(({ status }) => status))).not.toContain("denied");
    play.ticks(4, { approved: 30, denied: 2, failed: 90 });
    expect(play.incidents.flatMap(({ members }) => members.map(({ status }) => status))).toContain("failed");
  });

  test("keeps each status to the budget of the monitors that ask for it", () => {
    const strict = { name: "strict", statuses: ["denied"], budget: "1/month" };
    const lax = { name: "lax", statuses: ["failed"], budget: "50/day" };
    const scoreToAlert = (monitors: Monitor[]): number => {
      const play = new EnginePlay(settingsWith({ monitors })).ticks(LEARNT_TICKS);
      for (let denied = 2; play.incidents.length === 0 && denied < 40; denied++) {
        play.ticks(1, { ...STEADY, denied }).ticks(20);
      }
      return play.incidents[0]?.members[0]?.peakScore ?? Number.NaN;
    };
    expect(scoreToAlert([strict, lax])).toBe(scoreToAlert([strict]));
    expect(scoreToAlert([strict])).toBeGreaterThan(scoreToAlert([{ ...strict, budget: "50/day" }]));
  });
});

describe("a late record", () => {
  test("is counted, told and changes no verdict", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const before = valuesOf(play, "denied");
    const records = recordsOf({ denied: 500 }, START + 5 * TICK_MS);
    play.give({ kind: "transactions", at: play.at, records: Transactions.of(records), origin: "live" });
    expect(play.late).toBe(1);
    expect(judgingOf(play).rollup.late).toBe(500);
    expect(valuesOf(play, "denied").slice(0, before.length)).toEqual(before);
    expect(play.incidents).toEqual([]);
  });

  test("within the patience lands in its own tick", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const records = recordsOf({ denied: 1 }, play.at - 1);
    play.give({ kind: "transactions", at: play.at + 1500, records: Transactions.of(records), origin: "live" });
    play.quietTicks(1);
    expect(play.late).toBe(0);
    expect(valuesOf(play, "denied").at(-2)).toBe(3);
  });

  test("of a stream that is always a little late is waited for from then on", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const delayed = (at: number) =>
      play.give({ kind: "transactions", at, records: Transactions.of(recordsOf(STEADY, at - 18_000)), origin: "live" });
    for (let tick = 1; tick <= 3; tick++) delayed(play.at + tick * TICK_MS);
    const { late } = play;
    for (let tick = 4; tick <= 10; tick++) delayed(play.at + tick * TICK_MS);
    expect(late).toBeGreaterThan(0);
    expect(play.late).toBe(late);
  });
});

describe("the length of a tick", () => {
  const lengthAfter = (records: Transaction[], tickMs: number | "auto" = "auto") => {
    const engine = new Engine();
    engine.apply({ kind: "configured", at: START, settings: settingsWith({ tickMs: tickMs as "auto" }) });
    engine.apply({ kind: "transactions", at: START, records: Transactions.of(records), origin: "live" });
    return engine.judging?.tickMs;
  };
  const tally: Transaction = { at: START, status: "denied", count: 6, isTally: true };
  const event: Transaction = { at: START, status: "denied", count: 1 };

  test("is a minute for counts of minutes, and short for single transactions", () => {
    expect(lengthAfter([tally, tally])).toBe(60_000);
    expect(lengthAfter([event])).toBe(10_000);
    expect(lengthAfter([tally, event])).toBe(10_000);
  });

  test("is a minute too for counts that come at whatever second of a minute", () => {
    expect(lengthAfter([{ ...event, count: 100 }, event])).toBe(60_000);
  });

  test("is what the settings say when they say it", () => {
    expect(lengthAfter([tally], 5000)).toBe(5000);
    expect(lengthAfter([event], 3_600_000)).toBe(3_600_000);
  });

  test("is not known before the first record", () => {
    expect(lengthAfter([])).toBeUndefined();
  });
});

describe("an alarm of the open tick", () => {
  test("is raised by the records that make it plain, before the tick is over", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const records = recordsOf({ denied: 60 }, play.at + 500);
    play.give({ kind: "transactions", at: play.at + 1000, records: Transactions.of(records), origin: "live" });
    expect(play.incidents).toMatchObject([{ state: "firing", openedAt: play.at, detectedAt: play.at + 1000 }]);
    const judging = judgingOf(play);
    const [alarm] = [...judging.alarms()];
    expect(alarm).toMatchObject({ scope: 0, symptom: "above" });
    expect(judging.reason(0, judging.statuses.indexOf("denied"), "above")).toMatch(/^denied: 60 in the last second/);
  });

  test("of a count of a minute waits until the minute looks whole", () => {
    const play = new EnginePlay(settingsWith({ tickMs: "auto" }));
    const minute = (counts: Record<string, number>) => {
      const records = recordsOf(counts, play.at).map((record) => ({ ...record, isTally: true }));
      play.give({ kind: "transactions", at: play.at + 61_000, records: Transactions.of(records), origin: "live" });
    };
    for (let tick = 0; tick < LEARNT_TICKS; tick++, play.at += 60_000) minute({ approved: 300, denied: 20 });
    minute({ denied: 90 });
    expect(play.incidents).toEqual([]);
    minute({ approved: 300 });
    expect(play.incidents).toMatchObject([{ members: [{ status: "denied", symptom: "above", peakValue: 90 }] }]);
  });
});

describe("records out of order", () => {
  test("are put in order within an entry of the past", () => {
    const inOrder = new EnginePlay();
    const shuffled = new EnginePlay();
    const past = START - 86_400_000;
    const records = Array.from({ length: 50 }, (_, tick) => recordsOf(STEADY, past + tick * TICK_MS)).flat();
    inOrder.give({ kind: "transactions", at: START, records: Transactions.of(records), origin: "history" });
    shuffled.give({
      kind: "transactions",
      at: START,
      records: Transactions.of(records.toReversed()),
      origin: "history",
    });
    expect([inOrder.late, shuffled.late]).toEqual([0, 0]);
    expect(valuesOf(shuffled, "approved")).toEqual(valuesOf(inOrder, "approved"));
  });
});

describe("verdictsAt", () => {
  test("has a verdict for every status of a tick that is remembered, and none for others", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS).quietTicks(1);
    const judging = judgingOf(play);
    const at = START + 40 * TICK_MS;
    const verdicts = verdictsAt(judging, "all", at);
    expect(verdicts.map(({ status }) => status)).toEqual(judging.statuses);
    expect(verdicts[0]).toMatchObject({
      at,
      tickMs: TICK_MS,
      scope: "all",
      status: "approved",
      value: 30,
      alert: false,
    });
    for (const { lower, expected, upper } of verdicts) {
      expect(lower).toBeLessThanOrEqual(upper ?? Number.NaN);
      expect(expected).not.toBeNull();
    }
    expect(verdictsAt(judging, "all", at + 1)).toEqual([]);
    expect(verdictsAt(judging, "all", play.at + TICK_MS)).toEqual([]);
    expect(verdictsAt(judging, "issuer=nobody", at)).toEqual([]);
  });
});

describe("historyBetween", () => {
  const play = () => {
    const made = new EnginePlay();
    for (let tick = 0; tick < 60; tick++) made.ticks(1, { approved: tick, denied: 1 });
    return judgingOf(made.quietTicks(1));
  };

  test("begins at the first tick in the range and ends before its end", () => {
    const history = historyBetween(play(), "all", { from: START + TICK_MS, to: START + 4 * TICK_MS, points: 100 });
    expect(history).toMatchObject({ scope: "all", tickMs: TICK_MS, stepMs: TICK_MS });
    expect(history.at).toEqual([1, 2, 3].map((tick) => START + tick * TICK_MS));
    expect(history.statuses["approved"]?.value).toEqual([1, 2, 3]);
  });

  test("sums up to no more than the points asked for, as means per tick", () => {
    const range = { from: START, to: START + 60 * TICK_MS, points: 10 };
    const history = historyBetween(play(), "all", range);
    expect(history.stepMs).toBe(60_000);
    expect(history.at).toHaveLength(10);
    expect(history.statuses["approved"]?.value.slice(0, 3)).toEqual([2.5, 8.5, 14.5]);
  });

  test("is empty where nothing is remembered", () => {
    const history = historyBetween(play(), "all", { from: 0, to: START, points: 100 });
    expect(history.at).toEqual([]);
    expect(historyBetween(play(), "issuer=nobody", { ...WHOLE }).at).toEqual([]);
  });
});
