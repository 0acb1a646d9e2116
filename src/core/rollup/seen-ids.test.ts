import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../stats/random.ts";
import { SeenIds, type SeenIdsState } from "./seen-ids.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 2, 2, 12);

/** Tells the clock and adds; true when the id was new. */
function addAt(seen: SeenIds, at: number, id: string, kind = "approved"): boolean {
  seen.setClock(at);
  return seen.add(id, kind);
}

function ids(count: number, random: Random): string[] {
  return Array.from({ length: count }, () => random().toString(36).slice(2) + random().toString(36).slice(2));
}

describe("ids that were seen", () => {
  test("are known with their kind, and apart from any other", () => {
    const seen = new SeenIds();
    expect(addAt(seen, NOON, "t-1")).toBe(true);
    expect(addAt(seen, NOON, "t-1")).toBe(false);
    expect(addAt(seen, NOON, "t-1", "reversed")).toBe(true);
    expect(addAt(seen, NOON, "t-1", "reversed")).toBe(false);
    expect(addAt(seen, NOON, "t-1a", "pproved")).toBe(true);
    expect(addAt(seen, NOON, "t-2")).toBe(true);
    expect(addAt(seen, NOON, "")).toBe(true);
    expect(seen.size).toBe(5);
  });

  test("property: are known for 24 hours and forgotten after 25, whatever comes in between", () => {
    const steps = fc.array(fc.record({ passed: fc.integer({ min: 0, max: 5 * HOUR }), id: fc.nat(8) }));
    fc.assert(
      fc.property(fc.nat(HOUR), steps, (offset, some) => {
        const seen = new SeenIds();
        const countedAt = new Map<number, number>();
        let at = NOON + offset;
        for (const { passed, id } of some) {
          at += passed;
          const age = at - (countedAt.get(id) ?? -Infinity);
          const isNew = addAt(seen, at, String(id));
          if (age <= 24 * HOUR) expect(isNew).toBe(false);
          if (age >= 25 * HOUR) expect(isNew).toBe(true);
          if (isNew) countedAt.set(id, at);
        }
      }),
    );
  });

  test("property: are the same set as if each was compared with all, over many hours", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed);
        const seen = new SeenIds();
        const hourOf = new Map<string, number>();
        for (let hour = 0; hour < 60; hour++) {
          for (let i = 0; i < 300; i++) {
            const id = `t${Math.floor(random() * 8000)}`;
            const isKnown = hour - (hourOf.get(id) ?? -Infinity) <= 24;
            expect(addAt(seen, NOON + hour * HOUR, id)).toBe(!isKnown);
            if (!isKnown) hourOf.set(id, hour);
          }
        }
      }),
      { numRuns: 5 },
    );
  });

  test("are never taken for another: a million are all new, and all known afterwards", () => {
    const seen = new SeenIds();
    const random = createRandom(1);
    seen.setClock(NOON);
    let wrong = 0;
    for (let i = 0; i < 500_000; i++) if (!seen.add(`0f8fad5b-d9cb-469f-a165-${i}`, "approved")) wrong += 1;
    const others = ids(500_000, random);
    for (const id of others) if (!seen.add(id, "denied")) wrong += 1;
    expect([wrong, seen.size]).toEqual([0, 1_000_000]);
    for (const id of others) if (seen.add(id, "denied")) wrong += 1;
    expect([wrong, seen.size]).toEqual([0, 1_000_000]);
  });

  test("need a clock first", () => {
    expect(() => new SeenIds().add("t-1", "approved")).toThrow(RangeError);
    expect(new SeenIds().coveredFrom).toBe(null);
  });
});

describe("a clock that steps", () => {
  test.each([1, 5, 23])(
    "back by %i hours forgets nothing, and what comes meanwhile is known for a day of it",
    (hours) => {
      const seen = new SeenIds();
      addAt(seen, NOON, "before");
      const back = NOON - hours * HOUR;
      expect([addAt(seen, back, "before"), addAt(seen, back, "meanwhile")]).toEqual([false, true]);
      expect(addAt(seen, back + 24 * HOUR, "meanwhile")).toBe(false);
      expect(addAt(seen, NOON + 24 * HOUR, "before")).toBe(false);
      expect(addAt(seen, NOON + 25 * HOUR, "before")).toBe(true);
    },
  );

  test("back by years goes on from there, and what was known grows old as before", () => {
    const seen = new SeenIds();
    const then = NOON - 10_000 * HOUR;
    addAt(seen, NOON - 5 * HOUR, "five hours ago");
    addAt(seen, NOON, "now");
    expect(addAt(seen, then, "now")).toBe(false);
    expect(addAt(seen, then, "five hours ago")).toBe(false);
    expect(addAt(seen, then + 20 * HOUR, "five hours ago")).toBe(true);
    expect(addAt(seen, then + 20 * HOUR, "now")).toBe(false);
    expect(addAt(seen, then + 25 * HOUR, "now")).toBe(true);
  });

  test("far ahead forgets, and ids of long ago never come back", () => {
    const seen = new SeenIds();
    for (let step = 0; step < 600; step++) {
      const at = NOON + step * 26 * HOUR;
      expect(addAt(seen, at, "t-1")).toBe(true);
      expect(addAt(seen, at, `t-${step + 2}`)).toBe(true);
      expect(seen.size).toBe(2);
    }
  });
});

