import { channelLike } from "../../../test/support/examples.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Counts,
  EnginePlay,
  recordsOf,
  settingsWith,
  START,
  stateOf,
  STEADY,
  TICK_MS,
} from "../../../test/support/engine-play.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { Transaction } from "../model/transaction.ts";
import { Transactions } from "../model/transactions.ts";
import { createMemoryJournal } from "../../server/journal/memory.ts";
import { Engine } from "./engine.ts";

const settings = settingsWith({ monitors: [{ name: "all" }, { name: "issuers", by: "issuer", limit: 2 }] });
const LEARNT_TICKS = 40;

interface Step {
  kind: "traffic" | "burst" | "clock" | "outcome" | "configured";
  passedMs: number;
  records: { status: string; count: number; agoMs: number; issuer: string }[];
}

const record = fc.record({
  status: fc.constantFrom("approved", "denied", "failed", "reversed"),
  count: fc.nat(40),
  agoMs: fc.oneof(fc.nat(3000), fc.nat(60_000)),
  issuer: fc.constantFrom("aurora", "borealis", "cirrus"),
});

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant("traffic" as const) },
    { weight: 2, arbitrary: fc.constant("burst" as const) },
    { weight: 3, arbitrary: fc.constant("clock" as const) },
    { weight: 1, arbitrary: fc.constant("outcome" as const) },
    { weight: 1, arbitrary: fc.constant("configured" as const) },
  ),
  passedMs: fc.oneof(fc.nat(15_000), fc.nat(400_000)),
  records: fc.array(record, { maxLength: 8 }),
});

/** A journal: some minutes of steady traffic, then whatever the steps say. */
function journalOf(steps: readonly Step[]): JournalEntry[] {
  const play = new EnginePlay(settings).ticks(LEARNT_TICKS, { approved: 30, denied: 2 }, { issuer: "aurora" });
  const entries = [...play.entries];
  let at = play.at;
  for (const { kind, passedMs, records } of steps) {
    at += passedMs;
    const transactions: Transaction[] = records.map(({ status, count, agoMs, issuer }) => ({
      at: at - agoMs,
      status,
      count,
      dimensions: { issuer },
    }));
    if (kind === "burst") transactions.push({ at, status: "denied", count: 300, dimensions: { issuer: "aurora" } });
    if (kind === "clock") entries.push({ kind: "clock", at });
    else if (kind === "outcome") {
      entries.push({ kind: "delivery", at, outcome: { deliveryId: "1-1-ops", state: "delivered", detail: null } });
    } else if (kind === "configured") {
      entries.push({
        kind: "configured",
        at,
        settings: { ...settings, tickMs: passedMs % 2 === 0 ? TICK_MS : 20_000 },
      });
    } else entries.push({ kind: "transactions", at, records: Transactions.of(transactions), origin: "live" });
  }
  return entries;
}

const journal = fc.array(step, { maxLength: 25 }).map(journalOf);

function copyOf(entry: JournalEntry): JournalEntry {
  return entry.kind === "transactions" ? { ...entry, records: Transactions.of(entry.records) } : structuredClone(entry);
}

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
}

