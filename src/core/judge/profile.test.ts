import { describe, expect, test } from "vitest";
import { Profiles } from "./profile.ts";

const DAY = 1440;

function profilesOf(tickMinutes = 1): Profiles {
  const profiles = new Profiles(tickMinutes);
  profiles.grow(1);
  return profiles;
}

function learnDays(profiles: Profiles, days: number, rate: (minute: number) => number): void {
  for (let minute = 0; minute < days * DAY; minute++) {
    const position = profiles.position(minute % DAY);
    profiles.refresh(0, position);
    profiles.learn(0, position, rate(minute % DAY), 1, 1);
  }
}

function valueAt(profiles: Profiles, minute: number): number {
  const position = profiles.position(minute);
  profiles.refresh(0, position);
  return profiles.value(0, position);
}

describe("Profiles", () => {
  test("a position lies between the centres of two bins, also around midnight", () => {
    const profiles = profilesOf();
    expect(profiles.bins).toBe(96);
    expect(profiles.position(7)).toEqual({ index: 0, fraction: expect.closeTo(0, 9), bin: 0 });
    expect(profiles.position(0)).toEqual({ index: 95, fraction: expect.closeTo(0.5 + 0.5 / 15, 9), bin: 0 });
    expect(profiles.position(1439)).toEqual({ index: 95, fraction: expect.closeTo(0.4667, 3), bin: 95 });
  });

  test("learns the shape of a day within a few visits", () => {
    const profiles = profilesOf();
    const shape = (minute: number): number => 100 * Math.exp(1.2 * Math.sin((2 * Math.PI * minute) / DAY));
    learnDays(profiles, 4, shape);
    for (let minute = 0; minute < DAY; minute += 37) {
      expect(valueAt(profiles, minute) / shape(minute)).toBeCloseTo(1, 1);
    }
  });

  test("does not overestimate an exponential ramp", () => {
    const profiles = profilesOf();
    const shape = (minute: number): number => 2 * Math.exp(Math.min(minute, DAY - minute) / 120);
    learnDays(profiles, 3, shape);
    for (const minute of [240, 300, 360, 420, 480]) {
      expect(Math.abs(valueAt(profiles, minute) / shape(minute) - 1)).toBeLessThan(0.02);
    }
  });

  test("novelty is 1 for a time of day never seen and falls with every visit", () => {
    const profiles = profilesOf();
    valueAt(profiles, 600);
    expect(profiles.novelty(0)).toBe(1);
    const seen: number[] = [];
    for (let day = 1; day <= 3; day++) {
      learnDays(profiles, 1, () => 10);
      valueAt(profiles, 600);
      seen.push(profiles.novelty(0));
    }
    expect(seen[0]).toBeCloseTo(0.25, 5);
    expect(seen[1]).toBeLessThan(0.15);
    expect(seen[2]).toBeLessThan(seen[1] ?? 0);
  });

  test("hands back a jump of the rate only while a bin is new", () => {
    const profiles = profilesOf();
    learnDays(profiles, 0.5, () => 50);
    const firstDay: number[] = [];
    for (let minute = 720; minute < 1440; minute += 15) firstDay.push(profiles.refresh(0, profiles.position(minute)));
    expect(firstDay.some((jump) => jump !== 1)).toBe(true);
    learnDays(profiles, 3, (minute) => 50 + minute / 10);
    for (let minute = 0; minute < DAY; minute++) expect(profiles.refresh(0, profiles.position(minute))).toBe(1);
  });

  test("ticks of five minutes lie where their middle is", () => {
    const profiles = profilesOf(5);
    expect(profiles.position(5)).toEqual({ index: 0, fraction: expect.closeTo(0, 9), bin: 0 });
    expect(profiles.position(10)).toMatchObject({ index: 0, fraction: expect.closeTo(1 / 3, 9) });
  });

  test.each([0, 30])("hourly ticks that begin %i minutes past the hour have a bin each, and are not mixed", (past) => {
    const profiles = profilesOf(60);
    expect(profiles.bins).toBe(24);
    const shape = (hour: number): number => 100 * 2 ** (hour % 5);
    for (let tick = 0; tick < 4 * 24; tick++) {
      const position = profiles.position((tick % 24) * 60 + past);
      profiles.refresh(0, position);
      profiles.learn(0, position, shape(tick % 24), 1, 1);
    }
    for (let hour = 0; hour < 24; hour++) expect(valueAt(profiles, hour * 60 + past) / shape(hour)).toBeCloseTo(1, 1);
  });
});
