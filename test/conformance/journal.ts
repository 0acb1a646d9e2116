import { defaultIncidentSettings } from "../../src/core/model/engine-settings.ts";
import { channelLike } from "../support/examples.ts";
import * as fc from "fast-check";
import { Check } from "typebox/value";
import { afterEach, describe, expect, test } from "vitest";
import { JournalEntry } from "../../src/core/model/journal-entry.ts";
import { defaultMonitors } from "../../src/core/model/monitor.ts";
import { defaultStatuses } from "../../src/core/model/status.ts";
import type { Transaction } from "../../src/core/model/transaction.ts";
import { Transactions } from "../../src/core/model/transactions.ts";
import type { Journal } from "../../src/server/journal/journal.ts";
import { entriesOf } from "../support/entries-of.ts";

export interface JournalPlace {
  /** Opens the journal that is kept here; after `close`, the same one again. */
  open(): Journal;
  /** Takes away whatever is left. */
  remove(): void;
}

const AT = Date.UTC(2026, 2, 2, 12, 0, 0, 123);

const entryOfEveryKind: readonly JournalEntry[] = [
  {
    kind: "configured",
    at: AT,
    settings: {
      tickMs: "auto",
      timeZone: "America/Sao_Paulo",
      statuses: [...defaultStatuses],
      monitors: [
        ...defaultMonitors,
        { name: "issuers", by: "issuer", statuses: ["denied"], budget: "0.5/day", limit: 20 },
      ],
      channels: [channelLike("teams", { backup: { channel: "mail", afterMs: 300_000 } })],
      routes: [{ name: "everything", channels: ["teams"], match: ["status=denied"], remind: "1h" }],
      maintenance: [],
      incidents: defaultIncidentSettings,
    },
  },
  { kind: "clock", at: AT + 1 },
  { kind: "resumed", at: AT + 1 },
  {
    kind: "transactions",
    at: AT + 2,
    origin: "live",
    records: Transactions.of([
      { at: AT, status: "denied", count: 1 },
      { at: AT - 60_000, status: "approved", count: 0, isTally: true },
      {
        at: AT,
        status: "reversed",
        count: 999_999_999,
        amountMinor: 9_007_199_254_740_991,
        id: 'Ünïcode, "quotes"\nand a line 🜁',
        dimensions: { issuer: "aurora", mcc: "0742", merchant: "" },
      },
      { at: 0, status: "failed", count: 2_147_483_648, amountMinor: -4_294_967_297 },
    ]),
  },
  { kind: "transactions", at: AT + 3, origin: "history", records: new Transactions() },
  {
    kind: "acted",
    at: AT + 3,
    by: "Ana",
    via: "api",
    action: { do: "note", incidentId: "1", text: "the acquirer knows" },
  },
  { kind: "acted", at: AT + 3, by: null, via: "cli", action: { do: "mark", incidentId: "1", as: null } },
  { kind: "troubled", at: AT + 3, part: "journal", text: "the disk is full", isOver: false },
  { kind: "delivery", at: AT + 4, outcome: { deliveryId: "1-1-teams", state: "planned", detail: "answered 503" } },
  { kind: "delivery", at: AT + 5, outcome: { deliveryId: "1-1-teams", state: "delivered", detail: null } },
];

const transaction: fc.Arbitrary<Transaction> = fc.record(
  {
    at: fc.integer({ min: 0, max: 4e12 }),
    status: fc.constantFrom("approved", "denied", "failed"),
    count: fc.nat(),
    isTally: fc.constant(true),
    amountMinor: fc.maxSafeInteger(),
    id: fc.string({ unit: "grapheme", minLength: 1 }),
    dimensions: fc.dictionary(fc.constantFrom("issuer", "brand", "mcc"), fc.string({ unit: "grapheme" }), {
      noNullPrototype: true,
    }),
  },
  { requiredKeys: ["at", "status", "count"] },
);

