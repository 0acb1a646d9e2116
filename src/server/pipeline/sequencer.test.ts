import { describe, expect, test } from "vitest";
import { HeldJournal } from "../../../test/support/held-journal.ts";
import { recordsOf, settingsWith, START } from "../../../test/support/engine-play.ts";
import type { JournalEntry } from "../../core/model/journal-entry.ts";
import { Transactions } from "../../core/model/transactions.ts";
import { type Applied, Engine } from "../../core/engine/engine.ts";
import { PipelineFault } from "./pipeline-fault.ts";
import { Sequencer } from "./sequencer.ts";

const mark = (at: number): JournalEntry => ({ kind: "clock", at });

function started() {
  const journal = new HeldJournal();
  const engine = new Engine();
  const applied: Applied[] = [];
  const sequencer = new Sequencer({ journal, engine, onApplied: (one) => applied.push(one) });
  return { journal, engine, sequencer, applied };
}

/** Lets all that is ready to go on go on. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const kindOf = (error: unknown) => (error instanceof PipelineFault ? error.kind : error);

describe("the sequencer", () => {
  test("answers only when the entry is durable, and then with what it did", async () => {
    const { journal, engine, sequencer, applied } = started();
    let answer: Applied | null = null;
    const submitted = sequencer.submit(mark(5)).then((one) => (answer = one));
    await turn();
    expect([answer, engine.now]).toEqual([null, 0]);
    journal.release();
    await submitted;
    expect(answer).toEqual({ effects: [], late: 0, scopes: new Set(), duplicates: 0, counted: new Transactions() });
    expect([engine.now, applied.length]).toEqual([5, 1]);
  });

  test("writes all that gathers while a group is under way as one group, in order", async () => {
    const { journal, engine, sequencer } = started();
    const answers = [sequencer.submit(mark(1))];
    for (let at = 2; at <= 100; at++) answers.push(sequencer.submit(mark(at)));
    journal.release();
    await answers[0];
    await turn();
    expect(engine.now).toBe(1);
    journal.release();
    await Promise.all(answers);
    expect(journal.groups).toEqual([1, 99]);
    expect(journal.entries.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(engine.now).toBe(100);
    const next = sequencer.submit(mark(101));
    journal.release();
    await next;
    expect(journal.groups).toEqual([1, 99, 1]);
  });

  test("refuses what a failing journal did not take, applies none of it, and recovers", async () => {
    const { journal, engine, sequencer, applied } = started();
    const lost = [sequencer.submit(mark(1))];
    journal.release("the disk is full");
    await expect(lost[0]).rejects.toThrow("the journal cannot be written: the disk is full");
    expect(sequencer.trouble).toBe("the disk is full");
    const again = [sequencer.submit(mark(2)), sequencer.submit(mark(3))].map((one) => one.catch(kindOf));
    journal.release("still full");
    await turn();
    journal.release("still full");
    expect(await Promise.all(again)).toEqual(["unavailable", "unavailable"]);
    expect([engine.now, applied.length]).toEqual([0, 0]);
    const kept = sequencer.submit(mark(4));
    journal.release();
    await kept;
    expect(sequencer.trouble).toBeNull();
    expect([engine.now, journal.next]).toEqual([4, 1]);
  });

  test("says that it is behind when too many requests or records wait, and goes on when they are through", async () => {
    const { journal, sequencer } = started();
    const waiting = Array.from({ length: 2001 }, (_, at) => sequencer.submit(mark(at)));
    expect(await sequencer.submit(mark(5000)).catch(kindOf)).toBe("behind");
    while (journal.isWaiting) {
      journal.release();
      await turn();
    }
    await Promise.all(waiting);
    const next = sequencer.submit(mark(5001));
    journal.release();
    await next;
  });

  test("counts the records that wait, also those of a group that was refused", async () => {
    const { journal, sequencer } = started();
    const [one] = recordsOf({ denied: 1 }, START);
    const records = Array.from({ length: 2_000_000 }, () => one).filter((each) => each !== undefined);
    for (const fault of ["full", "full again"]) {
      const large = sequencer
        .submit({ kind: "transactions", at: START, origin: "live", records: Transactions.of(records) })
        .catch(kindOf);
      expect(await sequencer.submit(mark(1)).catch(kindOf)).toBe("behind");
      journal.release(fault);
      expect(await large).toBe("unavailable");
      await turn();
    }
    const small = sequencer.submit(mark(2));
    journal.release();
    await small;
  });

  test("finishes what waits when it is closed, and takes nothing more", async () => {
    const { journal, engine, sequencer } = started();
    const answers = [sequencer.submit(mark(1)), sequencer.submit(mark(2))];
    let isClosed = false;
    const closing = sequencer.close().then(() => (isClosed = true));
    expect(await sequencer.submit(mark(3)).catch(kindOf)).toBe("stopping");
    journal.release();
    await turn();
    expect(isClosed).toBe(false);
    journal.release();
    await Promise.all([...answers, closing]);
    expect([engine.now, journal.next]).toEqual([2, 2]);
  });

  test("tells since when the journal has been writing, so that one that hangs is noticed", async () => {
    const { journal, sequencer } = started();
    expect(sequencer.appendingSince).toBeNull();
    const before = Date.now();
    const written = sequencer.submit(mark(1));
    expect(sequencer.appendingSince).toBeGreaterThanOrEqual(before);
    journal.release();
    await written;
    expect(sequencer.appendingSince).toBeNull();
  });

  test("is closed at once when nothing waits", async () => {
    const { sequencer } = started();
    await sequencer.close();
    expect(await sequencer.submit(mark(1)).catch(kindOf)).toBe("stopping");
  });

  test("tells a fault of the engine to whoever submitted the entry, and to no other of the group", async () => {
    const { journal, engine, sequencer } = started();
    const first = sequencer.submit({ kind: "configured", at: START, settings: settingsWith() });
    const bad = { ...settingsWith(), timeZone: "Mars/Olympus" };
    const group = [
      sequencer.submit({ kind: "configured", at: START, settings: bad }),
      sequencer.submit({
        kind: "transactions",
        at: START,
        origin: "live",
        records: Transactions.of(recordsOf({ denied: 1 }, START)),
      }),
      sequencer.submit({ kind: "clock", at: START + 60_000 }),
      sequencer.submit({ kind: "configured", at: START + 60_001, settings: settingsWith() }),
    ].map((one) => one.then(() => "applied", kindOf));
    journal.release();
    await first;
    await turn();
    journal.release();
    expect(await Promise.all(group)).toEqual(["applied", "applied", "fault", "applied"]);
    expect(sequencer.unjudged).toBe(1);
    expect(engine.now).toBe(START + 60_001);
  });
});