describe("the engine", () => {
  test("property: the same entries have the same effects and leave the same state, and are left as they were", () => {
    fc.assert(
      fc.property(journal, (entries) => {
        const one = new Engine();
        const other = new Engine();
        for (const entry of deepFrozen(entries)) expect(other.apply(copyOf(entry))).toEqual(one.apply(entry));
        expect(stateOf(other)).toEqual(stateOf(one));
      }),
      { numRuns: 40 },
    );
  });

  test("property: replaying the journal after a restart equals going on", async () => {
    await fc.assert(
      fc.asyncProperty(journal, fc.nat(), async (entries, place) => {
        const stop = place % (entries.length + 1);
        const kept = createMemoryJournal();
        const before = new Engine();
        for (const entry of entries.slice(0, stop)) {
          await kept.append([entry]);
          before.apply(entry);
        }
        const after = new Engine();
        for (const { entry } of kept.read()) after.apply(entry);
        expect(stateOf(after)).toEqual(stateOf(before));
        for (const entry of entries.slice(stop)) expect(after.apply(entry)).toEqual(before.apply(entry));
      }),
      { numRuns: 40 },
    );
  });

  test("property: what a caller was given does not change afterwards", () => {
    fc.assert(
      fc.property(journal, (entries) => {
        const engine = new Engine();
        const effects = entries.flatMap((entry) => engine.apply(entry).effects.map((effect) => deepFrozen(effect)));
        expect(effects.length).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  interface SplitBatch {
    records: Omit<Transaction, "at">[];
    cuts: number[];
  }

  /** The same batches, one a tick: whole, and cut into entries of the same clock. */
  function playedBothWays(batches: readonly SplitBatch[]): { whole: EnginePlay; split: EnginePlay } {
    const whole = new EnginePlay(settings).ticks(LEARNT_TICKS);
    const split = new EnginePlay(settings).ticks(LEARNT_TICKS);
    for (const { records: batch, cuts } of batches) {
      const at = whole.at + TICK_MS + 500;
      const records = batch.map((one) => ({ ...one, at: whole.at }));
      whole.give({ kind: "transactions", at, records: Transactions.of(records), origin: "live" });
      const places = [0, ...cuts.map((cut) => cut % (records.length + 1)), records.length].sort(
        (one, other) => one - other,
      );
      for (const [part, from] of places.slice(0, -1).entries()) {
        split.give({
          kind: "transactions",
          at,
          records: Transactions.of(records.slice(from, places[part + 1])),
          origin: "live",
        });
      }
      whole.at += TICK_MS;
      split.at += TICK_MS;
    }
    whole.quietTicks(2);
    split.quietTicks(2);
    return { whole, split };
  }

  const cuts = fc.array(fc.nat(), { maxLength: 6 });

  test("property: any split of a batch, volume first, into entries of the same clock gives the same incidents", () => {
    const rows = fc.tuple(fc.nat(60), fc.array(fc.nat(40), { maxLength: 4 }));
    const records = rows.map(([approved, denied]) => [
      { status: "approved", count: approved },
      ...denied.map((count) => ({ status: "denied", count })),
    ]);
    const batch = fc.record({ records, cuts });
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 12 }), (batches) => {
        const { whole, split } = playedBothWays(batches);
        const seen = ({ incidents }: EnginePlay) =>
          incidents.map(({ id, openedAt, state, members }) => ({
            id,
            openedAt,
            state,
            series: members.map(({ scope, status, startedAt }) => `${scope} ${status} ${startedAt}`).toSorted(),
          }));
        expect(seen(split)).toEqual(seen(whole));
      }),
      { numRuns: 60 },
    );
  });

  test("property: any split of a batch in any order into entries of the same clock counts the same", () => {
    const one = fc.record({
      status: fc.constantFrom("approved", "denied", "failed"),
      count: fc.nat(50),
      dimensions: fc.record({ issuer: fc.constantFrom("aurora", "borealis", "cirrus") }),
    });
    const batch = fc.record({ records: fc.array(one, { maxLength: 6 }), cuts });
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 8 }), (batches) => {
        const { whole, split } = playedBothWays(batches);
        const counted = ({ engine: { judging } }: EnginePlay) =>
          judging?.rollup.scopes.keys.map((scope, number) => {
            const history = judging.history(number);
            const ages = Array.from({ length: history?.length ?? 0 }, (_, age) => age);
            return [scope, ages.map((age) => judging.statuses.map((_, status) => history?.verdict(age, status).value))];
          });
        expect(counted(split)).toEqual(counted(whole));
        expect(split.engine.judging?.rollup.received).toBe(whole.engine.judging?.rollup.received);
        expect([split.late, whole.late]).toEqual([0, 0]);
      }),
      { numRuns: 60 },
    );
  });

  test("does nothing with transactions before it was configured", () => {
    const engine = new Engine();
    const records = recordsOf({ denied: 5 }, START);
    expect(
      engine.apply({ kind: "transactions", at: START, records: Transactions.of(records), origin: "live" }),
    ).toEqual({
      effects: [],
      late: 0,
      duplicates: 0,
      counted: new Transactions(),
      scopes: new Set(),
    });
    expect(engine.judging).toBeNull();
  });

  test("plans a message per channel for what is live, and none for history", () => {
    const channels = [channelLike("ops"), channelLike("night")];
    const told = new EnginePlay(settingsWith({ channels })).ticks(LEARNT_TICKS).ticks(2, { approved: 30, denied: 90 });
    expect(told.engine.deliveries.planned().map(({ channel, incidentId }) => [channel, incidentId])).toEqual([
      ["ops", "1"],
      ["night", "1"],
    ]);
    const learnt = new EnginePlay(settingsWith({ channels }));
    for (const entry of told.entries)
      learnt.give(entry.kind === "transactions" ? { ...entry, origin: "history" } : entry);
    expect(learnt.incidents).toHaveLength(1);
    expect(learnt.engine.deliveries.all()).toEqual([]);
  });

  test("carries the last ticks of the series in a message, oldest first, the open one as if it went on so", () => {
    const { engine } = new EnginePlay().ticks(LEARNT_TICKS).ticks(1, { approved: 30, denied: 90 }).ticks(1);
    const trail = engine.deliveries.all().at(-1)?.message.trail ?? [];
    expect(trail.length).toBeGreaterThan(5);
    expect(trail.slice(0, -1).every(({ value }) => value === 2)).toBe(true);
    expect(trail.at(-1)?.value).toBeGreaterThanOrEqual(90);
  });
});