describe("too many ids", () => {
  test("are forgotten from the oldest on, within an hour too, and it is told", () => {
    const seen = new SeenIds(1000);
    for (let i = 0; i < 900; i++) addAt(seen, NOON, `early ${i}`);
    expect([seen.isShortened, seen.coveredFrom]).toEqual([false, NOON]);
    for (let i = 0; i < 200; i++) addAt(seen, NOON + 2 * HOUR, `late ${i}`);
    expect([seen.isShortened, seen.coveredFrom]).toEqual([true, NOON + HOUR]);
    expect(seen.size).toBeLessThanOrEqual(1000);
    expect(seen.size).toBeGreaterThan(700);
    for (let i = 0; i < 200; i++) expect(addAt(seen, NOON + 2 * HOUR, `late ${i}`)).toBe(false);
    expect(addAt(seen, NOON + 2 * HOUR, "early 899")).toBe(false);
    expect(addAt(seen, NOON + 2 * HOUR, "early 0")).toBe(true);
  });

  test("are not told of any more once the time that was lost is over", () => {
    const seen = new SeenIds(100);
    for (let i = 0; i < 150; i++) addAt(seen, NOON, `t-${i}`);
    seen.setClock(NOON + 24 * HOUR);
    expect(seen.isShortened).toBe(true);
    seen.setClock(NOON + 25 * HOUR);
    expect([seen.isShortened, seen.coveredFrom]).toEqual([false, NOON + HOUR]);
  });

  test("property: are never more than are allowed, however they come", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 300 }), (seed, most) => {
        const random = createRandom(seed);
        const seen = new SeenIds(most);
        let at = NOON;
        for (const id of ids(1000, random)) {
          if (random() < 0.05) at += 3 * HOUR * random();
          expect(addAt(seen, at, id)).toBe(true);
          if (most > 4) expect(seen.add(id, "approved")).toBe(false);
          expect(seen.size).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("do not fill the memory when a day has many generations", () => {
    const seen = new SeenIds(1000);
    const random = createRandom(3);
    for (let hour = 0; hour < 30; hour++) {
      for (const id of ids(5000, random)) expect(addAt(seen, NOON + hour * HOUR, id)).toBe(true);
    }
    const cells = seen.save().slots.reduce((sum, { length }) => sum + length, 0);
    expect(cells).toBeLessThan(256 * 64);
  });
});

describe("ids that are saved and loaded", () => {
  test("property: go on as if nothing had been", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 1500 }), (seed, savedAfter) => {
        const random = createRandom(seed);
        const whole = new SeenIds(700);
        let parts = new SeenIds(700);
        let at = NOON;
        for (let i = 0; i < 1500; i++) {
          if (random() < 0.02) at += Math.floor((random() - 0.2) * 8 * HOUR);
          if (i === savedAfter) {
            const state: SeenIdsState = structuredClone(parts.save());
            parts = new SeenIds(700);
            parts.load(state);
          }
          const id = `t${Math.floor(random() * 500)}`;
          expect(addAt(parts, at, id)).toBe(addAt(whole, at, id));
          expect([parts.size, parts.isShortened, parts.coveredFrom]).toEqual([
            whole.size,
            whole.isShortened,
            whole.coveredFrom,
          ]);
        }
        expect(parts.save()).toEqual(whole.save());
      }),
      { numRuns: 20 },
    );
  });

  test("do not change what they were loaded from, nor with what was saved", () => {
    const one = new SeenIds();
    addAt(one, NOON, "t-1");
    const state = one.save();
    const copy = structuredClone(state);
    const other = new SeenIds();
    other.load(state);
    addAt(other, NOON + HOUR, "t-2");
    addAt(one, NOON + HOUR, "t-3");
    expect(state).toEqual(copy);
    expect([addAt(one, NOON, "t-2"), addAt(other, NOON, "t-3")]).toEqual([true, true]);
  });
});
