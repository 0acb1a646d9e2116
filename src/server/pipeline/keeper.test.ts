import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { recordsOf, settingsWith, START, STEADY } from "../../../test/support/engine-play.ts";
import { entriesOf } from "../../../test/support/entries-of.ts";
import { Engine } from "../../core/engine/engine.ts";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import { Transactions } from "../../core/model/transactions.ts";
import { createFilesJournal } from "../journal/files/files.ts";
import type { Journal, Trimming } from "../journal/journal.ts";
import { createMemoryJournal } from "../journal/memory.ts";
import { ManualClock } from "./clock.ts";
import { Keeper } from "./keeper.ts";
import { Sequencer } from "./sequencer.ts";
import { stateIn } from "./snapshot-code.ts";

const settings = settingsWith();

/** A journal whose disk does not do what it is asked to. */
function journalWith(faults: Partial<Journal>, inner = createMemoryJournal()): Journal {
  return Object.setPrototypeOf(faults, inner) as Journal;
}

function started(journal: Journal, neededFrom = Infinity, bytes = Infinity) {
  const clock = new ManualClock(START + 86_400_000);
  const engine = new Engine();
  const sequencer = new Sequencer({ journal, engine, mostBytes: bytes, onApplied: () => undefined });
  const retention = { bytes, days: 0, snapshotEveryMs: 1000 };
  const parts = { clock, journal, engine, archive: null, sequencer, retention, neededFrom: () => neededFrom };
  return { engine, sequencer, keeper: new Keeper(parts) };
}

const tick = (at: number): JournalEntry => ({
  kind: "transactions",
  at,
  records: Transactions.of(recordsOf(STEADY, at)),
  origin: "live",
});

describe("the keeper", () => {
  test("keeps exactly what the entries before the snapshot's position made, whatever comes in meanwhile", async () => {
    const journal = createMemoryJournal();
    const { sequencer, keeper } = started(journal, 0);
    await sequencer.submit({ kind: "configured", at: START, settings });
    for (let round = 1; round <= 20; round++) {
      const coming = [1, 2, 3].map((part) => sequencer.submit(tick(START + round * 10_000 + part)));
      await Promise.all([keeper.snapshot(), ...coming]);
    }
    for (const { position, state } of journal.snapshots()) {
      const engine = new Engine();
      for (const entry of entriesOf(journal).slice(0, position)) engine.apply(entry);
      expect(stateIn(state).engine).toEqual(engine.save());
    }
  });

  test("gives up nothing that is still needed", async () => {
    const journal = createMemoryJournal();
    const { sequencer, keeper } = started(journal, 3);
    for (let at = START; at < START + 10; at++) {
      await sequencer.submit({ kind: "clock", at });
      await keeper.snapshot();
    }
    expect(journal.first).toBe(3);
  });

  test("lets a full journal take transactions again; clock marks it takes all the time", async () => {
    const directory = mkdtempSync(join(tmpdir(), "smokewatch-keeper-"));
    const journal = createFilesJournal(directory, { partBytes: 500 });
    try {
      const { sequencer, keeper } = started(journal, Infinity, 3000);
      let at = START;
      while (!sequencer.isFull) await sequencer.submit(tick((at += 1000)));
      const refused = await sequencer.submit(tick(at)).catch((error: unknown) => error);
      expect(refused).toMatchObject({ kind: "full" });
      await sequencer.submit({ kind: "clock", at });
      await keeper.snapshot();
      await sequencer.submit({ kind: "clock", at: at + 1 });
      await keeper.snapshot();
      expect([sequencer.isFull, keeper.trouble]).toEqual([false, null]);
      await expect(sequencer.submit(tick(at + 2))).resolves.toBeDefined();
    } finally {
      await journal.close();
      rmSync(directory, { recursive: true });
    }
  });

  test("makes room, and tells why, when a snapshot cannot be written", async () => {
    const trimmed: Trimming[] = [];
    const journal = journalWith({
      saveSnapshot: () => Promise.reject(new Error("no space left on device")),
      trim: (trimming) => Promise.resolve(trimmed.push(trimming)),
    });
    const { sequencer, keeper } = started(journal);
    await sequencer.submit({ kind: "clock", at: START });
    await keeper.snapshot();
    expect([keeper.trouble, keeper.takenAt, trimmed.length]).toEqual(["no space left on device", null, 1]);
  });

  test("goes on, and tells why, when an old part cannot be removed", async () => {
    const journal = journalWith({ trim: () => Promise.reject(new Error("operation not permitted")) });
    const { sequencer, keeper } = started(journal);
    await sequencer.submit({ kind: "clock", at: START });
    await expect(keeper.snapshot()).resolves.toBeUndefined();
    expect(keeper.trouble).toBe("operation not permitted");
    expect([...journal.snapshots()]).toHaveLength(1);
  });
});
