import { describe, expect, test } from "vitest";
import { Alarms } from "./alarm.ts";

const MINUTE = 60_000;
/** What a tick says of a series besides its flag. */
const NORMAL = { isFrozen: false, goesOn: false, y: 5 };
const FROZEN = { isFrozen: true, goesOn: false, y: 5 };
const GOES_ON = { isFrozen: true, goesOn: true, y: 5 };
const EMPTY = { ...FROZEN, y: 0 };

function alarmsOf(tickMinutes = 1): Alarms {
  const alarms = new Alarms(tickMinutes);
  alarms.grow(2);
  return alarms;
}

describe("Alarms", () => {
  test("a fall goes on while nothing comes at all, and ends a while after something has", () => {
    const alarms = alarmsOf();
    alarms.update(0, 0, "below", EMPTY);
    for (let minute = 1; minute <= 600; minute++) expect(alarms.update(0, minute * MINUTE, null, EMPTY)).toBeNull();
    expect(alarms.update(0, 601 * MINUTE, null, FROZEN)).toMatchObject({ kind: "ended", end: "quiet" });
  });

  test("a rise ends although nothing comes", () => {
    const alarms = alarmsOf();
    alarms.update(0, 0, "above", FROZEN);
    for (let minute = 1; minute <= 30; minute++) expect(alarms.update(0, minute * MINUTE, null, EMPTY)).toBeNull();
    expect(alarms.update(0, 31 * MINUTE, null, EMPTY)).toMatchObject({ kind: "ended", end: "quiet" });
  });

  test("begins with the first flagged tick, and is told once", () => {
    const alarms = alarmsOf();
    expect(alarms.update(0, 0, null, NORMAL)).toBeNull();
    expect(alarms.update(0, MINUTE, "above", FROZEN)).toEqual({
      kind: "started",
      series: 0,
      at: MINUTE,
      symptom: "above",
    });
    expect(alarms.update(0, 2 * MINUTE, "above", FROZEN)).toBeNull();
    expect(alarms.update(1, 2 * MINUTE, null, NORMAL)).toBeNull();
  });

  test("ends when the series is normal again", () => {
    const alarms = alarmsOf();
    alarms.update(0, 0, "below", FROZEN);
    expect(alarms.update(0, MINUTE, null, FROZEN)).toBeNull();
    expect(alarms.update(0, 2 * MINUTE, null, NORMAL)).toEqual({
      kind: "ended",
      series: 0,
      at: 2 * MINUTE,
      end: "recovered",
    });
    expect(alarms.update(0, 3 * MINUTE, null, NORMAL)).toBeNull();
  });

  test("ends after half an hour without a flag, though not proven normal; a flag within it goes on", () => {
    const alarms = alarmsOf();
    alarms.update(0, 0, "above", FROZEN);
    for (let minute = 1; minute <= 29; minute++) expect(alarms.update(0, minute * MINUTE, null, FROZEN)).toBeNull();
    expect(alarms.update(0, 30 * MINUTE, "above", FROZEN)).toBeNull();
    for (let minute = 31; minute <= 60; minute++) expect(alarms.update(0, minute * MINUTE, null, FROZEN)).toBeNull();
    expect(alarms.update(0, 61 * MINUTE, null, FROZEN)).toMatchObject({ kind: "ended", end: "quiet" });
  });

  test("goes on as long as what was told still holds, though it is no news", () => {
    const alarms = alarmsOf();
    alarms.update(0, 0, "above", GOES_ON);
    for (let minute = 1; minute <= 300; minute++) expect(alarms.update(0, minute * MINUTE, null, GOES_ON)).toBeNull();
    for (let minute = 301; minute <= 330; minute++) expect(alarms.update(0, minute * MINUTE, null, FROZEN)).toBeNull();
    expect(alarms.update(0, 331 * MINUTE, null, FROZEN)).toMatchObject({ kind: "ended", end: "quiet" });
    expect(alarms.update(0, 332 * MINUTE, null, GOES_ON)).toBeNull();
  });

  test("hourly ticks may leave one tick out", () => {
    const alarms = alarmsOf(60);
    alarms.update(0, 0, "above", FROZEN);
    expect(alarms.update(0, 60 * MINUTE, null, FROZEN)).toBeNull();
    expect(alarms.update(0, 120 * MINUTE, null, FROZEN)).toMatchObject({ end: "quiet" });
  });

  test("an open tick that is flagged begins the alarm, and its close does not begin it again", () => {
    const alarms = alarmsOf();
    expect(alarms.flagOpenTick(0, 0, "above")).toMatchObject({ kind: "started", at: 0 });
    expect(alarms.isOpenTickFlagged(0)).toBe(true);
    expect(alarms.update(0, 0, "above", FROZEN)).toBeNull();
    expect(alarms.isOpenTickFlagged(0)).toBe(false);
  });

  test("an earlier tick that closes meanwhile neither takes the flag of the open tick nor ends its alarm", () => {
    const alarms = alarmsOf();
    alarms.flagOpenTick(0, 5 * MINUTE, "above");
    for (let minute = 1; minute <= 4; minute++) expect(alarms.update(0, minute * MINUTE, null, NORMAL)).toBeNull();
    expect(alarms.wasFlaggedOpen(0, 4 * MINUTE)).toBe(false);
    expect(alarms.wasFlaggedOpen(0, 5 * MINUTE)).toBe(true);
    expect(alarms.update(0, 5 * MINUTE, "above", FROZEN)).toBeNull();
    expect(alarms.isOpenTickFlagged(0)).toBe(false);
    expect(alarms.update(0, 6 * MINUTE, null, NORMAL)).toMatchObject({ kind: "ended", end: "recovered" });
  });

  test("ending what is not open says nothing", () => {
    expect(alarmsOf().end(0, 0, "new normal")).toBeNull();
  });
});
