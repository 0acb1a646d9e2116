import { describe, expect, test } from "vitest";
import {
  EnginePlay,
  recordsOf,
  settingsWith,
  START,
  stateOf,
  STEADY,
  TICK_MS,
} from "../../../test/support/engine-play.ts";
import type { Monitor } from "../model/monitor.ts";
import type { Rule } from "../model/rule.ts";
import { Transactions } from "../model/transactions.ts";
import { Engine } from "./engine.ts";
import { historyBetween, verdictsAt } from "./read-verdicts.ts";

const LEARNT_TICKS = 60;
const MANY_FAILED: Rule = { when: "failed > 20 && share > 0.02", status: "failed" };

function playOf(...monitors: Monitor[]): EnginePlay {
  return new EnginePlay(settingsWith({ monitors }));
}

/** A monitor of all traffic by its rules alone. */
function byRule(...rules: Rule[]): Monitor {
  return { name: "rules", alertBy: "rule", rules };
}

function firing(play: EnginePlay): string[] {
  return play.incidents.filter(({ state }) => state === "firing").flatMap(({ members }) => members.map(seriesOf));
}

function seriesOf({ scope, status, by }: { scope: string; status: string; by: string }): string {
  return `${scope} ${status} by ${by}`;
}

describe("a rule", () => {
  test("alerts once it has held as long as it says, and tells so", () => {
    const play = playOf(byRule({ ...MANY_FAILED, for: "1m" })).ticks(LEARNT_TICKS);
    // 6 a minute before; 5 in a tick make more than 20 with the fourth of them, which closes while the fifth comes in.
    play.ticks(9, { ...STEADY, failed: 5 });
    expect(firing(play)).toEqual([]);
    play.ticks(1, { ...STEADY, failed: 5 });
    expect(firing(play)).toEqual(["all failed by rule"]);
    const [incident] = play.incidents;
    expect(incident?.title).toBe('failed by rule "failed > 20 && share > 0.02", all traffic');
    expect(incident?.members[0]).toMatchObject({ symptom: "above", rules: [MANY_FAILED.when] });
    expect(incident?.members[0]?.reason).toBe(
      'failed: 30 in the last minute, rule "failed > 20 && share > 0.02" has held for a minute',
    );
  });

  test("that is interrupted begins anew", () => {
    const play = playOf(byRule({ when: "score >= 0 && value > 20", status: "failed", for: "1m" })).ticks(LEARNT_TICKS);
    for (let burst = 0; burst < 4; burst++) play.ticks(2, { ...STEADY, failed: 10 }).ticks(8);
    expect(play.incidents).toEqual([]);
  });

  test("goes on alerting until it has not held for five minutes", () => {
    const play = playOf(byRule({ name: "many", ...MANY_FAILED }))
      .ticks(LEARNT_TICKS)
      .ticks(6, { ...STEADY, failed: 9 });
    expect(firing(play)).toHaveLength(1);
    play.ticks(30);
    expect(firing(play)).toHaveLength(1);
    play.ticks(16);
    const [incident] = play.incidents;
    expect(incident?.state).toBe("resolved");
    expect(incident?.timeline.at(-2)?.text).toBe("all traffic: failed has met no rule for 5 minutes");
  });

  test("of a breakdown speaks of each scope alone", () => {
    const rule: Rule = { when: 'failed > 20 && scope != "issuer=cirrus"', status: "failed" };
    const play = playOf({ name: "issuers", by: "issuer", alertBy: "rule", rules: [rule] });
    for (let tick = 0; tick < 8; tick++) {
      const counts = (failed: number) => ({ approved: 30, failed });
      const records = ["aurora", "borealis", "cirrus"].flatMap((issuer, index) =>
        recordsOf(counts(index === 0 ? 1 : 9), play.at, { issuer }),
      );
      play.give({
        kind: "transactions",
        at: play.at + TICK_MS - 1000,
        records: Transactions.of(records),
        origin: "live",
      });
      play.at += TICK_MS;
    }
    expect(firing(play)).toEqual(["issuer=borealis failed by rule"]);
  });

  test("means the same whatever the tick is", () => {
    const alertedAt = [10_000, 60_000].map((tickMs) => {
      const engine = new Engine();
      const monitors = [byRule({ when: 'failed == 30 && total == 210 && sum("5m") == 150', status: "failed" })];
      engine.apply({ kind: "configured", at: START, settings: settingsWith({ tickMs, monitors }) });
      for (let at = START; at < START + 3_600_000; at += tickMs) {
        const share = tickMs / 10_000;
        const counts = { approved: 30 * share, failed: (at < START + 3_000_000 ? 1 : 5) * share };
        engine.apply({
          kind: "transactions",
          at: at + tickMs - 1000,
          records: Transactions.of(recordsOf(counts, at)),
          origin: "live",
        });
      }
      return engine.incidents.all().map(({ openedAt }) => openedAt + tickMs - START);
    });
    expect(alertedAt).toEqual([[3_300_000], [3_300_000]]);
  });
});

