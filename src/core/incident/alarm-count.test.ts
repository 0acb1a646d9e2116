import { describe, expect, test } from "vitest";
import type { Symptom } from "../model/incident.ts";
import type { Monitor } from "../model/monitor.ts";
import { AlarmCount } from "./alarm-count.ts";
import { IncidentBook } from "./incident-book.ts";

const DAY = 86_400_000;
const HOUR = DAY / 24;
const START = Date.UTC(2026, 2, 2);
const MONITORS: readonly Monitor[] = [
  { name: "all traffic" },
  { name: "denials", statuses: ["denied"] },
  { name: "issuers", by: "issuer" },
];

/** The count beside a book of incidents, as the engine keeps them. */
class Watch {
  readonly count = new AlarmCount(MONITORS);
  readonly book = new IncidentBook();

  alarm(at: number, scope: string, status: string, symptom: Symptom = "above"): this {
    const sighting = {
      scope,
      status,
      symptom,
      at,
      value: 9,
      expected: 1,
      score: 7,
      reason: "",
      by: "score" as const,
      rules: [],
    };
    this.count.add(sighting, this.book.begin(sighting, at), at);
    return this;
  }

  quiet(at: number, scope: string, status: string): this {
    this.book.end(scope, status, at, "is normal again");
    this.book.settle(at + HOUR);
    return this;
  }

  /** Alarms and incidents of the last days, monitor by monitor. */
  lately(days: number, now: number): [number, number][] {
    return MONITORS.map(({ name }) => {
      const { alarms, incidents } = this.count.lately(name, days, now);
      return [alarms, incidents];
    });
  }
}

describe("the alarms of a monitor", () => {
  test("are those of its scopes and statuses", () => {
    const watch = new Watch()
      .alarm(START, "all", "denied")
      .alarm(START, "all", "failed")
      .alarm(START, "issuer=aurora", "denied")
      .alarm(START, "merchant=mercury", "denied");
    expect(watch.lately(1, START)).toEqual([
      [2, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  test("count again when a series that recovered begins anew, in the incident that it is in", () => {
    const watch = new Watch().alarm(START, "all", "denied");
    watch.book.end("all", "denied", START + 20_000, "is normal again");
    watch.alarm(START + 30_000, "all", "denied");
    expect(watch.lately(1, START)[0]).toEqual([2, 1]);
    watch.quiet(START + 60_000, "all", "denied").alarm(START + 2 * HOUR, "all", "denied");
    expect(watch.lately(1, START + 2 * HOUR)[0]).toEqual([3, 2]);
  });

  test("hold the silence of the whole stream for whoever watches all traffic", () => {
    const watch = new Watch().alarm(START, "all", "traffic", "silence");
    expect(watch.lately(1, START)).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  test("leave the last days one by one, and the total never", () => {
    const watch = new Watch();
    for (let day = 0; day < 40; day++) {
      const at = START + day * DAY + HOUR;
      watch.alarm(at, "all", "denied").quiet(at + HOUR, "all", "denied");
    }
    const now = START + 40 * DAY;
    expect([1, 7, 30].map((days) => watch.lately(days, now)[0])).toEqual([
      [1, 1],
      [7, 7],
      [30, 30],
    ]);
    expect(watch.count.total("all traffic")).toBe(40);
    expect(watch.count.total("nobody")).toBe(0);
  });
});

describe("the time that was judged", () => {
  test("is the sum of the ticks, without the hours in between", () => {
    const count = new AlarmCount(MONITORS);
    expect(count.since).toBeNull();
    for (const from of [START, START + 5 * HOUR]) {
      for (let at = from; at < from + HOUR; at += 60_000) count.watch(at, 60_000);
    }
    expect(count.since).toBe(START);
    expect(count.lately("all traffic", 1, START + 6 * HOUR).watchedMs).toBe(2 * HOUR);
    expect(count.lately("all traffic", 1, START + DAY + HOUR).watchedMs).toBe(HOUR);
  });
});
