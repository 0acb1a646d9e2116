import { describe, expect, test } from "vitest";
import { EnginePlay, recordsOf, settingsWith, START, STEADY, TICK_MS } from "../../../test/support/engine-play.ts";
import { createRandom, poissonDraw } from "../stats/random.ts";
import type { Judging } from "./judging.ts";
import { Transactions } from "../model/transactions.ts";

const LEARNT_TICKS = 60;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function judgingOf({ engine }: EnginePlay): Judging {
  if (engine.judging === null) throw new Error("nothing is judged yet");
  return engine.judging;
}

describe("a clock that makes a step", () => {
  test.each([3 * MINUTE, HOUR, 5 * DAY])("of %i ms forward: the time in between is unknown, not silent", (step) => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const seen = judgingOf(play).judge.ticksSeen(0);
    play.at += Math.ceil(step / TICK_MS) * TICK_MS;
    play.give({ kind: "clock", at: play.at + 3000 });
    play.at += TICK_MS;
    play.ticks(20);
    expect(play.incidents).toEqual([]);
    expect(judgingOf(play).judge.ticksSeen(0) - seen).toBeLessThanOrEqual(20);
  });

  test("back: what comes with the time of ticks that are closed is late, and changes no verdict", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const { judge } = judgingOf(play);
    const before = judge.save();
    const at = play.at - 20 * TICK_MS;
    play.give({ kind: "transactions", at, records: Transactions.of(recordsOf({ denied: 500 }, at)), origin: "live" });
    expect(play.late).toBe(1);
    expect(judge.save()).toEqual(before);
    expect(play.ticks(20).incidents).toEqual([]);
  });
});

test("a stream that joins after its history is not silent before its first record", () => {
  const play = new EnginePlay();
  const records = Array.from({ length: LEARNT_TICKS }, (_, tick) =>
    recordsOf({ approved: 3000, denied: 60 }, START - HOUR + tick * TICK_MS),
  ).flat();
  play.give({ kind: "transactions", at: START, records: Transactions.of(records), origin: "live" });
  play.at = START + MINUTE;
  // Just after a tick began: the one before it is still open, and empty.
  play.give({
    kind: "transactions",
    at: play.at + 500,
    records: Transactions.of(recordsOf({ approved: 150 }, play.at + 400)),
    origin: "live",
  });
  play.at += TICK_MS;
  play.ticks(20, { approved: 3000, denied: 60 });
  expect(play.incidents.flatMap(({ members }) => members).filter(({ symptom }) => symptom === "silence")).toEqual([]);
});

test("a count a minute, at no whole minute, is a steady stream and not a silence every minute", () => {
  const play = new EnginePlay(settingsWith({ tickMs: "auto" }));
  for (let minute = 0; minute < 4 * 60; minute++) {
    const at = START + minute * MINUTE + 7000;
    play.give({
      kind: "transactions",
      at: at + 200,
      records: Transactions.of(recordsOf({ approved: 100, failed: 1 }, at)),
      origin: "live",
    });
    for (let tick = 1; tick < 6; tick++) play.give({ kind: "clock", at: at + tick * TICK_MS });
  }
  expect(play.incidents).toEqual([]);
});

describe("a process that was away", () => {
  test.each([2 * MINUTE, 5 * HOUR, 3 * DAY])("for %i ms: an alarm of before ends, and none comes of it", (away) => {
    const play = new EnginePlay().ticks(LEARNT_TICKS).ticks(3, { ...STEADY, denied: 40 });
    expect(play.incidents).toMatchObject([{ state: "firing" }]);
    play.at += Math.ceil(away / TICK_MS) * TICK_MS;
    play.give({ kind: "resumed", at: play.at });
    play.at += TICK_MS;
    play.ticks(120);
    expect(play.incidents).toMatchObject([{ state: "resolved" }]);
  });

  test("while nothing came in counts the emptiness after it anew", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS, { approved: 1 }).quietTicks(3);
    expect(play.incidents).toEqual([]);
    play.at += 5 * HOUR;
    play.give({ kind: "resumed", at: play.at });
    const resumedAt = play.at;
    play.quietTicks(30);
    const [incident] = play.incidents;
    expect(incident?.members[0]).toMatchObject({ symptom: "silence" });
    expect(incident?.members[0]?.startedAt).toBeGreaterThan(resumedAt);
  });
});

describe("the night of a shop that closes", () => {
  test("is learnt to be empty from history too, hour by hour", () => {
    const play = new EnginePlay(settingsWith({ tickMs: HOUR }));
    const isOpen = (hour: number): boolean => hour % 24 >= 8 && hour % 24 < 22;
    for (let hour = 0; hour < 10 * 24 + 4; hour++) {
      const at = START - (START % DAY) - 20 * DAY + hour * HOUR;
      const records = recordsOf(isOpen(hour) ? { approved: 9, denied: 1 } : {}, at);
      if (records.length > 0)
        play.give({ kind: "transactions", at: START, records: Transactions.of(records), origin: "history" });
    }
    const { judge } = judgingOf(play);
    // The first nights are silences, which nothing is learnt from.
    expect(judge.ticksSeen(0)).toBeGreaterThan(7 * 24);
    expect(judge.expectedTotal(0, START - (START % DAY) - 10 * DAY + 2 * HOUR)).toBeLessThan(0.5);
  });

  test("is a silence on two nights and known on the third, live and minute by minute", () => {
    const play = new EnginePlay(settingsWith({ tickMs: MINUTE }));
    const random = createRandom(5);
    const first = START - (START % DAY) + DAY;
    for (let at = first; at < first + 8 * DAY; at += MINUTE) {
      const hour = (at % DAY) / HOUR;
      const isOpen = hour >= 8 && hour < 22;
      const counts = { approved: poissonDraw(27, random), denied: poissonDraw(3, random) };
      if (isOpen)
        play.give({
          kind: "transactions",
          at: at + 50_000,
          records: Transactions.of(recordsOf(counts, at)),
          origin: "live",
        });
      else play.give({ kind: "clock", at: at + MINUTE });
    }
    const nights = play.incidents
      .filter(({ members }) => members.some(({ symptom }) => symptom === "silence"))
      .map(({ openedAt }) => Math.floor((openedAt - first) / DAY));
    expect(nights).toEqual([1, 0]);
  });
});