describe("a change of the configuration", () => {
  const burning = () => new EnginePlay().ticks(LEARNT_TICKS).ticks(3, { approved: 30, denied: 90 });

  test("that changes what is judged ends the alarms and resolves the incidents, and says why", () => {
    const play = burning();
    expect(play.incidents).toMatchObject([{ state: "firing" }]);
    play.give({ kind: "configured", at: play.at, settings: settingsWith({ tickMs: 20_000 }) });
    expect(play.incidents[0]?.members.every(({ endedAt }) => endedAt === play.at)).toBe(true);
    expect(play.incidents[0]?.timeline.at(-1)?.text).toMatchInlineSnapshot(
      `"all traffic: denied is not watched as before: configuration changed"`,
    );
    play.ticks(30);
    expect(play.incidents).toMatchObject([{ state: "resolved" }]);
    expect(play.engine.judging?.tickMs).toBe(20_000);
  });

  test("resolves the incidents of a stream of the past too, in its own time", () => {
    const now = START + 30 * 86_400_000;
    const engine = new Engine();
    const give = (ticks: number, from: number, counts: Counts): void => {
      for (let tick = from; tick < from + ticks; tick++) {
        const records = recordsOf(counts, START + tick * TICK_MS);
        engine.apply({ kind: "transactions", at: now, records: Transactions.of(records), origin: "live" });
      }
    };
    engine.apply({ kind: "configured", at: now, settings: settingsWith() });
    give(LEARNT_TICKS, 0, STEADY);
    give(5, LEARNT_TICKS, { approved: 30, denied: 90 });
    expect(engine.incidents.firingCount).toBe(1);
    engine.apply({ kind: "configured", at: now, settings: settingsWith({ tickMs: 20_000 }) });
    give(30, LEARNT_TICKS + 5, STEADY);
    expect(engine.incidents.all()).toMatchObject([{ state: "resolved" }]);
  });

  test("that only concerns channels goes on learning and firing", () => {
    const play = burning();
    const { judging } = play.engine;
    play.give({
      kind: "configured",
      at: play.at,
      settings: settingsWith({ channels: [channelLike("new")] }),
    });
    expect(play.engine.judging).toBe(judging);
    expect(play.incidents).toMatchObject([{ state: "firing" }]);
  });
});

