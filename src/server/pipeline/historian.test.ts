import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { settingsWith } from "../../../test/support/engine-play.ts";
import { eventfulJournal } from "../../../test/support/engine-stream.ts";
import { MemoryStore, sumsOf } from "../../../test/support/memory-store.ts";
import { Engine } from "../../core/engine/engine.ts";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import { createRandom } from "../../core/stats/random.ts";
import { createFilesJournal } from "../journal/files/files.ts";
import type { Journal } from "../journal/journal.ts";
import { ManualClock } from "./clock.ts";
import { Historian } from "./historian.ts";
import { Keeper } from "./keeper.ts";
import { recovered } from "./recovery.ts";
import { Sequencer } from "./sequencer.ts";

const settings = settingsWith();
const LONG_MS = 120_000;

/** Lets all that is ready to go on go on. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A server's state on a journal, from the start on, as the pipeline puts it together. */
function started(journal: Journal, store: MemoryStore) {
  const clock = new ManualClock(Date.UTC(2026, 2, 2));
  const { engine, archive, archiveFrom, position, notes } = recovered(journal, settings, { archives: true });
  if (archive === null) throw new Error("no archive");
  const sequencer = new Sequencer({
    journal,
    engine,
    position,
    onApplied: (applied, placed) => {
      if (placed.position >= archiveFrom) archive.note(placed.position, placed.entry, applied, engine);
    },
  });
  const now = () => engine.now;
  const historian = new Historian({ clock, now, journal, archive, sequencer, store, settings });
  const retention = { bytes: Infinity, days: 365, snapshotEveryMs: 1 };
  const neededFrom = () => historian.neededFrom;
  const keeper = new Keeper({ clock, journal, engine, archive, sequencer, retention, neededFrom });
  for (const placed of journal.read(position)) sequencer.replay(placed.position, placed.entry);
  sequencer.position = journal.next;
  const end = new AbortController();
  const running = historian.run(end.signal);
  const crash = async (): Promise<void> => {
    end.abort();
    await running;
    await journal.close();
  };
  /** Until the store has all that has ended, however often it is asked for that. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 6; round++) {
      clock.set(clock.now() + LONG_MS);
      await turn();
      // Comes after whatever is being written, which the historian may wait for.
      await journal.trim({ before: 0, keepSince: 0, bytes: Infinity });
      await turn();
      await turn();
    }
  };
  return { engine, archive, sequencer, keeper, historian, notes, crash, settle };
}

const EVENTS = ["snapshot", "crash", "settle", "empty", "drop", "refused", "answer lost", "position lost"] as const;

const story = fc.record({
  seed: fc.integer(),
  ticks: fc.integer({ min: 5, max: 40 }),
  events: fc.array(fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), what: fc.constantFrom(...EVENTS) }), {
    maxLength: 12,
  }),
});

test("whatever happens to server and store, in the end the store has every counted record once, and the engine is as if nothing had", async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ seed, ticks, events }) => {
      const directory = mkdtempSync(join(tmpdir(), "smokewatch-historian-"));
      const opened = () => createFilesJournal(directory, { partBytes: 20_000 });
      const entries = eventfulJournal({ ticks, tickMs: 10_000, random: createRandom(seed) });
      const store = new MemoryStore();
      let server = started(opened(), store);
      try {
        for (const [index, entry] of entries.entries()) {
          await server.sequencer.submit(entry);
          for (const { what } of events.filter(({ share }) => Math.floor(share * entries.length) === index)) {
            if (what === "snapshot") await server.keeper.snapshot();
            else if (what === "crash") {
              await server.crash();
              server = started(opened(), store);
            } else if (what === "settle") await server.settle();
            else if (what === "drop") server.archive.drop();
            else if (what === "empty") {
              // It is away while that is done, so that it is asked where it stands.
              store.empty();
              await server.crash();
              server = started(opened(), store);
            } else store.faults.push(what);
          }
        }
        server.archive.finish();
        await server.settle();
        expect(store.sums).toEqual(countedIn(entries).sums);
        expect(server.historian.loss).toBeNull();
        expect(server.engine.save()).toEqual(countedIn(entries).state);
      } finally {
        await server.crash();
        rmSync(directory, { recursive: true });
      }
    }),
    { numRuns: 20 },
  );
}, 30_000);

test("a store that is emptied after old parts were given up gets what is left, and it is said what is not", async () => {
  const directory = mkdtempSync(join(tmpdir(), "smokewatch-historian-"));
  const opened = () => createFilesJournal(directory, { partBytes: 4000 });
  const entries = eventfulJournal({ ticks: 60, tickMs: 10_000, random: createRandom(7) });
  const store = new MemoryStore();
  const journal = opened();
  let server = started(journal, store);
  try {
    for (const [index, entry] of entries.entries()) {
      await server.sequencer.submit(entry);
      if (index !== 80 && index !== 100) continue;
      await server.settle();
      await server.keeper.snapshot();
    }
    await server.settle();
    await journal.trim({ before: server.historian.neededFrom, keepSince: Infinity, bytes: 0 });
    expect(journal.first).toBeGreaterThan(0);
    await server.crash();
    store.empty();
    server = started(opened(), store);
    server.archive.finish();
    await server.settle();
    expect(server.historian.loss).toMatch(`entries 0 to ${journal.first - 1} are neither`);
    const { sums } = countedIn(entries);
    const kept = Object.entries(store.sums);
    expect(kept.length).toBeGreaterThan(0);
    for (const [series, count] of kept) expect(count).toBeLessThanOrEqual(sums[series] ?? 0);
    // The newest minutes are whole.
    expect(kept.at(-1)).toEqual(Object.entries(sums).at(-1));
  } finally {
    await server.crash();
    rmSync(directory, { recursive: true });
  }
});

/** What an engine that never stopped makes of the entries. */
function countedIn(entries: readonly JournalEntry[]) {
  const engine = new Engine();
  const rows = entries.flatMap((entry) =>
    Array.from(engine.apply(entry).counted, ({ at, status, count, dimensions = {} }) => ({
      minute: Math.floor(at / 60_000) * 60_000,
      status,
      dimensions,
      count,
    })),
  );
  return { sums: sumsOf(rows), state: engine.save() };
}
