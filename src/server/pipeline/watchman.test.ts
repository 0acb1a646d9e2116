import { describe, expect, test } from "vitest";
import { settingsWith, START } from "../../../test/support/engine-play.ts";
import { entriesOf } from "../../../test/support/entries-of.ts";
import { Engine } from "../../core/engine/engine.ts";
import type { Trouble } from "../../core/model/overview.ts";
import { createMemoryJournal } from "../journal/memory.ts";
import { ManualClock } from "./clock.ts";
import { Sequencer } from "./sequencer.ts";
import { Watchman } from "./watchman.ts";

const MINUTE_MS = 60_000;
const disk = { part: "disk", text: "has 3 MB left" };

/** A monitor whose troubles the test makes; `restart` goes on with what its journal holds. */
function monitor(journal = createMemoryJournal(), clock = new ManualClock(START)) {
  const engine = new Engine();
  for (const entry of entriesOf(journal)) engine.apply(entry);
  let failures = 0;
  const failing = {
    ...journal,
    append: (entries: Parameters<typeof journal.append>[0]) => {
      if (failures === 0) return journal.append(entries);
      failures--;
      return Promise.reject(new Error("full"));
    },
  };
  const sequencer = new Sequencer({ journal: failing, engine, onApplied: () => undefined });
  const troubles: Trouble[] = [];
  const readDisk = () => Promise.resolve(null);
  const onTold = () => undefined;
  const parts = { clock, now: () => clock.now(), engine, sequencer, pressing: () => troubles, readDisk, onTold };
  const watchman = new Watchman(parts);
  /** Looks every five seconds, as the service does. */
  const pass = async (ms: number) => {
    for (const until = clock.now() + ms; clock.now() < until; clock.set(clock.now() + 5000)) await watchman.look();
  };
  const told = () =>
    entriesOf(journal).flatMap((entry) =>
      entry.kind === "troubled" ? [`${entry.part} ${entry.isOver ? "over" : "on"}: ${entry.text}`] : [],
    );
  return {
    troubles,
    pass,
    told,
    watchman,
    failNext: (count: number) => (failures = count),
    restart: () => monitor(journal, clock),
  };
}

describe("the watchman", () => {
  test("tells a trouble once when it has lasted for a minute, and its end once when that has", async () => {
    const { troubles, pass, told } = monitor();
    troubles.push(disk);
    await pass(MINUTE_MS);
    expect(told()).toEqual([]);
    await pass(10 * MINUTE_MS);
    expect(told()).toEqual(["disk on: has 3 MB left"]);
    troubles.length = 0;
    await pass(MINUTE_MS);
    expect(told()).toHaveLength(1);
    await pass(10 * MINUTE_MS);
    expect(told().slice(1)).toEqual(["disk over: is as it should be again"]);
  });

  test("says nothing of what passes, however often it comes", async () => {
    const { troubles, pass, told } = monitor();
    for (let times = 0; times < 20; times++) {
      troubles.push(disk);
      await pass(50_000);
      troubles.length = 0;
      await pass(10_000);
    }
    expect(told()).toEqual([]);
  });

  test("an end that does not last is none", async () => {
    const { troubles, pass, told } = monitor();
    troubles.push(disk);
    await pass(2 * MINUTE_MS);
    troubles.length = 0;
    await pass(50_000);
    troubles.push(disk);
    await pass(10 * MINUTE_MS);
    expect(told()).toEqual(["disk on: has 3 MB left"]);
  });

  test("parts are told one by one, with the first thing that is wrong with each", async () => {
    const { troubles, pass, told } = monitor();
    troubles.push(disk, { part: "disk", text: "is slow" });
    await pass(30_000);
    troubles.push({ part: "judge", text: "lags" });
    await pass(2 * MINUTE_MS);
    expect(told()).toEqual(["disk on: has 3 MB left", "judge on: lags"]);
  });

  test("a journal that could not be written is told as soon as it can be, though that is its end", async () => {
    const { troubles, pass, told, failNext } = monitor();
    troubles.push({ part: "journal", text: "cannot be written" });
    failNext(1000);
    await pass(3 * MINUTE_MS);
    failNext(0);
    troubles.length = 0;
    await pass(10_000);
    expect(told()).toEqual(["journal on: cannot be written"]);
    await pass(2 * MINUTE_MS);
    expect(told()[1]).toBe("journal over: is as it should be again");
  });

  test("after a restart nothing is told again, and the end is told once it is certain", async () => {
    const before = monitor();
    before.troubles.push(disk);
    await before.pass(2 * MINUTE_MS);
    const after = before.restart();
    await after.pass(2 * MINUTE_MS);
    after.troubles.push(disk);
    await after.pass(5 * MINUTE_MS);
    expect(after.told()).toEqual(["disk on: has 3 MB left"]);
    after.troubles.length = 0;
    await after.pass(2 * MINUTE_MS);
    expect(after.told()).toHaveLength(2);
    const third = after.restart();
    await third.pass(20 * MINUTE_MS);
    expect(third.told()).toHaveLength(2);
  });

  test("what a restart has mended is told too, after ten minutes", async () => {
    const before = monitor();
    before.troubles.push({ part: "outbox", text: "failed and was started again" });
    await before.pass(2 * MINUTE_MS);
    const after = before.restart();
    await after.pass(9 * MINUTE_MS);
    expect(after.told()).toHaveLength(1);
    await after.pass(2 * MINUTE_MS);
    expect(after.told()[1]).toBe("outbox over: is as it should be again");
  });

  test("reads the room on the disk, and stops when it is told to", async () => {
    const room = { freeBytes: 1, totalBytes: 2 };
    const clock = new ManualClock(START);
    const engine = new Engine();
    engine.apply({ kind: "configured", at: START, settings: settingsWith() });
    const sequencer = new Sequencer({ journal: createMemoryJournal(), engine, onApplied: () => undefined });
    const readDisk = () => Promise.resolve(room);
    const watchman = new Watchman({
      clock,
      now: () => START,
      engine,
      sequencer,
      pressing: () => [],
      readDisk,
      onTold: () => undefined,
    });
    const stop = new AbortController();
    const running = watchman.run(stop.signal);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await running;
    expect(watchman.disk).toEqual(room);
  });
});
