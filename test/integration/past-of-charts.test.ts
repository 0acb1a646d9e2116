import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import type { JournalEntry } from "../../src/core/model/journal-entry.ts";
import { Transactions } from "../../src/core/model/transactions.ts";
import { resolveConfiguration } from "../../src/server/config/configuration.ts";
import { showHistory } from "../../src/server/operations/show-history.ts";
import { ManualClock, type Running, startProduct } from "../../src/server/start.ts";

const TICK_MS = 10_000;
const HOUR_MS = 3_600_000;
/** Two hours more than the engine remembers. */
const HOURS = 27;
const END = Date.parse("2026-03-02T12:00:00Z");

const dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-past-"));
let running: Running | null = null;
afterEach(async () => {
  await running?.stop();
  rmSync(dataDir, { recursive: true });
});

function entryOf(at: number): JournalEntry {
  const records = Transactions.of([
    { at, status: "approved", count: 30 + ((at / TICK_MS) % 5) },
    { at, status: "denied", count: 3 },
  ]);
  return { kind: "transactions", at: at + TICK_MS - 1, records, origin: "history" };
}

test(
  "a chart goes on from the store into what the engine remembers, without a seam",
  { timeout: 180_000 },
  async () => {
    const begin = END - HOURS * HOUR_MS;
    const clock = new ManualClock(begin);
    const flags = { dataDir, port: 0, store: "chdb", tick: "10s", timeZone: "UTC", logLevel: "error" };
    running = await startProduct({ configuration: resolveConfiguration({ flags }), clock, marksClock: false });
    const { pipeline, product } = running;
    for (let hour = begin; hour < END; hour += HOUR_MS) {
      const ticks = Array.from({ length: HOUR_MS / TICK_MS }, (_, index) => hour + index * TICK_MS);
      clock.set(hour + HOUR_MS);
      await Promise.all(ticks.map((at) => pipeline.submit(entryOf(at))));
    }
    clock.set(END + 60_000);
    await pipeline.submit({ kind: "clock", at: clock.now() });
    const question = { scope: "all", from: begin, to: END, points: 400 };
    let history = await showHistory(product, question);
    const isWhole = (): boolean => history.missing === undefined && (history.at[0] ?? Infinity) <= begin + HOUR_MS;
    for (let tries = 0; tries < 300 && !isWhole(); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      history = await showHistory(product, question);
    }
    expect(history.missing).toBeUndefined();
    expect((pipeline.engine.judging?.history(0)?.since ?? 0) - begin).toBeGreaterThan(HOUR_MS);
    const { at, stepMs, statuses } = history;
    expect(at[0]).toBeLessThan(begin + HOUR_MS);
    for (const [index, each] of at.entries()) if (index > 0) expect(each - (at[index - 1] ?? 0)).toBe(stepMs);
    // All but the first and the last step are whole, and every whole step has the same mean.
    for (const value of statuses["approved"]?.value.slice(1, -1) ?? []) expect(value).toBeCloseTo(32, 6);
    const { upper = [] } = statuses["approved"] ?? {};
    const seam = at.findIndex((each) => each >= (pipeline.engine.judging?.history(0)?.since ?? 0));
    expect(seam).toBeGreaterThan(2);
    expect(Math.abs((upper[seam - 1] ?? 0) - (upper[seam] ?? 0))).toBeLessThanOrEqual(2);
  },
);
