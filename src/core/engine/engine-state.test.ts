import { deserialize, serialize } from "node:v8";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { stateOf } from "../../../test/support/engine-play.ts";
import { eventfulJournal } from "../../../test/support/engine-stream.ts";
import { privateDifferences, PrivateFields } from "../../../test/support/private-fields.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import { createRandom } from "../stats/random.ts";
import { Engine } from "./engine.ts";
import type { EngineState } from "./engine-state.ts";

/**
 * What is not saved. Room to work in is written anew before it is read again; of settings that do not decide what is judged, older ones
 * may be kept.
 */
const NOT_STATE = new RegExp(
  [
    // The judge has tests of its own; its state is compared as it is saved.
    String.raw`\.judging\.judge`,
    String.raw`\.judging\.#touched`,
    String.raw`\.rollup\.#touched`,
    // Looked up by key only: its order is nobody's business.
    String.raw`\.incidents\.#ongoing`,
    String.raw`\.seenIds\.#hash`,
    String.raw`\.#answers\.#(output|scopes)`,
    String.raw`\.judging\.#settings\.channels`,
    String.raw`\.alarmCount\.#tallies\.\d+\.monitor\.(rules|alertBy)`,
  ]
    .map((path) => `${path}$`)
    .join("|"),
);

const NOTHING = /(?!)/;

const WAYS: readonly ((state: EngineState) => EngineState)[] = [
  structuredClone,
  (state) => deserialize(serialize(state)) as EngineState,
  (state) => state,
];

function throughWay(state: EngineState, way: number): EngineState {
  return WAYS[way % WAYS.length]?.(state) ?? state;
}

function journalOf(seed: number, ticks: number, tickMs: number | "auto"): JournalEntry[] {
  return eventfulJournal({ ticks, tickMs, random: createRandom(seed) });
}

const tickLength = fc.constantFrom("auto" as const, 10_000, 60_000);

describe("an engine that is saved and loaded", () => {
  const fields = new PrivateFields();
  afterAll(() => fields.close());

  function differences(one: Engine, other: Engine): string[] {
    return [
      ...privateDifferences(fields, one, other, NOT_STATE),
      ...privateDifferences(fields, one.save(), other.save(), NOTHING, "saved"),
    ];
  }

  test("property: an engine that was saved and loaded anywhere says what one says that never stopped", () => {
    const places = fc.array(fc.integer({ min: 0, max: 450 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(), tickLength, places, fc.nat(2), (seed, tickMs, cuts, way) => {
        const whole = new Engine();
        let parts = new Engine();
        for (const [index, entry] of journalOf(seed, 120, tickMs).entries()) {
          if (cuts.includes(index)) {
            parts = Engine.load(throughWay(parts.save(), way));
            expect(differences(whole, parts)).toEqual([]);
          }
          expect(parts.apply(entry)).toEqual(whole.apply(entry));
        }
        expect(stateOf(parts)).toEqual(stateOf(whole));
        expect(differences(whole, parts)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  }, 30_000);

  test.each([10_000, 60_000])(
    "does so too when that happens again and again, at ticks of %i ms",
    (tickMs) => {
      const grounds = new Set<string>();
      for (const seed of [2, 3, 9]) {
        const whole = new Engine();
        let parts = new Engine();
        for (const [index, entry] of journalOf(seed, 200, tickMs).entries()) {
          if (index % 15 === 0) {
            parts = Engine.load(throughWay(parts.save(), index / 15));
            expect(differences(whole, parts)).toEqual([]);
          }
          const applied = whole.apply(entry);
          expect(parts.apply(entry)).toEqual(applied);
          for (const effect of applied.effects) {
            if (effect.kind !== "incident") continue;
            for (const { symptom, by } of effect.incident.members) grounds.add(`${symptom} by ${by}`);
          }
        }
        expect(differences(whole, parts)).toEqual([]);
      }
      // Silence by score; rises and falls by score, by rule and by both.
      expect(grounds.size).toBe(7);
    },
    60_000,
  );

  test("what it saved does not change with it, and it does not change with what was loaded from", () => {
    const entries = journalOf(4, 120, 60_000);
    const engine = new Engine();
    for (const entry of entries.slice(0, 250)) engine.apply(entry);
    const state = engine.save();
    const copy = structuredClone(state);
    const loaded = Engine.load(state);
    for (const entry of entries.slice(250)) expect(loaded.apply(entry)).toEqual(engine.apply(entry));
    expect(state).toEqual(copy);
  });

  test("may be saved before anything is configured, and before the first transaction", () => {
    const entries = journalOf(4, 40, "auto");
    const whole = new Engine();
    let parts = Engine.load(structuredClone(new Engine().save()));
    for (const entry of entries) {
      expect(parts.apply(entry)).toEqual(whole.apply(entry));
      if (entry.kind === "configured") parts = Engine.load(structuredClone(parts.save()));
    }
    expect(stateOf(parts)).toEqual(stateOf(whole));
  });
});

describe("a state that cannot be gone on from", () => {
  test("is refused when it is of another version, before anything else of it is read", () => {
    expect(() => Engine.load({ ...new Engine().save(), version: 99 })).toThrow(
      new RangeError("state of the engine: expected version 4, got 99: replay the journal from its beginning"),
    );
    expect(() => Engine.load({ version: 0 } as EngineState)).toThrow(RangeError);
  });

  test("is refused when the judge in it is of another version", () => {
    const engine = new Engine();
    for (const entry of journalOf(4, 40, 10_000)) engine.apply(entry);
    const { judging, ...rest } = engine.save();
    if (judging === null) throw new Error("nothing was judged");
    const state = { ...rest, judging: { ...judging, judge: { ...judging.judge, version: 99 } } };
    expect(() => Engine.load(state)).toThrow("state of the judge: expected version 2, got 99");
  });
});
