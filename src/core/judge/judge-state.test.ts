import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Direction } from "../model/status.ts";
import { createRandom, poissonDraw, type Random } from "../stats/random.ts";
import type { AlarmChange } from "./alarm.ts";
import { Judge } from "./judge.ts";
import type { LocalTime } from "./local-clock.ts";
import { bytesOfState, type JudgeState, stateOfBytes } from "./judge-state.ts";

const MINUTE = 60_000;
const DAY = 1440;
/** A Monday, shortly before midnight: short ticks see a day end too. */
const START_MINUTE = DAY - 10;
const DIRECTIONS: readonly Direction[] = ["below", "above", "both"];
const SHARES = [0.8, 0.15, 0.05];
/** Mean counts a tick: busy, sparse, and failures alone. */
const SCOPES: readonly (readonly number[])[] = [
  SHARES.map((share) => 60 * share),
  SHARES.map((share) => share),
  [0, 3, 0],
];

interface Tick {
  at: number;
  local: LocalTime;
  counts: Float64Array | null;
  /** Ticks before this one that were passed over. */
  skipped: number;
  /** What the open tick shows of the first scope's second status. */
  open: number;
}

/** Chance traffic with faults, missing ticks, unknown counts and pauses. */
function trafficOf(tickMs: number, length: number, random: Random): Tick[] {
  const minutes = tickMs / MINUTE;
  let minute = START_MINUTE;
  let fault = 1;
  return Array.from({ length }, () => {
    if (random() < 0.05) fault = random() < 0.6 ? 1 : [0, 0.3, 3, 20][Math.floor(4 * random())]!;
    const skipped = random() < 0.02 ? Math.ceil(200 * random()) : 0;
    minute += (1 + skipped) * minutes;
    const counts = SCOPES.flatMap((means) =>
      means.map((mean, status) => poissonDraw(mean * (status === 1 ? fault : 1), random)),
    );
    if (random() < 0.03) counts[Math.floor(counts.length * random())] = Number.NaN;
    const day = Math.floor(minute / DAY);
    return {
      at: minute * MINUTE,
      local: { minuteOfDay: minute - day * DAY, weekday: (1 + day) % 7 },
      counts: random() < 0.03 ? null : Float64Array.from(counts),
      skipped,
      open: poissonDraw(9 * fault, random),
    };
  });
}

function judgeOf(tickMs: number, scopes = 0, directions = DIRECTIONS): Judge {
  const judge = new Judge({ tickMs, directions });
  for (let scope = 0; scope < scopes; scope++) addScope(judge);
  return judge;
}

function addScope(judge: Judge): void {
  const scope = judge.addScope();
  for (let status = 0; status < judge.statuses; status++) judge.setThreshold(scope, status, 300, status !== 2);
}

/** All that a judge says of some ticks; its last scope begins at the tick `lastScopeAt`. */
function lived(judge: Judge, ticks: readonly Tick[], lastScopeAt = Infinity): unknown[] {
  const said: unknown[] = [];
  for (const { at, local, counts, skipped, open } of ticks) {
    if (at >= lastScopeAt && judge.scopes < SCOPES.length) addScope(judge);
    if (skipped > 0) judge.skip(skipped);
    const series = judge.scopes * judge.statuses;
    const opened = judge.peekOpenTick(1, at, open, 3 * open + 10, 0.5);
    const changes: AlarmChange[] = judge.closeTick(at, local, counts === null ? null : counts.slice(0, series));
    const output = Object.values(judge.output).map((column) => [...column.subarray(0, series)]);
    const scopes = Array.from({ length: judge.scopes }, (_, scope) => [
      judge.silence(scope),
      judge.expectedTotal(scope),
      judge.ticksSeen(scope),
    ]);
    said.push({ opened, changes, output, scopes });
  }
  return said;
}

function throughBytes(judge: Judge): Judge {
  return Judge.load(stateOfBytes(bytesOfState(judge.save())));
}

/** Names of the columns in which two states differ, in any bit. */
function differences(one: JudgeState, other: JudgeState): string[] {
  const parts = Object.entries(one.columns);
  return parts.flatMap(([part, columns]) =>
    Object.entries(columns).flatMap(([name, column]) => {
      const twin = other.columns[part]?.[name];
      return twin !== undefined && isSame(column, twin) ? [] : [`${part}.${name}`];
    }),
  );
}

