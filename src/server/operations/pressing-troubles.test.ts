import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Transactions } from "../../core/model/transactions.ts";
import { recordsOf } from "../../../test/support/engine-play.ts";
import {
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import type { DeliveryState } from "../../core/model/delivery.ts";
import { listTroubles } from "./list-troubles.ts";
import { pressingTroubles, vitalTrouble } from "./pressing-troubles.ts";

const MINUTE_MS = 60_000;

let started: ProductWithoutPort;
beforeEach(async () => {
  started = await startWithoutPort({ tickMs: TICK_MS });
});
afterEach(async () => {
  await started.close();
});

const pressing = () => pressingTroubles(started.running.product);
const vital = () => vitalTrouble(started.running.product);
const partsListed = () => listTroubles(started.running.product).map(({ part }) => part);

async function live(at: number, counts: Record<string, number> = { approved: 30, denied: 2 }) {
  started.clock.set(at);
  const records = Transactions.of(recordsOf(counts, at - 1000));
  return started.running.pipeline.submit({ kind: "transactions", at, origin: "live", records });
}

describe("nothing comes in", () => {
  test("is told after ten minutes without any transaction since the start", async () => {
    const { clock, running } = started;
    running.pipeline.startedAt = NOON;
    clock.set(NOON + 10 * MINUTE_MS - 1);
    expect(pressing()).toEqual([]);
    expect(vital()).toBeNull();
    clock.set(NOON + 10 * MINUTE_MS);
    const text =
      "no transaction has come in since the start, 10 minutes ago. Look at what should send them, and at its answers.";
    expect(pressing()).toEqual([{ part: "intake", text }]);
    expect(vital()).toBe(`intake: ${text}`);
    expect(partsListed()).toEqual(["intake"]);
    await live(NOON + 11 * MINUTE_MS);
    expect(pressing()).toEqual([]);
  });

  test("is told while it is learnt what is usual", async () => {
    const { clock, running } = started;
    running.pipeline.startedAt = NOON;
    await live(NOON + MINUTE_MS);
    clock.set(NOON + 11 * MINUTE_MS);
    await running.pipeline.submit({ kind: "clock", at: clock.now() });
    expect(pressing().map(({ text }) => text)).toEqual([
      "no transaction has come in for 10 minutes, and it is too early to know whether that is usual. Look at what sends them.",
    ]);
  });

  test("is the judge's to tell once it has learnt, and keeps the outside watcher from being called", async () => {
    const { clock, running } = started;
    await learnSteadyHour(started);
    running.pipeline.startedAt = NOON;
    await live(NOON + TICK_MS);
    for (let at = NOON + 2 * TICK_MS; at < NOON + 12 * MINUTE_MS; at += TICK_MS) {
      clock.set(at);
      await running.pipeline.submit({ kind: "clock", at });
    }
    expect(pressing()).toEqual([]);
    expect(vital()).toBe("intake: no transaction comes in although some are expected");
  });

  test("is no trouble of a stream of the past", async () => {
    const { clock, running } = started;
    running.pipeline.startedAt = NOON;
    await running.pipeline.submit({
      kind: "transactions",
      at: NOON,
      origin: "live",
      records: Transactions.of(recordsOf({ approved: 5 }, NOON - 9e9)),
    });
    clock.set(NOON + 60 * MINUTE_MS);
    expect(pressing()).toEqual([]);
  });

  test("goes on after a restart if it was told before", async () => {
    const { clock, running } = started;
    const told = { kind: "troubled" as const, at: NOON, part: "intake", text: "", isOver: false };
    await running.pipeline.submit(told);
    running.pipeline.startedAt = NOON + MINUTE_MS;
    clock.set(NOON + 2 * MINUTE_MS);
    expect(pressing().map(({ part }) => part)).toEqual(["intake"]);
  });
});

test("a judge that closes no ticks is told after half a minute more than it waits", async () => {
  await learnSteadyHour(started);
  await live(NOON + TICK_MS);
  const { nextTick = 0, watermark } = started.running.pipeline.engine.judging?.rollup ?? {};
  const patienceMs = watermark?.patienceMs ?? 0;
  started.clock.set(nextTick + TICK_MS + patienceMs + 30_000);
  expect(pressing()).toEqual([]);
  started.clock.set(nextTick + TICK_MS + patienceMs + 31_000);
  expect(pressing()).toMatchObject([
    { part: "judge", text: expect.stringMatching(/^lags by 31 seconds: alarms come late/) as string },
  ]);
  expect(vital()).toContain("judge: lags");
  expect(partsListed()).toContain("judge");
});

test("a journal that hangs is told after half a minute", () => {
  const { sequencer } = started.running.pipeline;
  sequencer.appendingSince = Date.now() - 29_000;
  expect(pressing()).toEqual([]);
  sequencer.appendingSince = Date.now() - 31_000;
  expect(pressing()).toEqual([
    { part: "journal", text: "has been writing for 31 seconds. Check the disk that holds the data directory." },
  ]);
  expect(vital()).toContain("journal: has been writing");
  sequencer.appendingSince = null;
});

describe("the disk", () => {
  test.each([
    [1.9e9, 250e9, true],
    [2.1e9, 250e9, false],
    [0.9e9, 20e9, true],
    [1.1e9, 20e9, false],
    [1e6, 64e6, true],
    [5e6, 64e6, false],
  ])("with %d of %d bytes left is nearly full: %s", (freeBytes, totalBytes, isFull) => {
    started.running.pipeline.watchman.disk = { freeBytes, totalBytes };
    expect(pressing().map(({ part }) => part)).toEqual(isFull ? ["disk"] : []);
    expect(partsListed()).toEqual(isFull ? ["disk"] : []);
    // What it watches is watched.
    expect(vital()).toBeNull();
  });
});

describe("messages that do not arrive", () => {
  /** An incident whose message to the channel ended so; its instant. */
  async function message(state: DeliveryState, detail: string | null = null): Promise<number> {
    await learnSteadyHour(started);
    const { effects } = await live(NOON + 8000, { approved: 30, denied: 90 });
    for (const effect of effects) {
      if (effect.kind !== "delivery") continue;
      const outcome = { deliveryId: effect.delivery.id, state, detail };
      await started.running.pipeline.submit({ kind: "delivery", at: NOON + 8000, outcome });
    }
    return NOON + 8000;
  }

  test("are shown at once and must be heard of after five minutes", async () => {
    const at = await message("planned", "answered 503");
    expect(pressing()).toEqual([]);
    expect(listTroubles(started.running.product)).toContainEqual({
      part: "channel teams",
      text: "1 message undelivered for less than a second. Last answer: answered 503",
    });
    started.clock.set(at + 5 * MINUTE_MS + 1000);
    const told = pressing().find(({ part }) => part === "channel teams");
    expect(told?.text).toBe("1 message undelivered for 5 minutes 1 second. Last answer: answered 503");
    expect(vital()).toContain("channel teams: 1 message undelivered");
  });

  test("must be heard of as soon as one is given up, until another arrives", async () => {
    await message("failed", "answered 404");
    const text = "1 message given up, none has arrived since. Last answer: answered 404";
    expect(pressing()).toEqual([{ part: "channel teams", text }]);
    const { engine } = started.running.pipeline;
    const [given] = engine.deliveries.all();
    const [next] = given === undefined ? [] : engine.deliveries.plan(given.message, { name: "r", channels: ["teams"] });
    engine.deliveries.settle({ deliveryId: next?.id ?? "", state: "delivered", detail: null });
    expect(pressing()).toEqual([]);
    expect(partsListed()).toContain("channel teams");
  });
});
