import { describe, expect, test } from "vitest";
import { EnginePlay, settingsWith, STEADY, stateOf } from "../../../test/support/engine-play.ts";
import type { Monitor } from "../model/monitor.ts";
import { Engine } from "./engine.ts";
import { monitorReports } from "./monitor-reports.ts";

const ALL: Monitor = { name: "all traffic" };
const DENIED: Monitor = { name: "all traffic", statuses: ["denied"], budget: "1/day" };
const ISSUERS: Monitor = { name: "issuers", by: "issuer" };
const LEARNT_TICKS = 60;

function set(play: EnginePlay, name: string, monitor: Monitor | null): void {
  play.give({ kind: "acted", at: play.at, by: "Ana", via: "dashboard", action: { do: "set-monitor", name, monitor } });
}

const monitorsOf = ({ engine }: EnginePlay) => engine.settings?.monitors;
const ticksSeen = ({ engine }: EnginePlay) => engine.judging?.judge.ticksSeen(0);

describe("monitors that people change", () => {
  test("stand over the configuration, also over a newer one, until they are given back", () => {
    const play = new EnginePlay(settingsWith({ monitors: [ALL] }));
    set(play, "all traffic", DENIED);
    set(play, "issuers", ISSUERS);
    play.give({ kind: "configured", at: play.at, settings: settingsWith({ monitors: [{ ...ALL, budget: "9/day" }] }) });
    expect(monitorsOf(play)).toEqual([DENIED, ISSUERS]);
    const action = { do: "reset-monitor", name: "all traffic" } as const;
    play.give({ kind: "acted", at: play.at, by: "Ana", via: "api", action });
    expect(monitorsOf(play)).toEqual([{ ...ALL, budget: "9/day" }, ISSUERS]);
    set(play, "all traffic", null);
    expect(monitorsOf(play)).toEqual([ISSUERS]);
    expect(play.engine.monitorEdits.changes.map(({ id, name }) => [id, name])).toEqual([
      [4, "all traffic"],
      [3, "all traffic"],
      [2, "issuers"],
      [1, "all traffic"],
    ]);
  });

  test("forget nothing of what was learnt; a new breakdown begins beside it, and outlives a restart", () => {
    const play = new EnginePlay(settingsWith({ monitors: [ALL] })).ticks(LEARNT_TICKS, STEADY);
    set(play, "all traffic", DENIED);
    set(play, "issuers", ISSUERS);
    play.ticks(3, STEADY, { issuer: "aurora" });
    expect(ticksSeen(play)).toBeGreaterThanOrEqual(LEARNT_TICKS);
    expect(play.engine.judging?.rollup.scopes.keys).toEqual(["all", "issuer=aurora"]);
    const again = Engine.load(structuredClone(play.engine.save()));
    expect(stateOf(again)).toEqual(stateOf(play.engine));
    expect(monitorReports(again, play.at).map(({ source, revision }) => [source, revision])).toEqual([
      ["dashboard", 1],
      ["dashboard", 2],
    ]);
  });

  test("that watch a status no more end its alarm and say why", () => {
    const play = new EnginePlay(settingsWith({ monitors: [ALL] })).ticks(LEARNT_TICKS, STEADY);
    play.ticks(3, { ...STEADY, failed: 60 });
    expect(play.engine.incidents.firing()).toHaveLength(1);
    set(play, "all traffic", DENIED);
    play.ticks(10, { ...STEADY, failed: 60 });
    const [incident] = play.engine.incidents.all();
    expect(incident?.state).toBe("resolved");
    expect(incident?.timeline.map(({ text }) => text).join("\n")).toContain("configuration changed");
  });

  test("begin to learn anew only when a dimension is broken down no more", () => {
    const play = new EnginePlay(settingsWith({ monitors: [ALL, ISSUERS] })).ticks(LEARNT_TICKS, STEADY, {
      issuer: "a",
    });
    set(play, "issuers", { ...ISSUERS, limit: 3, budget: "1/day" });
    expect(ticksSeen(play)).toBeGreaterThan(0);
    set(play, "issuers", null);
    expect(play.engine.judging).toBeNull();
  });
});
