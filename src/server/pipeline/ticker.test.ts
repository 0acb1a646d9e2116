import { afterEach, describe, expect, test } from "vitest";
import { recordsOf, settingsWith, START, STEADY, TICK_MS } from "../../../test/support/engine-play.ts";
import { entriesOf } from "../../../test/support/entries-of.ts";
import { createMemoryJournal } from "../journal/memory.ts";
import { ManualClock } from "./clock.ts";
import { Engine } from "../../core/engine/engine.ts";
import { Sequencer } from "./sequencer.ts";
import { createTicker } from "./ticker.ts";
import { Transactions } from "../../core/model/transactions.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const running: { stop: AbortController; done: Promise<void> }[] = [];
afterEach(async () => {
  for (const { stop, done } of running.splice(0)) {
    stop.abort();
    await done;
  }
});

async function started() {
  const clock = new ManualClock(START);
  const engine = new Engine();
  const journal = createMemoryJournal();
  let failures = 0;
  const failing = {
    ...journal,
    append: (added: Parameters<typeof journal.append>[0]) => {
      if (failures === 0) return journal.append(added);
      failures--;
      return Promise.reject(new Error("full"));
    },
  };
  const sequencer = new Sequencer({ journal: failing, engine, onApplied: () => undefined });
  const stop = new AbortController();
  running.push({ stop, done: createTicker({ clock, engine, sequencer }).run(stop.signal) });
  await sequencer.submit({ kind: "configured", at: START, settings: settingsWith() });
  const post = (at: number) =>
    sequencer.submit({
      kind: "transactions",
      at: clock.now(),
      origin: "live",
      records: Transactions.of(recordsOf(STEADY, at)),
    });
  const passTo = async (at: number) => {
    while (clock.now() < at) {
      clock.set(Math.min(at, clock.now() + 500));
      await turn();
      await turn();
    }
  };
  const marks = () =>
    entriesOf(journal)
      .filter(({ kind }) => kind === "clock")
      .map(({ at }) => at);
  return { clock, engine, post, passTo, marks, failNext: (count: number) => (failures = count) };
}

describe("the ticker", () => {
  test("closes each tick of a live stream soon after it is due, though nothing comes", async () => {
    const { engine, post, passTo, marks } = await started();
    await post(START);
    await passTo(START + 5 * TICK_MS + 4000);
    expect(engine.judging?.rollup.nextTick).toBe(START + 5 * TICK_MS);
    expect(marks().length).toBeLessThanOrEqual(6);
  });

  test("writes nothing while nothing has come, or only the past has", async () => {
    const { post, passTo, marks } = await started();
    await passTo(START + 60_000);
    await post(START - 86_400_000);
    await passTo(START + 120_000);
    expect(marks()).toEqual([]);
  });

  test("goes on after the journal could not be written for a while", async () => {
    const { engine, post, passTo, failNext } = await started();
    await post(START);
    await post(START);
    failNext(3);
    await passTo(START + 8 * TICK_MS);
    expect(engine.judging?.rollup.nextTick).toBeGreaterThanOrEqual(START + 6 * TICK_MS);
  });

  test("ends when it is told to", async () => {
    const { post } = await started();
    await post(START);
    const [one] = running;
    one?.stop.abort();
    await expect(one?.done).resolves.toBeUndefined();
  });
});