function isSame(one: Float32Array | Float64Array, other: Float32Array | Float64Array): boolean {
  return one.length === other.length && one.every((cell, index) => Object.is(cell, other[index]));
}

const tickLength = fc.constantFrom(10_000, MINUTE, 3_600_000);

describe("a judge that is saved and loaded", () => {
  test("property: goes on as if it had never stopped, bit for bit, at any tick, with scopes that come before or after", () => {
    const place = fc.integer({ min: 0, max: 150 });
    fc.assert(
      fc.property(tickLength, fc.nat(), place, place, (tickMs, seed, savedAfter, newScopeAt) => {
        const ticks = trafficOf(tickMs, 150, createRandom(seed));
        const lastScopeAt = ticks[newScopeAt]?.at;
        const whole = judgeOf(tickMs, 2);
        const said = lived(whole, ticks, lastScopeAt);
        const before = judgeOf(tickMs, 2);
        lived(before, ticks.slice(0, savedAfter), lastScopeAt);
        const after = throughBytes(before);
        expect(lived(after, ticks.slice(savedAfter), lastScopeAt)).toEqual(said.slice(savedAfter));
        expect(differences(after.save(), whole.save())).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [10_000, 2000],
    [MINUTE, 2 * DAY],
    [3_600_000, 24 * 30],
  ])("does so too after long training at ticks of %i ms, in alarms and out of them", (tickMs, length) => {
    const ticks = trafficOf(tickMs, length, createRandom(tickMs));
    const whole = judgeOf(tickMs, 3);
    let parts = judgeOf(tickMs, 3);
    let alarms = 0;
    for (let from = 0; from < length; from += 97) {
      const some = ticks.slice(from, from + 97);
      const said = lived(whole, some);
      expect(lived(parts, some)).toEqual(said);
      parts = throughBytes(parts);
      alarms += JSON.stringify(said).split('"started"').length - 1;
    }
    expect(alarms).toBeGreaterThan(5);
    expect(differences(parts.save(), whole.save())).toEqual([]);
  });

  test("goes on in the middle of an alarm that was raised in the open tick", () => {
    const ticks = trafficOf(MINUTE, 200, createRandom(1));
    const [one, other] = [judgeOf(MINUTE, 2), judgeOf(MINUTE, 2)];
    for (const judge of [one, other]) lived(judge, ticks);
    const at = (ticks.at(-1)?.at ?? 0) + MINUTE;
    for (const judge of [one, other])
      expect(judge.peekOpenTick(1, at, 500, 550, 0.5)).toMatchObject({ kind: "started" });
    const loaded = throughBytes(other);
    expect(loaded.isOpenTickFlagged(1)).toBe(true);
    const next = {
      at,
      local: { minuteOfDay: 5, weekday: 3 },
      counts: new Float64Array([50, 9, 3, 1, 0, 0]),
      skipped: 0,
      open: 0,
    };
    expect(lived(loaded, [next])).toEqual(lived(one, [next]));
  });

  test("what it saved does not change with it, and it does not change with what was loaded from", () => {
    const ticks = trafficOf(MINUTE, 80, createRandom(5));
    const judge = judgeOf(MINUTE, 2);
    lived(judge, ticks.slice(0, 40));
    const state = judge.save();
    const bytes = bytesOfState(state);
    const loaded = Judge.load(state);
    lived(judge, ticks.slice(40));
    lived(loaded, ticks.slice(40));
    expect(bytesOfState(state)).toEqual(bytes);
  });

  test("may be saved before its first scope and before its first tick", () => {
    const ticks = trafficOf(MINUTE, 50, createRandom(6));
    for (const scopes of [0, 2]) {
      const loaded = throughBytes(judgeOf(MINUTE, scopes));
      while (loaded.scopes < 2) addScope(loaded);
      expect(lived(loaded, ticks)).toEqual(lived(judgeOf(MINUTE, 2), ticks));
    }
  });
});

describe("a state that cannot be gone on from", () => {
  const trained = (): JudgeState => {
    const judge = judgeOf(MINUTE, 2);
    lived(judge, trafficOf(MINUTE, 40, createRandom(2)));
    return judge.save();
  };

  test("is refused when it is of another version, before anything else of it is read", () => {
    expect(() => Judge.load({ ...trained(), version: 99 })).toThrow(
      new RangeError("state of the judge: expected version 2, got 99: learn anew"),
    );
    expect(() => Judge.load({ version: 0 } as JudgeState)).toThrow(RangeError);
  });

  test("is refused when a column is missing or has another length, and says which", () => {
    const state = trained();
    const { pace: _, ...rest } = state.columns["share"] ?? {};
    expect(() => Judge.load({ ...state, columns: { ...state.columns, share: rest } })).toThrow(
      new RangeError("state of the judge: expected 6 cells of 8 bytes in share.pace, got no such column: learn anew"),
    );
    const short = { ...rest, pace: new Float64Array(5) };
    expect(() => Judge.load({ ...state, columns: { ...state.columns, share: short } })).toThrow(
      new RangeError("state of the judge: expected 6 cells of 8 bytes in share.pace, got 5 of 8: learn anew"),
    );
    expect(() => Judge.load({ ...state, tickMs: 3_600_000 })).toThrow(RangeError);
  });

  test("is refused when bytes are missing or are something else", () => {
    const bytes = bytesOfState(trained());
    for (const length of [0, 3, 8, 100, bytes.length - 8]) {
      expect(() => stateOfBytes(bytes.subarray(0, length))).toThrow(RangeError);
    }
    expect(() => stateOfBytes(new TextEncoder().encode("nothing of the kind, though long enough"))).toThrow(RangeError);
  });
});

describe("the bytes of a state", () => {
  test("property: give back every bit, whatever lies before them", () => {
    const cell = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -0));
    const column = fc.oneof(
      fc.array(cell, { maxLength: 9 }).map((cells) => Float64Array.from(cells)),
      fc.array(cell, { maxLength: 9 }).map((cells) => Float32Array.from(cells)),
    );
    const columns = fc.dictionary(fc.constantFrom("one", "two"), fc.dictionary(fc.constantFrom("a", "b", "c"), column));
    fc.assert(
      fc.property(columns, fc.nat(7), (some, before) => {
        const plain = Object.fromEntries(Object.entries(some).map(([part, byName]) => [part, { ...byName }]));
        const state: JudgeState = { ...judgeOf(MINUTE).save(), columns: plain };
        const bytes = bytesOfState(state);
        const shifted = new Uint8Array(before + bytes.length);
        shifted.set(bytes, before);
        const told = stateOfBytes(shifted.subarray(before));
        expect({ ...told, columns: {} }).toEqual({ ...state, columns: {} });
        expect(differences(state, told)).toEqual([]);
      }),
    );
  });

  /** Bytes a series of many scopes that each bring these counts. */
  function bytesPerSeries(directions: readonly Direction[], counts: readonly number[]): number {
    const scopes = 200;
    const judge = judgeOf(MINUTE, scopes, directions);
    const all = Float64Array.from(
      { length: scopes * directions.length },
      (_, series) => counts[series % counts.length]!,
    );
    for (let minute = 0; minute < 40; minute++) {
      judge.closeTick(minute * MINUTE, { minuteOfDay: minute, weekday: 1 }, all);
    }
    return bytesOfState(judge.save()).length / (scopes * directions.length);
  }

  const SEVEN: readonly Direction[] = ["below", "above", "above", "above", "above", "both", "above"];

  test.each([
    ["seven statuses", SEVEN, [50, 5, 1, 1, 0, 0, 1], 1024],
    ["seven statuses of which a scope has one", SEVEN, [0, 3, 0, 0, 0, 0, 0], 1152],
    ["three statuses", ["below", "above", "above"], [50, 5, 1], 1280],
    ["three statuses with a day of their own each", ["below", "below", "both"], [50, 5, 1], 2048],
    ["one status", ["below"], [50], 2720],
  ] as const)("of scopes with %s are few", (_, directions, counts, most) => {
    expect(bytesPerSeries(directions, counts)).toBeLessThan(most);
  });
});
