import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EnginePlay, settingsWith, START, stateOf, TICK_MS } from "../../../test/support/engine-play.ts";
import { eventfulJournal } from "../../../test/support/engine-stream.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { Transaction } from "../model/transaction.ts";
import { Transactions } from "../model/transactions.ts";
import { createRandom } from "../stats/random.ts";
import { type Applied, Engine } from "./engine.ts";

const HOUR = 3_600_000;
const settings = settingsWith({ monitors: [{ name: "all" }, { name: "issuers", by: "issuer" }] });

type Sent = Partial<Extract<JournalEntry, { kind: "transactions" }>>;

function configured(): Engine {
  const engine = new Engine();
  engine.apply({ kind: "configured", at: START, settings });
  return engine;
}

function send(engine: Engine, records: readonly Transaction[], sent: Sent = {}): Applied {
  return engine.apply({
    kind: "transactions",
    at: START + 5000,
    records: Transactions.of(records),
    origin: "live",
    ...sent,
  });
}

function record(id: string | undefined, changes: Partial<Transaction> = {}): Transaction {
  return { at: START + 1000, status: "denied", count: 1, ...(id === undefined ? {} : { id }), ...changes };
}

function received(engine: Engine): number {
  return engine.judging?.rollup.received ?? 0;
}

describe("a record that is sent again", () => {
  test("counts once, in another entry and in the same one", () => {
    const engine = configured();
    expect(send(engine, [record("a"), record("b"), record("a")])).toMatchObject({ duplicates: 1, late: 0 });
    const { duplicates, counted } = send(engine, [record("b"), record("c")]);
    expect([duplicates, ...counted]).toEqual([1, record("c")]);
    expect(received(engine)).toBe(3);
  });

  test("is one of the same id and status: a payment that is approved and later reversed counts as both", () => {
    const engine = configured();
    send(engine, [record("a", { status: "approved" })]);
    expect(send(engine, [record("a", { status: "reversed" })]).duplicates).toBe(0);
    expect(send(engine, [record("a", { status: "approved", count: 7 })]).duplicates).toBe(1);
    expect(received(engine)).toBe(2);
  });

  test("is not known without an id", () => {
    const engine = configured();
    expect(send(engine, [record(undefined), record(undefined)]).duplicates).toBe(0);
    expect(engine.seenIds.size).toBe(0);
    expect(received(engine)).toBe(2);
  });

  test("is known from history, and after other monitors began to learn anew", () => {
    const engine = configured();
    send(engine, [record("a")], { origin: "history" });
    engine.apply({ kind: "configured", at: START + 6000, settings: settingsWith({ tickMs: 60_000 }) });
    expect(send(engine, [record("a")], { at: START + 7000 })).toMatchObject({
      duplicates: 1,
      counted: new Transactions(),
    });
    expect(received(engine)).toBe(0);
  });

  test("is known for a day of the journal's clock, whatever time it says itself", () => {
    const engine = configured();
    const at = START + 5000;
    send(engine, [record("a")], { at });
    expect(send(engine, [record("a", { at: at + 24 * HOUR })], { at: at + 24 * HOUR }).duplicates).toBe(1);
    expect(send(engine, [record("a")], { at: at + 25 * HOUR }).duplicates).toBe(0);
  });

  test("was not counted before there was a configuration", () => {
    const engine = new Engine();
    send(engine, [record("a")]);
    engine.apply({ kind: "configured", at: START, settings });
    expect(send(engine, [record("a")])).toMatchObject({ duplicates: 0, counted: Transactions.of([record("a")]) });
  });

  test("is answered for the scopes that it belongs to, and begins none", () => {
    const engine = configured();
    const records = [record("a", { dimensions: { issuer: "aurora" } })];
    expect([...send(engine, records).scopes]).toEqual([0, 1]);
    expect([...send(engine, records).scopes]).toEqual([0, 1]);
    const elsewhere = [record("a", { dimensions: { issuer: "toString" } })];
    expect([...send(engine, elsewhere).scopes]).toEqual([0]);
    expect(engine.judging?.rollup.scopes.keys).toHaveLength(2);
  });
});

describe("a batch that is sent again", () => {
  test("is not counted, whatever is in it", () => {
    const engine = configured();
    send(engine, [record(undefined)], { batchId: "one" });
    const again = send(engine, [record(undefined), record("a")], { batchId: "one" });
    expect([again.duplicates, ...again.counted]).toEqual([2]);
    expect(send(engine, [record("a")], { batchId: "two" }).duplicates).toBe(0);
    expect(received(engine)).toBe(2);
  });

  test("is no record: its name may be the id of one", () => {
    const engine = configured();
    send(engine, [record("one")], { batchId: "one" });
    expect(send(engine, [record("two")], { batchId: "two" }).duplicates).toBe(0);
  });

  test("still tells the time", () => {
    const play = new EnginePlay(settings).ticks(3);
    const records = [record(undefined, { at: play.at })];
    play.give({
      kind: "transactions",
      at: play.at + 1000,
      records: Transactions.of(records),
      origin: "live",
      batchId: "one",
    });
    play.give({
      kind: "transactions",
      at: play.at + 3 * TICK_MS,
      records: Transactions.of(records),
      origin: "live",
      batchId: "one",
    });
    expect(play.engine.judging?.rollup.nextTick).toBe(play.at + 2 * TICK_MS);
  });
});

describe("a journal in which everything is sent twice", () => {
  /** Every entry of transactions named, or every record. */
  function named(entries: readonly JournalEntry[], isBatch: boolean): JournalEntry[] {
    return entries.map((entry, index) => {
      if (entry.kind !== "transactions") return entry;
      if (isBatch) return { ...entry, batchId: `entry ${index}` };
      return {
        ...entry,
        records: Transactions.of(Array.from(entry.records, (one, place) => ({ ...one, id: `${index} ${place}` }))),
      };
    });
  }

  function played(entries: readonly JournalEntry[]): { engine: Engine; counted: number } {
    const engine = new Engine();
    let counted = 0;
    for (const entry of entries) counted += engine.apply(entry).counted.length;
    return { engine, counted };
  }

  test("property: says what it would say if everything was sent once", () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, isBatch) => {
        const once: JournalEntry[] = named(
          eventfulJournal({ ticks: 60, tickMs: "auto", random: createRandom(seed) }),
          isBatch,
        );
        const twice = once.flatMap((entry): JournalEntry[] =>
          entry.kind === "transactions" ? [entry, entry] : [entry],
        );
        const [one, other] = [played(once), played(twice)];
        expect(other.counted).toBe(one.counted);
        expect(stateOf(other.engine)).toEqual(stateOf(one.engine));
      }),
      { numRuns: 10 },
    );
  });

  test("property: cut into entries in any way, the same records are counted", () => {
    const sent = fc.record({ id: fc.nat(5), status: fc.constantFrom("approved", "denied"), cut: fc.boolean() });
    fc.assert(
      fc.property(fc.array(sent, { minLength: 1, maxLength: 40 }), (some) => {
        const whole = configured();
        const parts = configured();
        const records = some.map(({ id, status }, index) => ({ at: START, status, count: index, id: String(id) }));
        const counted: Transaction[] = [];
        let from = 0;
        for (const [index, { cut }] of some.entries()) {
          if (!cut && index < some.length - 1) continue;
          counted.push(...send(parts, records.slice(from, index + 1)).counted);
          from = index + 1;
        }
        expect(counted).toEqual([...send(whole, records).counted]);
        expect(parts.save().seenIds).toEqual(whole.save().seenIds);
      }),
    );
  });
});