const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({ kind: fc.constant("clock" as const), at: fc.nat(4e12) }),
  fc.record({
    kind: fc.constant("transactions" as const),
    at: fc.nat(4e12),
    origin: fc.constantFrom("live" as const, "history" as const),
    records: fc.array(transaction, { maxLength: 5 }).map((records) => Transactions.of(records)),
  }),
);

function clockMarks(from: number, to: number): JournalEntry[] {
  return Array.from({ length: to - from }, (_, index) => ({ kind: "clock", at: from + index }));
}

/** What every journal promises. `isDurable`: what was acknowledged is there after it was opened anew. */
export function describeJournal(
  technology: string,
  create: () => JournalPlace,
  { isDurable }: { isDurable: boolean },
): void {
  describe(`the ${technology} journal`, () => {
    const used: { place: JournalPlace; journals: Journal[] }[] = [];
    const openNew = () => {
      const place = create();
      const one = { place, journals: [] as Journal[] };
      used.push(one);
      return () => {
        const journal = place.open();
        one.journals.push(journal);
        return journal;
      };
    };
    afterEach(async () => {
      for (const { place, journals } of used.splice(0)) {
        await journals.at(-1)?.close();
        place.remove();
      }
    });

    test("begins empty", () => {
      const journal = openNew()();
      expect(entriesOf(journal)).toEqual([]);
      expect(journal.next).toBe(0);
    });

    test("gives entries of every kind back as they were", async () => {
      const journal = openNew()();
      await journal.append(entryOfEveryKind);
      expect(entriesOf(journal)).toEqual(entryOfEveryKind);
      for (const kept of entriesOf(journal)) expect(Check(JournalEntry, kept)).toBe(true);
    });

    test("has an example of every kind that the model knows", () => {
      const kinds = JournalEntry.anyOf.map(({ properties }) => properties.kind.const);
      expect([...new Set(entryOfEveryKind.map(({ kind }) => kind))].toSorted()).toEqual(kinds.toSorted());
    });

    test("property: whatever is appended, in whatever groups, is read in that order", async () => {
      const journal = openNew()();
      const all: JournalEntry[] = [];
      await fc.assert(
        fc.asyncProperty(fc.array(entry, { maxLength: 6 }), async (group) => {
          await journal.append(group);
          all.push(...group);
          expect(journal.next).toBe(all.length);
        }),
        { numRuns: 30 },
      );
      expect(entriesOf(journal)).toEqual(all);
    });

    test("takes an empty group without a trace", async () => {
      const journal = openNew()();
      await journal.append([]);
      expect(journal.next).toBe(0);
      expect(entriesOf(journal)).toEqual([]);
    });

    test("holds many entries in their order", async () => {
      const journal = openNew()();
      const MANY = 20_000;
      const GROUP = 2000;
      for (let from = 0; from < MANY; from += GROUP) await journal.append(clockMarks(from, from + GROUP));
      expect(journal.next).toBe(MANY);
      let position = 0;
      for (const kept of entriesOf(journal)) if (kept.at === position) position++;
      expect(position).toBe(MANY);
    });

    test("can be read twice, and while it grows", async () => {
      const journal = openNew()();
      await journal.append(clockMarks(0, 3));
      const before = journal.read();
      expect(entriesOf(journal)).toHaveLength(3);
      await journal.append(clockMarks(3, 5));
      expect(Array.from(before, (placed) => placed.entry).slice(0, 3)).toEqual(clockMarks(0, 3));
      expect(entriesOf(journal)).toEqual(clockMarks(0, 5));
    });

    test("takes nothing after it was closed", async () => {
      const open = openNew();
      const journal = open();
      await journal.append(clockMarks(0, 1));
      await journal.close();
      await expect(Promise.resolve().then(() => journal.append(clockMarks(1, 2)))).rejects.toThrow(/./);
      open();
    });

    test("numbers entries in their order, and reads on from any of them", async () => {
      const journal = openNew()();
      await journal.append(clockMarks(0, 3));
      await journal.append(clockMarks(3, 10));
      expect([...journal.read(7)]).toEqual(
        clockMarks(7, 10).map((mark, index) => ({ position: 7 + index, entry: mark })),
      );
      expect([...journal.read(10)]).toEqual([]);
      expect([journal.first, journal.next]).toEqual([0, 10]);
    });

    test("keeps the last two snapshots, newest first", async () => {
      const journal = openNew()();
      await journal.append(clockMarks(0, 9));
      expect([...journal.snapshots()]).toEqual([]);
      for (const position of [2, 5, 9]) {
        await journal.saveSnapshot({ position, state: Uint8Array.of(position, 0, 255) });
      }
      const kept = Array.from(journal.snapshots(), ({ position, state }) => [position, ...state]);
      expect(kept).toEqual([
        [9, 9, 0, 255],
        [5, 5, 0, 255],
      ]);
    });

    test("takes appends that do not wait for each other in their order", async () => {
      const journal = openNew()();
      await Promise.all([0, 1, 2, 3].map((at) => journal.append(clockMarks(at * 2, at * 2 + 2))));
      expect(entriesOf(journal)).toEqual(clockMarks(0, 8));
    });

    test("gives up only what neither a snapshot nor anything else needs", async () => {
      const journal = openNew()();
      for (let at = 0; at < 40; at++) await journal.append(clockMarks(at, at + 1));
      await journal.saveSnapshot({ position: 38, state: Uint8Array.of(1) });
      expect(await journal.trim({ before: 25, keepSince: Infinity, bytes: 0 })).toBe(0);
      await journal.saveSnapshot({ position: 39, state: Uint8Array.of(2) });
      await journal.trim({ before: 25, keepSince: Infinity, bytes: 0 });
      expect(journal.first).toBeLessThanOrEqual(25);
      expect(journal.next).toBe(40);
      expect(entriesOf(journal)).toEqual(clockMarks(journal.first, 40));
      expect(Array.from(journal.read(30), ({ position }) => position)[0]).toBe(30);
    });

    if (!isDurable) return;

    test("goes on with the same positions after it was trimmed and opened anew", async () => {
      const open = openNew();
      const first = open();
      for (let at = 0; at < 40; at++) await first.append(clockMarks(at, at + 1));
      await first.saveSnapshot({ position: 30, state: Uint8Array.of(1) });
      await first.saveSnapshot({ position: 35, state: Uint8Array.of(2) });
      const removed = await first.trim({ before: Infinity, keepSince: Infinity, bytes: 0 });
      expect(removed).toBeGreaterThan(0);
      await first.close();
      const second = open();
      expect([second.first, second.next]).toEqual([removed, 40]);
      expect(Array.from(second.snapshots(), ({ position }) => position)).toEqual([35, 30]);
      await second.append(clockMarks(40, 41));
      expect(entriesOf(second)).toEqual(clockMarks(removed, 41));
    });

    test("has everything that was acknowledged after it was opened anew, and goes on behind it", async () => {
      const open = openNew();
      const first = open();
      await first.append(entryOfEveryKind);
      await first.close();
      const second = open();
      expect(entriesOf(second)).toEqual(entryOfEveryKind);
      await second.append(clockMarks(10, 12));
      await second.close();
      const third = open();
      expect(third.next).toBe(entryOfEveryKind.length + 2);
      expect(entriesOf(third)).toEqual([...entryOfEveryKind, ...clockMarks(10, 12)]);
    });

    test("keeps a group whole or not at all", async () => {
      const journal = openNew()();
      await journal.append(clockMarks(0, 2));
      const broken = {
        kind: "clock",
        at: {
          toJSON: fail,
          toString: fail,
          get now(): number {
            return fail();
          },
        },
      };
      const group = [...clockMarks(2, 4), broken as unknown as JournalEntry, ...clockMarks(5, 7)];
      await expect(Promise.resolve().then(() => journal.append(group))).rejects.toThrow(
        "the journal cannot encode the entries",
      );
      expect(entriesOf(journal)).toEqual(clockMarks(0, 2));
      await journal.append(clockMarks(2, 3));
      expect(entriesOf(journal)).toEqual(clockMarks(0, 3));
      expect(journal.next).toBe(3);
    });
  });
}

function fail(): never {
  throw new Error("cannot be written");
}