describe("a broad outage", () => {
  test("is told once per tick, as it is at last, and before its message", () => {
    const byIssuer = settingsWith({ monitors: [{ name: "all" }, { name: "issuers", by: "issuer" }] });
    const engine = new Engine();
    engine.apply({ kind: "configured", at: START, settings: byIssuer });
    const tick = (index: number, counts: Counts) => {
      const at = START + index * TICK_MS;
      const records = Array.from({ length: 20 }, (_, issuer) => recordsOf(counts, at, { issuer: `bank ${issuer}` }));
      return engine.apply({
        kind: "transactions",
        at: at + TICK_MS - 1000,
        records: Transactions.of(records.flat()),
        origin: "live",
      });
    };
    for (let index = 0; index < LEARNT_TICKS; index++) tick(index, STEADY);
    const { effects } = tick(LEARNT_TICKS, { approved: 30, denied: 60, failed: 50 });
    const told = effects.filter(({ kind }) => kind === "incident");
    expect(told).toEqual([{ kind: "incident", incident: engine.incidents.all()[0] }]);
    expect(engine.incidents.all()[0]?.members.length).toBeGreaterThan(20);
    expect(effects.findIndex(({ kind }) => kind === "delivery")).toBeGreaterThan(
      effects.findIndex(({ kind }) => kind === "incident"),
    );
  });
});

describe("a tick that nobody set", () => {
  const start = () => {
    const engine = new Engine();
    engine.apply({ kind: "configured", at: START, settings: settingsWith({ tickMs: "auto" }) });
    const give = (isTally: boolean, minute: number): number | undefined => {
      const at = START + minute * 60_000;
      const records = [{ at, status: "denied", count: 1, ...(isTally ? { isTally: true } : {}) }];
      engine.apply({ kind: "transactions", at: at + 61_000, records: Transactions.of(records), origin: "live" });
      return engine.judging?.tickMs;
    };
    return give;
  };

  test("is a minute for minute counts and ten seconds for single transactions", () => {
    expect(start()(true, 0)).toBe(60_000);
    expect(start()(false, 0)).toBe(10_000);
  });

  test("is not decided for good by a first record of the other kind, nor changed once judging has begun", () => {
    const give = start();
    expect([give(true, 0), give(false, 1)]).toEqual([60_000, 10_000]);
    for (let minute = 2; minute < 40; minute++) give(false, minute);
    expect(give(true, 40)).toBe(10_000);
  });
});

describe("coming back after a while", () => {
  test("takes the time away for unknown: neither silence nor a fall, and learning goes on", () => {
    const play = new EnginePlay().ticks(LEARNT_TICKS);
    const at = play.at + 10 * 60_000 + 3000;
    const { engine } = play;
    const before = engine.judging?.judge.ticksSeen(0) ?? 0;
    engine.apply({ kind: "resumed", at });
    engine.apply({ kind: "clock", at: at + 1000 });
    const tick = Math.floor(at / TICK_MS) * TICK_MS;
    for (let index = 1; index <= 5; index++) {
      const start = tick + index * TICK_MS;
      engine.apply({
        kind: "transactions",
        at: start + 9000,
        records: Transactions.of(recordsOf(STEADY, start)),
        origin: "live",
      });
    }
    engine.apply({ kind: "clock", at: tick + 7 * TICK_MS });
    expect(engine.incidents.all()).toEqual([]);
    const learnt = (engine.judging?.judge.ticksSeen(0) ?? 0) - before;
    expect(learnt).toBeGreaterThanOrEqual(5);
    expect(learnt).toBeLessThanOrEqual(7);
  });
});