describe("what is not known", () => {
  test("is everything that the judge expects, while it learns", () => {
    const rule = {
      status: "failed",
      when: "value > expected || value <= expected || share > usualShare || upper >= 0",
    };
    const play = playOf(byRule(rule)).ticks(30);
    expect(play.incidents).toEqual([]);
    play.ticks(12);
    expect(firing(play)).toEqual(["all failed by rule"]);
  });

  test("is not what was counted, so a rule over counts alerts from the first whole minute on", () => {
    const play = playOf(byRule({ when: "approved < 100", status: "approved" })).ticks(6, { approved: 10 });
    expect(play.incidents).toEqual([]);
    play.ticks(1, { approved: 10 });
    expect(play.incidents[0]?.members[0]?.symptom).toBe("below");
  });

  test("is a window that the process was away in, until it is full again", () => {
    const play = playOf(byRule({ when: 'sum("failed", "5m") < 20', status: "failed" })).ticks(60);
    play.at += 600_000;
    play.give({ kind: "resumed", at: play.at });
    play.at += TICK_MS;
    play.ticks(30, { approved: 30 });
    expect(play.incidents).toEqual([]);
    play.ticks(1, { approved: 30 });
    expect(firing(play)).toEqual(["all failed by rule"]);
  });

  test("is no count of a scope before its first transaction: that is zero", () => {
    const rule: Rule = { when: 'sum("failed", "5m") > 10', status: "failed" };
    const play = playOf({ name: "issuers", by: "issuer", alertBy: "rule", rules: [rule] }).ticks(40);
    play.ticks(2, { failed: 20 }, { issuer: "new" });
    expect(firing(play)).toEqual(["issuer=new failed by rule"]);
  });
});

describe("alertBy", () => {
  const never: Rule = { when: "failed > 100000", status: "failed" };
  const always: Rule = { when: "failed > 20", status: "failed" };
  const burst = (play: EnginePlay) => play.ticks(LEARNT_TICKS).ticks(10, { ...STEADY, failed: 15 });

  test.each<[string, Monitor, string[]]>([
    ["score leaves the rules out", { name: "m", alertBy: "score", rules: [always] }, ["all failed by score"]],
    ["rule leaves the score out", { name: "m", alertBy: "rule", rules: [never] }, []],
    ["rule alerts by the rule", { name: "m", alertBy: "rule", rules: [always] }, ["all failed by rule"]],
    ["both needs the rule too", { name: "m", alertBy: "both", rules: [never] }, []],
    ["both needs the score and the rule", { name: "m", alertBy: "both", rules: [always] }, ["all failed by both"]],
    ["any needs one of them", { name: "m", alertBy: "any", rules: [never] }, ["all failed by score"]],
    ["left out, it is any with rules", { name: "m", rules: [always] }, ["all failed by both"]],
    ["left out, it is score without", { name: "m" }, ["all failed by score"]],
  ])("%s", (_, monitor, want) => {
    expect(firing(burst(playOf(monitor)))).toEqual(want);
  });

  test("both does not alert by a rule that holds in normal times", () => {
    const play = playOf({ name: "m", alertBy: "both", rules: [{ when: "failed >= 0", status: "failed" }] });
    expect(burst(play.ticks(LEARNT_TICKS)).incidents.map(({ members }) => members.map(seriesOf))).toEqual([
      ["all failed by both"],
    ]);
    expect(play.incidents[0]?.members[0]?.reason).toContain('; rule "failed >= 0" has held for ');
  });

  test("with several monitors over one series, the one that is satisfied alerts", () => {
    expect(firing(burst(playOf({ name: "a", alertBy: "both", rules: [never] }, byRule(never))))).toEqual([]);
    expect(firing(burst(playOf({ name: "a", alertBy: "both", rules: [never] }, { name: "b" })))).toEqual([
      "all failed by score",
    ]);
    expect(firing(burst(playOf({ name: "a", alertBy: "both", rules: [never] }, byRule(always))))).toEqual([
      "all failed by rule",
    ]);
  });

  test("the budget of a monitor by rule alone does not change the score's threshold of another", () => {
    const lavish: Monitor = { ...byRule(never), budget: "100/day" };
    const alone = playOf({ name: "m" })
      .ticks(LEARNT_TICKS)
      .ticks(10, { ...STEADY, failed: 3 });
    const beside = playOf({ name: "m" }, lavish)
      .ticks(LEARNT_TICKS)
      .ticks(10, { ...STEADY, failed: 3 });
    expect(beside.incidents).toEqual(alone.incidents);
  });
});

describe("the verdict", () => {
  test("says by what a tick alerts, live and in the history", () => {
    const play = playOf(byRule(MANY_FAILED), { name: "denials", statuses: ["denied"] }).ticks(LEARNT_TICKS);
    play.ticks(5, { ...STEADY, failed: 9, denied: 40 });
    const { judging } = play.engine;
    if (judging === null) throw new Error("nothing is judged");
    const verdicts = verdictsAt(judging, "all", play.at - 2 * TICK_MS);
    expect(verdicts.map(({ status, alert, by }) => [status, alert, by]).slice(0, 3)).toEqual([
      ["approved", false, null],
      ["denied", true, "score"],
      ["failed", true, "rule"],
    ]);
    const history = historyBetween(judging, "all", { from: play.at - 100_000, to: play.at, points: 10 });
    expect(history.statuses["failed"]?.by.slice(-3)).toEqual(["rule", "rule", "rule"]);
    expect(history.statuses["failed"]?.alert.slice(-3)).toEqual([1, 1, 1]);
    expect(history.statuses["failed"]?.by[0]).toBeNull();
  });

  test("does not show a score that nobody is told of", () => {
    const play = playOf(byRule({ when: "failed > 100000", status: "failed" })).ticks(LEARNT_TICKS);
    play.ticks(5, { ...STEADY, failed: 30 });
    const { judging } = play.engine;
    if (judging === null) throw new Error("nothing is judged");
    expect(verdictsAt(judging, "all", play.at - 2 * TICK_MS).map(({ alert }) => alert)).not.toContain(true);
    expect([...judging.alarms()]).toEqual([]);
  });
});

describe("another configuration", () => {
  const configure = (play: EnginePlay, ...monitors: Monitor[]) =>
    play.give({ kind: "configured", at: play.at, settings: settingsWith({ monitors }) });

  test("of the rules alone forgets nothing, and ends what alerted by the old ones", () => {
    const play = playOf({ name: "m", rules: [MANY_FAILED] })
      .ticks(LEARNT_TICKS)
      .ticks(4, { ...STEADY, failed: 4 });
    play.ticks(4, { ...STEADY, failed: 5 });
    const seen = play.engine.judging?.judge.ticksSeen(0) ?? 0;
    expect(firing(play)[0]).toMatch(/rule|both/);
    configure(play, { name: "m", alertBy: "rule", rules: [{ when: "failed > 100000", status: "failed" }] });
    play.ticks(2);
    expect(play.engine.judging?.judge.ticksSeen(0)).toBeGreaterThan(seen);
    expect(play.incidents[0]?.timeline.at(-1)?.text).toBe(
      "all traffic: failed is not watched as before: configuration changed",
    );
  });

  test("that takes rules away leaves what the score says", () => {
    const play = playOf({ name: "m", alertBy: "rule", rules: [MANY_FAILED] }).ticks(LEARNT_TICKS);
    configure(play, { name: "m" });
    expect(firing(play.ticks(6, { ...STEADY, failed: 15 }))).toEqual(["all failed by score"]);
  });

  test("with a rule that cannot be read is a trouble, not an end", () => {
    const play = playOf(byRule({ when: "faild > 20", status: "failed" }, MANY_FAILED)).ticks(LEARNT_TICKS);
    expect(firing(play.ticks(6, { ...STEADY, failed: 9 }))).toEqual(["all failed by rule"]);
    expect(play.engine.judging?.ruleTroubles).toEqual([
      { monitor: "rules", rule: "faild > 20", times: 1, text: '"faild" at column 1' },
    ]);
  });
});

test("a replay alerts by the same rules at the same instants", () => {
  const rules: Rule[] = [
    MANY_FAILED,
    { when: 'sum("1m") > 1.2 * expectedSum("1m") && value > lower', status: "denied" },
  ];
  const play = playOf({ name: "m", rules }, { name: "issuers", by: "issuer", alertBy: "both", rules });
  for (const failed of [1, 9, 1, 5])
    play.ticks(20, { ...STEADY, failed, denied: failed }, { issuer: "aurora" }).quietTicks(3);
  const again = new Engine();
  for (const entry of play.entries) again.apply(entry);
  expect(play.incidents.length).toBeGreaterThan(0);
  expect(stateOf(again)).toEqual(stateOf(play.engine));
});

test("what alerted by rule before the kind of the stream was known does not fire for ever", () => {
  const engine = new Engine();
  const monitors = [byRule({ when: "failed > 20", status: "failed" })];
  engine.apply({ kind: "configured", at: START, settings: settingsWith({ tickMs: "auto", monitors }) });
  for (let tick = 0; tick < 10; tick++) {
    const one = recordsOf({ failed: 1 }, START + tick * TICK_MS);
    const records = Array.from({ length: 9 }, () => one).flat();
    engine.apply({
      kind: "transactions",
      at: START + tick * TICK_MS + 9000,
      records: Transactions.of(records),
      origin: "live",
    });
  }
  expect(engine.incidents.firingCount).toBe(1);
  const tallies = recordsOf(STEADY, START + 120_000).map((record) => ({ ...record, isTally: true }));
  engine.apply({ kind: "transactions", at: START + 180_000, records: Transactions.of(tallies), origin: "live" });
  expect(engine.incidents.all()[0]?.members[0]?.endedAt).not.toBeNull();
});
